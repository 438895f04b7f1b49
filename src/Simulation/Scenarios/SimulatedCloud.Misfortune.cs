using Cloud.ControlPlane.Operator.Faults;
using Cloud.ControlPlane.Ports;
using Cloud.Domain.Identity;
using Cloud.Simulation.Engine;
using Cloud.Simulation.Fleet;

namespace Cloud.Simulation.Scenarios;

/// <summary>What happens to hosts, said to the fleet through the door that the operator uses. Everything that breaks is mended after a drawn time.</summary>
public sealed partial class SimulatedCloud
{
    private readonly List<(long UntilNs, ActiveFault Fault)> _broken = [];

    /// <summary>Ends the first act: everything broken is mended.</summary>
    public void Heal()
    {
        _broken.Clear();
        Fleet.Set([]);
        Transcript.Say(Elapsed, "everything is mended");
    }

    private void Misfortune()
    {
        var changed = _broken.RemoveAll(broken => broken.UntilNs <= _nowNs) > 0;
        foreach (var kind in FaultNames.Kinds)
        {
            if (!World.Faults.Rates.TryGetValue(kind, out var rate) || !_misfortune.NextBool(rate)) continue;
            Strike(kind);
            changed = true;
        }

        if (changed) Fleet.Set([.. _broken.Select(broken => broken.Fault)]);
    }

    private void Strike(FaultKind kind)
    {
        Counts.Misfortunes++;
        Counts.Faults[kind] = Counts.Faults.GetValueOrDefault(kind) + 1;
        var fault = new ActiveFault(kind, Victims(kind), DrawParameters(kind));
        _broken.Add((_nowNs + (_misfortune.NextInt(1, 60) * 1_000_000_000L), fault));
        Transcript.Say(Elapsed, $"{kind.Name()} on {string.Join(' ', fault.Hosts)}: {fault.Parameters.Describe(kind)}");
    }

    private FaultParameters DrawParameters(FaultKind kind) => kind switch
    {
        FaultKind.SlowHost => new() { Factor = 2 + _misfortune.NextInt(30) },
        FaultKind.Partition => new() { Direction = _misfortune.Pick<FaultDirection>([.. FaultNames.Directions]) },
        FaultKind.LateMessages => new() { Rate = _misfortune.NextDouble(), DelayMs = _misfortune.NextInt(100, 30_000) },
        FaultKind.LostMessages or FaultKind.DuplicatedMessages or FaultKind.ReorderedMessages or FaultKind.StaleReports => new() { Rate = _misfortune.NextDouble() },
        FaultKind.ClockSkew => new() { ClockRate = 0.5 + (1.5 * _misfortune.NextDouble()), OffsetSeconds = _misfortune.NextInt(-600, 601) },
        FaultKind.HostCrash or FaultKind.RackPowerLoss or FaultKind.DiskFull => FaultParameters.None,
    };

    /// <summary>One host for a crash, a rack for its power; for the rest most often a host, sometimes its rack, its zone or everybody.</summary>
    private IReadOnlyList<HostId> Victims(FaultKind kind)
    {
        var one = World.Region.Hosts[_misfortune.NextInt(World.Region.Hosts.Count)];
        var scope = kind switch { FaultKind.HostCrash => 0, FaultKind.RackPowerLoss => 5, _ => _misfortune.NextInt(10) };
        return [.. World.Region.Hosts.Where(host => scope switch
        {
            < 5 => host.Id == one.Id,
            < 8 => host.Zone == one.Zone && string.Equals(host.Rack, one.Rack, StringComparison.Ordinal),
            < 9 => host.Zone == one.Zone,
            _ => true,
        }).Select(host => host.Id)];
    }

    /// <summary>Everything dies, hosts included, and comes back whole: the hosts are put back as the store knows them.</summary>
    private void Blackout()
    {
        Counts.Blackouts++;
        Die("with everything else", undurable: null);
        _broken.Clear();
        _inbox.Clear();
        Fleet = NewFleet();
        var refused = Fleet.AdoptAll(State.Instances.Values.OrderBy(instance => instance.Id));
        if (refused.Count > 0) throw new InvalidOperationException($"After a blackout {refused.Count} instances did not fit the hosts that the store says hold them, {refused[0]} among them.");
    }

    private SimulatedFleet NewFleet()
    {
        _fleetStartedNs = _nowNs;
        var seed = _seed + (ulong)_fleets++;
        return new(new EventLoop(), World.Region.Hosts, _sabotage.OnHosts(World.Region.Pools), new() { Seed = seed, RequireLease = true, AdoptedLeaseNs = (long)World.Region.Live.Lease.TotalNanoseconds })
        {
            AfterEvent = () => Looking?.Invoke(Checkers.CheckTime.EveryHostEvent),
        };
    }
}
