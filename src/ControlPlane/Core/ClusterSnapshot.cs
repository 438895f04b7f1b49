using Cloud.ControlPlane.Iaas.Instances;
using Cloud.ControlPlane.Operator;
using Cloud.Domain.Identity;
using Cloud.Domain.Placement;
using Cloud.Scheduler.Residents;

namespace Cloud.ControlPlane.Core;

/// <summary>Who is where at one moment: what a planner needs to think on a copy, away from the writer.</summary>
/// <param name="Instances">Every instance.</param>
/// <param name="Cordons">Every cordoned host.</param>
/// <param name="At">The moment.</param>
public sealed record ClusterSnapshot(IReadOnlyList<InstanceRecord> Instances, IReadOnlyList<HostCordon> Cordons, DateTimeOffset At)
{
    public static ClusterSnapshot Of(ClusterState state, DateTimeOffset now) =>
        new([.. state.Instances.Values], [.. state.Cordons], now)
        {
            Overcommit = OvercommitSnapshot.Of(state),
            Spared = state.Instances.Values.Where(instance => instance.Terms.IsSpot && !state.MayBeEnded(instance)).Select(instance => instance.Id).ToHashSet(),
            Closed = [.. state.Preemptions.ClosedHosts],
            Reserved = [.. state.Reservations.All.SelectMany(HeldPlace.Of)],
        };

    /// <summary>Spot instances that nobody may end: they are going already, or their room is a reservation's.</summary>
    public IReadOnlySet<InstanceId> Spared { get; init; } = new HashSet<InstanceId>();

    /// <summary>Hosts on which somebody waits for room: they take nobody else.</summary>
    public IReadOnlyList<HostId> Closed { get; init; } = [];

    /// <summary>Free places of reservations: room that nothing may be moved into.</summary>
    public IReadOnlyList<HeldPlace> Reserved { get; init; } = [];

    /// <summary>What hosts may promise, where that is less than the pool's ratio.</summary>
    public OvercommitSnapshot Overcommit { get; init; } = OvercommitSnapshot.None;

    /// <summary>A world of all hosts of a zone, or of the region, with everything that is placed on them.</summary>
    public ResidentWorld ToWorld(RegionDescription region, ZoneId? zone) =>
        ToWorld(region, region.Hosts.Where(host => zone is null || host.Zone == zone).ToList());

    /// <summary>A world of some hosts, with everything that is placed on them.</summary>
    public ResidentWorld ToWorld(RegionDescription region, IReadOnlyList<HostDescription> hosts)
    {
        var names = hosts.Select(host => host.Id).ToHashSet();
        var residents = Instances.Where(instance => instance.Placement.Claims.Count > 0 && names.Contains(instance.Placement.Host))
            .OrderBy(instance => instance.Id).Select(instance => InstanceResident.Of(instance, At, Spared.Contains(instance.Id)));
        var world = new ResidentWorld(
            hosts, region.Pools, residents, Cordons.Select(cordon => cordon.Host).Concat(Closed).Distinct().Where(names.Contains));
        foreach (var held in Reserved.Where(held => names.Contains(held.Placement.Host))) held.Hold(world);
        foreach (var held in Instances.SelectMany(instance => instance.FurtherHolds()).Where(held => names.Contains(held.Host))) world.Ledger.Take(held);
        Overcommit.Apply(world, region);
        return world;
    }
}
