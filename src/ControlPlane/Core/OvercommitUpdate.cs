using Cloud.Domain.Placement;
using Cloud.Scheduler.Numa;
using Cloud.Scheduler.Overcommit;

namespace Cloud.ControlPlane.Core;

/// <summary>
/// The update points of overcommit: when a writer has rebuilt its memory, and from then on every <see cref="Interval"/> of its clock. Between
/// them the ratio of every NUMA node stands still, and the ledger enforces it exactly. Regions without policies are never touched.
/// </summary>
internal static class OvercommitUpdate
{
    /// <summary>Time between two updates: one sample of use.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(5);

    private static readonly OvercommitRatio One = OvercommitRatio.Of(1);

    /// <summary>Sets what every NUMA node may promise, from what is promised on it and what was used.</summary>
    public static void Apply(ClusterState state)
    {
        if (state.Region.Overcommit.Rules.IsEmpty) return;
        foreach (var (cell, host, nodes) in OvercommitSurvey.All(state))
        {
            for (var numa = 0; numa < nodes.Length; numa++) Apply(state, cell, host, numa, nodes[numa]);
        }
    }

    private static void Apply(ClusterState state, Cell cell, HostDescription host, int numa, OvercommitSurvey node)
    {
        var pool = state.Region.Pools[host.Pool];
        var fallback = new StaticRatio(pool.CpuRatio);
        var own = state.Region.Overcommit.RuleForPool(host.Pool);
        var promise = new NumaPromise(own?.Policy ?? fallback);
        foreach (var (rule, usage) in node.Guests) promise.Add(rule?.Policy ?? fallback, usage);
        var ratio = promise.Ratio(node.OpenThreads, OvercommitRatio.Of(pool.CpuRatio), IsSpent(state, host, numa, node, own));
        cell.Ledger.SetOvercommit(host.Id, numa, ratio, MemoryRatio(pool));
    }

    /// <summary>Notes what the guests felt since the last update; true when that spends the budget of any rule in force here.</summary>
    private static bool IsSpent(ClusterState state, HostDescription host, int numa, OvercommitSurvey node, OvercommitRule? own)
    {
        var isSpent = false;
        foreach (var rule in node.Guests.Select(guest => guest.Rule).Append(own).OfType<OvercommitRule>().Distinct())
        {
            state.Meters.Observe(host.Id, numa, rule, node.Load);
            isSpent |= state.Meters.IsSpent(host.Id, numa, rule);
        }

        return isSpent;
    }

    private static OvercommitRatio MemoryRatio(PoolPolicy pool) => pool.MemoryRatio <= 1 ? One : OvercommitRatio.Of(pool.MemoryRatio);
}
