using Cloud.ControlPlane.Iaas.Instances;
using Cloud.Domain.Iaas;
using Cloud.Domain.Identity;
using Cloud.Scheduler.Capacity;
using Cloud.Scheduler.Groups;
using Cloud.Scheduler.Pipeline;

namespace Cloud.ControlPlane.Core.Moves;

/// <summary>Where an instance can go, decided by the same engine and rules that place new ones. It stays in its zone, and goes nowhere where it still is.</summary>
internal static class MoveTargets
{
    /// <summary>A place on the host that was asked for, or on the one that the region's profile likes best.</summary>
    /// <param name="isDead">Its host is gone, so it starts anew: then it is no member of its group until it has a place.</param>
    public static PlacementDecision Choose(ClusterState state, InstanceRecord instance, HostId? asked, bool isDead = false) =>
        asked is { } host ? On(state, instance, host) : Anywhere(state, instance, isDead);

    private static PlacementDecision Anywhere(ClusterState state, InstanceRecord instance, bool isDead)
    {
        var cell = state.CellOf(instance);
        var left = instance.Holds().Select(placement => placement.Host).Where(host => !state.IsShut(host)).ToHashSet();
        foreach (var host in left) cell.Ledger.SetCordoned(host, true);
        try
        {
            return Ask(state, instance, isDead, () => cell.Engine.Place(Request(instance) with { Group = Group(cell, instance) }));
        }
        finally
        {
            foreach (var host in left) cell.Ledger.SetCordoned(host, false);
        }
    }

    /// <summary>One host is asked alone, on a ledger of its own, so that the explanation speaks of it and of nothing else.</summary>
    private static PlacementDecision On(ClusterState state, InstanceRecord instance, HostId host)
    {
        var cell = state.CellOf(instance);
        var index = cell.Ledger.IndexOf(host);
        var alone = new CapacityLedger([cell.Ledger.Hosts[index]], state.Region.Pools);
        foreach (var other in state.Instances.Values)
        {
            foreach (var held in other.Holds().Where(held => held.Host == host && held.Claims.Count > 0)) alone.Take(held);
        }

        foreach (var place in state.Reservations.All.SelectMany(reservation => reservation.Free).Where(place => place.Host == host)) alone.Take(place);
        if (state.IsShut(host)) alone.SetCordoned(host, true);
        var decision = PlacementPipeline.Place(alone, Request(instance), state.Profile);
        if (decision.Placement is null) return decision;
        if (!Ask(state, instance, isDead: false, () => Group(cell, instance)?.Allows(index) ?? true)) return Refused(state, "group");
        return cell.Ledger.Fits(decision.Placement) ? decision : Refused(state, "overcommit");
    }

    private static PlacementDecision Refused(ClusterState state, string rule) =>
        new(Placement: null, new(state.Profile.Name, 1, 0, [new(rule, 1, NearestMiss: null, RefusalHelp.Request)], [], []));

    /// <summary>
    /// Where the others are decides where it may go. While a group is bound to a domain it is so by its last member too: two that move at the same
    /// time must not part.
    /// </summary>
    private static T Ask<T>(ClusterState state, InstanceRecord instance, bool isDead, Func<T> ask) =>
        !isDead && instance.Terms.Group?.ToGroup(instance.Project).Rules.Any(rule => rule is { Hard: true, Kind: GroupRuleKind.Affinity or GroupRuleKind.PartitionAffinity }) == true
            ? ask()
            : state.WithoutMembership(instance, ask);

    private static GroupConstraints? Group(Cell cell, InstanceRecord instance) =>
        instance.Terms.Group is { } terms ? cell.Groups.For(terms.ToGroup(instance.Project), terms.Partition) : null;

    private static PlacementRequest Request(InstanceRecord instance) => new(instance.Shape, InstanceOverhead.Of(instance.Kind, instance.Terms.Container).MemoryMib, instance.Zone);
}
