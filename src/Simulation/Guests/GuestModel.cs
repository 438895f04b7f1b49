using Cloud.ControlPlane.Hosts;
using Cloud.Domain.Hardware;
using Cloud.Domain.Hardware.Costs;
using Cloud.Domain.Hardware.Costs.Exits;
using Cloud.Domain.Hardware.Costs.InputOutput;
using Cloud.Domain.Iaas;
using Cloud.Domain.Iaas.Workloads;
using Cloud.Domain.Placement;
using Cloud.Simulation.Fluid;
using Backing = Cloud.Domain.Hardware.Costs.Memory.PageSize;
using PageSizes = Cloud.Simulation.Fluid.PageSizes;

namespace Cloud.Simulation.Guests;

/// <summary>Says a placed instance with its workload in the words of the fluid model, as busy as it gets; what follows the clock is set later.</summary>
internal static class GuestModel
{
    /// <summary>Payload of a packet, bytes [E]: a mix of small and full frames.</summary>
    private const double PayloadBytes = 700;

    public static FluidGuest Of(EnsureInstance command, Workload workload, in GuestLoad load, WorkloadPoint? point, FluidPlatform platform)
    {
        var shape = WorkloadShape.Of(workload.Kind);
        var vcpus = Math.Max(1, command.Shape.Vcpus);
        var units = shape.RatePerVcpu <= 0 ? 0 : WorkloadCourse.PeakRate(workload, vcpus);
        var isolated = command.Container is { VmIsolated: true };
        var virtualized = command.Kind is not InstanceKind.Container || isolated;
        var claims = command.Placement.Claims;
        return new FluidGuest
        {
            Kind = command.Kind,
            VmIsolated = isolated,
            Confidential = IsConfidential(command, virtualized, platform),
            Vcpus = vcpus,
            Demand = load.Cpu,
            BurstSeconds = shape.BurstSeconds,
            Weight = 100.0 * vcpus,
            QuotaCpus = virtualized ? double.PositiveInfinity : vcpus,
            DedicatedCores = claims.Sum(claim => claim.Cores.Count),
            // Dedicated cores count where they are, whatever floats beside them.
            CpuShares = Shares(claims, platform.NumaNodes, claims.Any(claim => claim.Cores.Count > 0) ? claim => claim.Cores.Count : claim => claim.Vcpus),
            MemoryShares = Shares(claims, platform.NumaNodes, claim => claim.MemoryMib),
            Exits = virtualized && platform.Table is not null ? [new(ExitReason.Msr, shape.ExitsPerSecond)] : [],
            Cache = new() { Apki = shape.Apki, Pages = PagesOf(claims) },
            Memory = MemoryOf(command, shape, load.Touched),
            Network = new() { PacketsPerSecond = point?.PacketsPerSecond ?? (units * shape.PacketsPerUnit), PayloadBytes = PayloadBytes, Path = NetworkPath(command) },
            Disk = new() { OperationsPerSecond = point?.DiskOperationsPerSecond ?? (units * shape.DiskPerUnit) },
        };
    }

    private static bool IsConfidential(EnsureInstance command, bool virtualized, FluidPlatform platform) => virtualized
        && command.Placement.Extras is { ConfidentialKey: true } && platform.Profile.Confidential.Technology is not ConfidentialTechnology.None;

    private static FluidMemoryUse MemoryOf(EnsureInstance command, WorkloadShape shape, double touched)
    {
        var size = command.Shape.MemoryMib * ModelUnits.MiB;
        return new()
        {
            SizeBytes = size,
            TouchedBytes = size * touched,
            WorkingSetBytes = size * touched * shape.Working,
            // Huge pages come from a pool that nothing is reclaimed from.
            Pinned = command.Placement.Claims.Any(claim => claim.HugeMib > 0),
            ImageId = ImageNumber(command.Image.Value),
        };
    }

    /// <summary>A function of the instance's own if it holds one; else by kind.</summary>
    private static IoPath NetworkPath(EnsureInstance command) =>
        command.Placement.Extras is { Devices: { Count: > 0 } devices } && devices.Any(device => device.Functions.Count > 0) ? IoPath.SrIov
        : command.Kind is InstanceKind.MicroVm ? IoPath.Virtio : IoPath.Vhost;

    private static PageSizes PagesOf(IReadOnlyList<NumaClaim> claims) =>
        claims is [{ Detail: { Pages: > 0 } detail }, ..] ? new(Backing.Small, detail.PageSize is PageSize.Huge1G ? Backing.Huge : Backing.Large) : PageSizes.Small;

    private static double[] Shares(IReadOnlyList<NumaClaim> claims, int nodes, Func<NumaClaim, long> of)
    {
        var sum = (double)claims.Sum(of);
        if (sum <= 0) return [];
        var shares = new double[nodes];
        foreach (var claim in claims) shares[claim.NumaNode] += of(claim) / sum;
        return shares;
    }

    /// <summary>Equal images have equal pages; never 0, which shares with nobody.</summary>
    private static int ImageNumber(string image)
    {
        var hash = 0x811C9DC5u;
        foreach (var c in image) hash = (hash ^ c) * 0x01000193;
        return (int)(hash | 1);
    }
}
