using Cloud.Domain.Hardware;
using Cloud.Domain.Hardware.Costs.Boot;
using Cloud.Domain.Hardware.Costs.Exits;
using Cloud.Domain.Hardware.Costs.InputOutput;
using Cloud.Domain.Hardware.Costs.Switching;
using Cloud.Domain.Iaas;
using Cloud.Simulation.Engine;
using C = Cloud.Simulation.Fluid.GuestColumns;

namespace Cloud.Simulation.Fluid;

/// <summary>Turns a guest into the numbers that a tick needs, once per change: everything that does not depend on its neighbours.</summary>
internal static partial class GuestCompiler
{
    /// <summary>Writes the input columns into <paramref name="row"/>, which is indexed by column.</summary>
    public static void Compile(FluidPlatform platform, FluidGuest guest, Span<double> row)
    {
        Check(platform, guest);
        var columns = platform.Columns;
        row[C.Vcpus] = guest.Vcpus;
        row[C.Demand] = guest.Demand;
        row[C.QuotaCpus] = guest.QuotaCpus;
        row[C.Weight] = guest.Weight;
        row[C.OwnThreads] = guest.DedicatedCores * platform.ThreadsPerCore;
        row[C.Floats] = guest.Floats ? 1 : 0;
        Placement(platform, columns, guest, row);
        Memory(platform, guest, row);
        Devices(platform, guest, row);
        Exits(platform, guest, row);
        Caches(platform, guest, row);
        (row[C.PacketPeak], row[C.DiskPeak], row[C.DevicePeak]) = (row[C.PacketDemand], row[C.DiskDemand], row[C.DeviceOverhead]);
        SetDemand(row, guest.Demand);
    }

    /// <summary>What changes when only the demand does.</summary>
    public static void SetDemand(Span<double> row, double demand)
    {
        row[C.Demand] = demand;
        var work = Math.Max(1e-9, row[C.Vcpus] * demand);
        row[C.OverheadPerWork] = row[C.SteadyOverhead] + (row[C.DeviceOverhead] / work) + (demand < 1 ? row[C.WakeOverhead] : 0);
        row[C.Offered] = BusyThreads(row[C.Vcpus], demand, 1 / (1 + row[C.OverheadPerWork]));
        // s ∝ (threads APKI IPS m0 s0^α)^(1/(1+α)) is the fixed point of section 9.1 for a power law.
        var active = Math.Min(demand, row[C.QuotaCpus] / row[C.Vcpus]);
        row[C.CacheWeight] = active <= 0 ? 0 : row[C.FullCacheWeight] * PortableMath.Pow(Math.Max(1e-9, active), 1 / (1 + row[C.MissAlpha]));
    }

    /// <summary>
    /// Threads that vCPUs keep busy when work takes 1/speed times as long while the sleeps in between do not: <c>v u/(u + s(1 − u))</c>.
    /// </summary>
    public static double BusyThreads(double vcpus, double demand, double speed) =>
        demand <= 0 ? 0 : vcpus * demand / (demand + (speed * (1 - demand)));

    private static void Placement(FluidPlatform platform, GuestColumns columns, FluidGuest guest, Span<double> row)
    {
        var nodes = platform.NumaNodes;
        Span<double> crossing = stackalloc double[Math.Max(1, platform.Links)];
        crossing.Clear();
        var local = 0.0;
        for (var j = 0; j < nodes; j++)
        {
            var memory = MemoryShare(guest, nodes, j);
            var latency = 0.0;
            for (var i = 0; i < nodes; i++)
            {
                var flow = CpuShare(guest, nodes, i) * memory;
                latency += flow * platform.LatencyNs(i, j);
                if (i == j) local += flow;
                if (platform.SocketOf(i) != platform.SocketOf(j)) crossing[platform.Link(platform.SocketOf(i), platform.SocketOf(j))] += flow;
            }

            row[C.CpuShare(j)] = CpuShare(guest, nodes, j);
            row[columns.MemoryShare(j)] = memory;
            row[columns.LatencyPart(j)] = latency + (guest.Confidential ? memory * ConfidentialConstants.MemoryNs : 0);
        }

        for (var link = 0; link < platform.Links; link++) row[columns.LinkShare(link)] = crossing[link];
        row[C.LocalShare] = local;
    }

    private static double CpuShare(FluidGuest guest, int nodes, int node) => guest.CpuShares.Count == 0 ? 1.0 / nodes : guest.CpuShares[node];

    private static double MemoryShare(FluidGuest guest, int nodes, int node) =>
        guest.MemoryShares.Count == 0 ? CpuShare(guest, nodes, node) : guest.MemoryShares[node];

    private static void Exits(FluidPlatform platform, FluidGuest guest, Span<double> row)
    {
        double rate = 0, cycles = 0;
        foreach (var exit in guest.Exits)
        {
            rate += exit.PerSecond;
            cycles += exit.PerSecond * ExitCycles(platform, guest, exit.Reason);
        }

        row[C.ExitsPerWork] = rate;
        var second = platform.Ghz * 1e9;
        var mechanisms = platform.Options.HasOverheads;
        row[C.SteadyOverhead] = (cycles / second) + platform.TickOverhead + (guest.Confidential ? ConfidentialConstants.CpuOverhead : 0);
        row[C.DeviceOverhead] = (DeviceExitCycles(platform, guest, row) + (guest.Confidential ? BounceCycles(platform, row) : 0)) / second;
        row[C.WakeOverhead] = mechanisms ? platform.ResumeNs / 1e9 / Math.Max(1e-6, guest.BurstSeconds) : 0;
        row[C.SwitchNs] = mechanisms ? SwitchNs(platform, guest) : 0;
    }

    private static double ExitCycles(FluidPlatform platform, FluidGuest guest, ExitReason reason)
    {
        if (!guest.IsVirtualized) throw new ArgumentException("A container without a VM of its own does not exit.", nameof(guest));
        var table = platform.Table ?? throw new ArgumentException($"The profile {platform.Profile.Name} cannot run guests.", nameof(guest));
        var plain = table.Cycles(reason);
        return guest.Confidential ? ConfidentialVm.ExitCycles(plain, platform.Profile.Confidential.Technology) : plain;
    }

    /// <summary>Cycles per second of the exits that its I/O causes.</summary>
    private static double DeviceExitCycles(FluidPlatform platform, FluidGuest guest, ReadOnlySpan<double> row) =>
        !guest.IsVirtualized || platform.Table is not { } table ? 0
            : (row[C.PacketDemand] * IoThroughput.ExitCycles(table, guest.Network.Path, loaded: true))
            + (row[C.DiskDemand] * IoThroughput.ExitCycles(table, guest.Disk.Path, loaded: true));

    // Every byte in or out is copied once through the bounce buffers (11.4).
    private static double BounceCycles(FluidPlatform platform, ReadOnlySpan<double> row) =>
        (row[C.PacketDemand] * ConfidentialVm.BounceCycles(row[C.PayloadBits] / 8, platform.Ghz))
        + (row[C.DiskDemand] * ConfidentialVm.BounceCycles(row[C.DiskBytes], platform.Ghz));

    /// <summary>A switch to a task of another address space: direct cost, world switch, private caches.</summary>
    private static double SwitchNs(FluidPlatform platform, FluidGuest guest)
    {
        var direct = ContextSwitch.DirectNs(platform.Profile.Clock, new SwitchConditions(SameAddressSpace: false));
        var world = guest.IsVirtualized ? platform.Profile.Clock.ToNs(platform.Table?.Find(ExitReason.VmSwitch)?.Value ?? 0) : 0;
        var refill = CacheRefill.CostNs(
            platform.PrivateSteps, Replacement.LeastRecentlyUsed, guest.Cache.PrivateBytes, double.PositiveInfinity, SwitchConstants.StridedOverlap);
        return direct + world + refill;
    }

    private static void Check(FluidPlatform platform, FluidGuest guest)
    {
        static void Within(double value, double least, double most, string what)
        {
            if (!(value >= least && value <= most)) throw new ArgumentOutOfRangeException(what, value, $"Must be {least} to {most}.");
        }

        Within(guest.Vcpus, 1, 4096, nameof(guest.Vcpus));
        Within(guest.Demand, 0, 1, nameof(guest.Demand));
        Within(guest.Weight, 1e-6, 1e6, nameof(guest.Weight));
        Within(guest.QuotaCpus, 1e-6, double.PositiveInfinity, nameof(guest.QuotaCpus));
        Within(guest.DedicatedCores, 0, platform.CoresPerNode * platform.NumaNodes, nameof(guest.DedicatedCores));
        Within(guest.Memory.SizeBytes, 0, platform.MemoryBytes * 64, nameof(guest.Memory.SizeBytes));
        Within(guest.Memory.TouchedBytes, 0, guest.Memory.SizeBytes, nameof(guest.Memory.TouchedBytes));
        Within(guest.Memory.WorkingSetBytes, 0, guest.Memory.TouchedBytes, nameof(guest.Memory.WorkingSetBytes));
        Within(guest.Network.PacketsPerSecond, 0, 1e12, nameof(guest.Network.PacketsPerSecond));
        Within(guest.Disk.OperationsPerSecond, 0, 1e12, nameof(guest.Disk.OperationsPerSecond));
        Within(guest.Disk.Depth, 1, 65536, nameof(guest.Disk.Depth));
        Within(guest.Cache.OwnWays, 0, platform.CacheWays - 1, nameof(guest.Cache.OwnWays));
        CheckShares(guest.CpuShares, platform.NumaNodes, nameof(guest.CpuShares));
        CheckShares(guest.MemoryShares, platform.NumaNodes, nameof(guest.MemoryShares));
        if (guest.Confidential && platform.Profile.Confidential.Technology is ConfidentialTechnology.None)
            throw new ArgumentException($"{platform.Profile.Name} cannot run confidential guests.", nameof(guest));
        if (guest.Confidential && guest.Kind is InstanceKind.Container && !guest.VmIsolated)
            throw new ArgumentException("A confidential container needs a VM of its own.", nameof(guest));
    }

    private static void CheckShares(IReadOnlyList<double> shares, int nodes, string what)
    {
        if (shares.Count == 0) return;
        var sum = shares.Sum();
        if (shares.Count != nodes || sum is < 1 - 1e-9 or > 1 + 1e-9 || shares.Any(share => share < 0))
            throw new ArgumentOutOfRangeException(what, sum, $"Must be {nodes} shares that sum to 1.");
    }
}
