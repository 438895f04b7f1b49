using Cloud.ControlPlane.Core;
using Cloud.ControlPlane.Iaas.Instances;
using Cloud.Domain.Identity;
using Cloud.Scheduler.Overcommit;
using Cloud.Simulation.Scenarios;

namespace Cloud.Simulation.Checkers;

/// <summary>Notices placements that are new since it last looked, one writer's memory after another.</summary>
internal sealed class NewPlacements
{
    private readonly HashSet<(InstanceId, HostId)> _seen = [];
    private ClusterState? _state;
    private long _placed = -1;

    /// <summary>Instances that are new, or hold a place on another host than before, as if they were there already; nothing when nothing was placed. After a restart, none is new.</summary>
    public IReadOnlyList<InstanceRecord> Since(ClusterState state)
    {
        if (ReferenceEquals(state, _state) && state.Placed == _placed) return [];
        var fresh = ReferenceEquals(state, _state)
            ? state.Instances.Values.OrderBy(instance => instance.Id)
                .SelectMany(instance => instance.Holds().Where(held => !_seen.Contains((instance.Id, held.Host))).Select(held => instance with { Placement = held })).ToList()
            : [];
        (_state, _placed) = (state, state.Placed);
        _seen.Clear();
        foreach (var instance in state.Instances.Values)
        {
            foreach (var held in instance.Holds()) _seen.Add((instance.Id, held.Host));
        }

        return fresh;
    }
}

/// <summary>No decision takes a NUMA node above capacity × policy, also before it is stored.</summary>
public sealed class DecisionsAreWithinCapacity : ICloudChecker
{
    private ClusterState? _state;
    private (long Placed, int Instances) _seen;

    public string Name => "decisions-are-within-capacity";

    public CheckTime Time => CheckTime.EveryDecision;

    public IEnumerable<string> Check(SimulatedCloud cloud)
    {
        var now = (cloud.State.Placed, cloud.State.Instances.Count);
        if (ReferenceEquals(_state, cloud.State) && _seen == now) return [];
        (_state, _seen) = (cloud.State, now);
        return PlacementChecker.Check(
            cloud.World.Region,
            cloud.State.Instances.Values.OrderBy(instance => instance.Id).SelectMany(instance => instance.Holds().Select(held => instance with { Placement = held })));
    }
}

/// <summary>Nothing new comes to a host that is cordoned.</summary>
public sealed class CordonsHold : ICloudChecker
{
    private readonly NewPlacements _new = new();

    public string Name => "cordons-hold";

    public CheckTime Time => CheckTime.EveryDecision;

    public IEnumerable<string> Check(SimulatedCloud cloud) => _new.Since(cloud.State)
        .Where(instance => cloud.State.CordonOf(instance.Placement.Host) is not null)
        .Select(instance => $"{instance.Id} was placed on {instance.Placement.Host}, which is cordoned");
}

/// <summary>
/// What hosts may promise is what the policy in force says: between 1 and the pool's ratio, never more than the ratio of a static policy, and
/// nothing new is placed beyond it.
/// </summary>
public sealed class PromisesFollowPolicy : ICloudChecker
{
    private readonly NewPlacements _new = new();

    public string Name => "promises-follow-policy";

    public CheckTime Time => CheckTime.EveryDecision;

    public IEnumerable<string> Check(SimulatedCloud cloud)
    {
        // A claim takes over what was promised before.
        foreach (var instance in _new.Since(cloud.State).Where(instance => instance.Terms.Reservation is null))
        {
            var cell = cloud.State.CellOf(instance);
            var host = cell.Ledger.Hosts[cell.Ledger.IndexOf(instance.Placement.Host)];
            var pool = cloud.World.Region.Pools[host.Pool];
            foreach (var claim in instance.Placement.Claims.Where(claim => claim.SharedVcpus > 0))
            {
                var ratio = cell.Ledger.CpuRatioOf(host.Id, claim.NumaNode).Millionths / 1_000_000m;
                if (ratio < 1 || ratio > (decimal)pool.CpuRatio) yield return $"{host.Id}/{claim.NumaNode} has a ratio of {ratio}, its pool allows {pool.CpuRatio}";
                if (cloud.World.Region.Overcommit.ForPool(host.Pool) is StaticRatio policy && ratio > (decimal)policy.Ratio + 0.000001m)
                    yield return $"{host.Id}/{claim.NumaNode} has a ratio of {ratio}, its policy says {policy.Ratio}";
                var promised = Promised(cloud, host.Id, claim.NumaNode);
                var open = (host.NumaNodes[claim.NumaNode].Cores - Cores(cloud, host.Id, claim.NumaNode)) * host.NumaNodes[claim.NumaNode].ThreadsPerCore;
                if (promised > open * ratio) yield return $"{instance.Id} was placed on {host.Id}/{claim.NumaNode}, which then promised {promised} vCPUs of {open} × {ratio}";
            }
        }
    }

    private static int Promised(SimulatedCloud cloud, HostId host, int numa) => Claims(cloud, host, numa).Sum(claim => claim.SharedVcpus);

    private static int Cores(SimulatedCloud cloud, HostId host, int numa) => Claims(cloud, host, numa).Sum(claim => claim.Cores.Count);

    private static IEnumerable<Domain.Placement.NumaClaim> Claims(SimulatedCloud cloud, HostId host, int numa) => cloud.State.Instances.Values
        .Where(instance => instance.Placement.Host == host).SelectMany(instance => instance.Placement.Claims).Where(claim => claim.NumaNode == numa);
}
