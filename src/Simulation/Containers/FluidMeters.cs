using Cloud.Domain.Hardware;
using Cloud.Domain.Hardware.Costs;
using Cloud.Domain.Identity;
using Cloud.Domain.Placement;
using Cloud.Simulation.Fluid;

namespace Cloud.Simulation.Containers;

/// <summary>
/// The fluid model of one host behind its control groups: all guests of the host compete in it, limits throttle in it, and what it finds is
/// counted. It is brought up to date when somebody looks. Between two looks loads are steady, so one long tick finds what many short ones
/// would; a guest that came in between is counted from its start.
/// </summary>
internal sealed class FluidMeters : IContainerMeters
{
    private readonly FluidFleet _fleet = new();
    private readonly FluidHost _host;
    private readonly Dictionary<InstanceId, FluidMeter> _guests = [];
    private readonly Dictionary<InstanceId, ContainerLimits> _limits = [];
    private long _nextId = 1;
    private long _nowNs;

    private FluidMeters(FluidPlatform platform) => _host = _fleet.AddHost(platform);

    /// <summary>Meters for a host; for one whose hardware is not known, nothing is counted.</summary>
    public static IContainerMeters For(HostDescription description)
    {
        if (HardwareProfiles.Find(description.Profile) is not { } profile) return new NoMeters();
        var mode = profile.NumaModes.FirstOrDefault(mode => string.Equals(mode.Name, description.NumaMode, StringComparison.Ordinal));
        var platform = new FluidPlatform(profile, mode);
        return platform.NumaNodes == description.NumaNodes.Count ? new FluidMeters(platform) : new NoMeters();
    }

    public ContainerMeter? Read(InstanceId container) => _guests.TryGetValue(container, out var guest) ? guest.Meter : null;

    public void Limit(InstanceId container, in ContainerLimits limits)
    {
        _limits[container] = limits;
        if (!_guests.TryGetValue(container, out var guest)) return;
        _host.Update(guest.Number, Ask(guest.Fact));
        guest.Limits = limits;
    }

    public void Follow(IReadOnlyList<GuestFact> running, long nowNs)
    {
        Count((nowNs - _nowNs) / 1e9);
        _nowNs = nowNs;
        var now = running.ToDictionary(fact => fact.Id);
        foreach (var (id, guest) in _guests.OrderBy(pair => pair.Key).ToList())
        {
            if (now.TryGetValue(id, out var fact) && fact.Boots == guest.Fact.Boots && fact.Placement.IsSame(guest.Fact.Placement)) continue;
            _host.Remove(guest.Number);
            _guests.Remove(id);
            _limits.Remove(id);
        }

        var fresh = running.Where(fact => !_guests.ContainsKey(fact.Id)).OrderBy(fact => fact.Id).ToList();
        foreach (var fact in fresh)
        {
            var guest = new FluidMeter(_nextId++, fact, Load(fact));
            _host.Add(guest.Number, Ask(fact));
            _guests.Add(fact.Id, guest);
        }

        if (fresh.Count == 0) return;
        _fleet.Tick(1);
        foreach (var fact in fresh)
        {
            var guest = _guests[fact.Id];
            guest.Count(_host.GuestState(guest.Number), Math.Max(0, (nowNs - fact.SinceNs) / 1e9));
        }
    }

    /// <summary>Lets time pass for those who are there.</summary>
    private void Count(double seconds)
    {
        if (seconds <= 0 || _guests.Count == 0) return;
        _fleet.Tick(seconds);
        foreach (var guest in _guests.Values) guest.Count(_host.GuestState(guest.Number), seconds);
    }

    private static ImageLoad Load(GuestFact fact) => ImageLoad.Of(fact.Image.Value);

    private FluidGuest Ask(GuestFact fact)
    {
        var (load, claims) = (Load(fact), fact.Placement.Claims);
        var limits = _limits.TryGetValue(fact.Id, out var written) ? written : ContainerLimits.None;
        var size = fact.Shape.MemoryMib * ModelUnits.MiB;
        var touched = Math.Min(Math.Min(size * load.Touched, limits.MemoryMax), limits.MemoryHigh);
        double[] cpus = new double[_host.Platform.NumaNodes], memory = new double[cpus.Length];
        foreach (var claim in claims)
        {
            cpus[claim.NumaNode] += (double)claim.Vcpus / claims.Sum(other => other.Vcpus);
            memory[claim.NumaNode] += (double)claim.MemoryMib / claims.Sum(other => other.MemoryMib);
        }

        return new()
        {
            Kind = fact.Kind,
            VmIsolated = fact.VmIsolated,
            Confidential = fact.Placement.Extras is { ConfidentialKey: true },
            Vcpus = fact.Shape.Vcpus,
            Demand = load.Demand,
            Weight = limits.Weight,
            QuotaCpus = limits.QuotaCpus,
            DedicatedCores = claims.Sum(claim => claim.Cores.Count),
            CpuShares = cpus,
            MemoryShares = memory,
            Memory = new() { SizeBytes = size, TouchedBytes = touched, WorkingSetBytes = Math.Min(size * load.WorkingSet, touched) },
            Network = new() { PacketsPerSecond = load.Packets },
            Disk = new() { OperationsPerSecond = load.Operations, ReadFraction = load.ReadFraction, LimitPerSecond = limits.DiskOperations },
        };
    }
}
