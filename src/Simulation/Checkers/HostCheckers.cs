using Cloud.ControlPlane.Core;
using Cloud.Domain.Iaas;
using Cloud.Scheduler.Capacity;
using Cloud.Simulation.Scenarios;

namespace Cloud.Simulation.Checkers;

/// <summary>
/// No instance runs on two hosts: for what is on the move, after every event of the hosts; for all others, whenever a host has taken or let go of
/// something. A second host may hold its place while it moves; it may not run it.
/// </summary>
public sealed class NoInstanceOnTwoHosts : ICloudChecker
{
    private (Fleet.SimulatedFleet? Fleet, long Changes) _seen;

    public string Name => "no-instance-on-two-hosts";

    public CheckTime Time => CheckTime.EveryHostEvent;

    public IEnumerable<string> Check(SimulatedCloud cloud)
    {
        var now = (cloud.Fleet, cloud.Fleet.Counters.LedgerChanges);
        if (_seen == now) return cloud.State.Moving.Where(id => cloud.Fleet.Running(id).Skip(1).Any()).Order().Select(id => Words(id, cloud.Fleet.Running(id)));
        _seen = now;
        return cloud.Fleet.Held().Where(held => held.IsAlive)
            .GroupBy(held => held.Instance).Where(group => group.Skip(1).Any())
            .Select(group => Words(group.Key, group.Select(held => held.Host)));
    }

    private static string Words(Domain.Identity.InstanceId instance, IEnumerable<Domain.Identity.HostId> hosts) => $"{instance} runs on {string.Join(" and ", hosts)}";
}

/// <summary>No host holds more than it has, whatever it was told: counted from what it truly holds.</summary>
public sealed class HostsAreWithinCapacity : ICloudChecker
{
    private (Fleet.SimulatedFleet? Fleet, long Changes) _seen;

    public string Name => "hosts-are-within-capacity";

    public CheckTime Time => CheckTime.EveryHostEvent;

    public IEnumerable<string> Check(SimulatedCloud cloud)
    {
        var now = (cloud.Fleet, cloud.Fleet.Counters.LedgerChanges);
        if (_seen == now) return [];
        _seen = now;
        return PlacementChecker.CheckHosts(cloud.World.Region, cloud.Fleet.Held().Select(held => held.Placement).OfType<Domain.Placement.HostPlacement>());
    }
}

/// <summary>
/// Once healed, within a bounded time nothing waits but instances in error and those for which there is no room, no other operation is open
/// and no other state is transitional.
/// </summary>
public sealed class NothingIsUnderWay : ICloudChecker
{
    public string Name => "nothing-is-under-way";

    public CheckTime Time => CheckTime.AtRest;

    public IEnumerable<string> Check(SimulatedCloud cloud)
    {
        foreach (var id in cloud.State.Waiting.Keys.Where(id => cloud.State.Find(id) is not { State: InstanceState.Error }).Order()) yield return $"{id} still waits for its host as {cloud.State.Find(id)?.State.Name() ?? "nothing"}";
        foreach (var operation in cloud.Stored.OpenOperations.Where(operation => !WaitingForRoom.IsDue(cloud.State, operation.Instance))) yield return $"operation {operation.Id} ({operation.Kind}) is still open";
    }
}

/// <summary>
/// The writer's ledger, one rebuilt from the store, and the hosts' own ledgers say the same; an instance that its host refused (and that is
/// in error for it) keeps its place in the first two and has none on the host.
/// </summary>
public sealed class LedgersAgree : ICloudChecker
{
    public string Name => "ledgers-agree";

    public CheckTime Time => CheckTime.AtRest;

    public IEnumerable<string> Check(SimulatedCloud cloud)
    {
        var image = cloud.Stored;
        var refused = cloud.Fleet.Held().Where(held => held.Placement is null).Select(held => (held.Host, held.Instance)).ToHashSet();
        var rebuilt = ClusterState.Rebuild(cloud.World.Region, image);
        var taken = ClusterState.Rebuild(cloud.World.Region, image with
        {
            Reservations = [], // Hosts know nothing of them.
            Instances = [.. image.Instances.Where(it => it.State is not InstanceState.Error || !refused.Contains((it.Placement.Host, it.Id)))],
        });
        // What hosts used is forgotten by a restart, and with it what an overcommit policy made of it; hosts know the pool's ratio alone.
        var isRatioFixed = cloud.World.Region.Overcommit.Rules.IsEmpty;
        string Words(ClusterState state, Domain.Placement.HostDescription host) => LedgersAgree.Words(state.Cells.Single(cell => cell.Zone == host.Zone).Ledger.Use(host.Id), isRatioFixed);
        foreach (var host in cloud.World.Region.Hosts)
        {
            var memory = Words(cloud.State, host);
            var truth = LedgersAgree.Words(cloud.Fleet.Use(host.Id), isRatioFixed);
            if (!Same(memory, Words(rebuilt, host))) yield return $"{host.Id}: the writer holds {memory}, the store {Words(rebuilt, host)}";
            if (!Same(truth, Words(taken, host))) yield return $"{host.Id}: the host holds {truth} and should hold {Words(taken, host)}";
        }
    }

    private static bool Same(string left, string right) => string.Equals(left, right, StringComparison.Ordinal);

    private static string Words(HostUse use, bool withCapacity) =>
        $"{use with { NumaNodes = [] }} {string.Join(' ', use.NumaNodes.Select(numa => withCapacity ? numa : numa with { VcpusCapacity = 0 }))}";
}

/// <summary>At rest every host holds exactly what is stored for it, in the state that is stored, rebooted as often as asked.</summary>
public sealed class HostsHoldWhatIsWanted : ICloudChecker
{
    public string Name => "hosts-hold-what-is-wanted";

    public CheckTime Time => CheckTime.AtRest;

    public IEnumerable<string> Check(SimulatedCloud cloud)
    {
        var held = cloud.Fleet.Held().ToDictionary(it => (it.Host, it.Instance));
        foreach (var instance in cloud.Stored.Instances)
        {
            if (!held.Remove((instance.Placement.Host, instance.Id), out var there))
            {
                if (instance.State is not InstanceState.Error && !WaitingForRoom.IsDue(cloud.State, instance.Id)) yield return $"{instance.Placement.Host} does not hold {instance.Id}";
                continue;
            }

            if (there.Placement is not null && there.Generation != instance.Generation) yield return $"{there.Host} holds {there.Instance} at g{there.Generation.Value} instead of g{instance.Generation.Value}";
            if (instance.State is InstanceState.Running != there.Observed is ObservedPower.Running) yield return $"{there.Instance} is {there.Observed} on {there.Host} and stored as {instance.State.Name()}";
            if (there.Observed is ObservedPower.Running && there.Reboots != instance.Reboots) yield return $"{there.Instance} was rebooted {there.Reboots} times instead of {instance.Reboots}";
        }

        foreach (var orphan in held.Values.OrderBy(it => it.Instance)) yield return $"{orphan.Host} still holds {orphan.Instance}, which is not stored";
    }
}
