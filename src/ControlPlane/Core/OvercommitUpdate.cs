using Cloud.Domain.Iaas;
using Cloud.Domain.Identity;
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

    /// <summary>Sets what every NUMA node may promise, from the guests on it and what they used.</summary>
    public static void Apply(ClusterState state)
    {
        if (state.Region.Overcommit.Rules.IsEmpty) return;
        var guests = state.Instances.Values.OrderBy(instance => instance.Id).ToLookup(instance => instance.Placement.Host);
        var reserved = state.Reservations.All
            .SelectMany(reservation => reservation.Free.Select(place => (reservation, place))).ToLookup(held => held.place.Host);
        foreach (var cell in state.Cells)
        {
            foreach (var host in cell.Ledger.Hosts)
            {
                Apply(state, cell, host,
                [
                    .. guests[host.Id].Select(guest => new Promise(guest.Project, guest.Kind, guest.Placement, state.UsageOf(guest.Id))),
                    .. reserved[host.Id].Select(held => new Promise(held.reservation.Project, held.reservation.Kind, held.place, ClusterState.NoUsage)),
                ]);
            }
        }
    }

    /// <summary>What somebody was promised on a host: an instance, or a free place of a reservation, which has used nothing yet.</summary>
    private sealed record Promise(ProjectId Project, InstanceKind Kind, HostPlacement Placement, UsageHistory Usage);

    private static void Apply(ClusterState state, Cell cell, HostDescription host, IReadOnlyList<Promise> guests)
    {
        var pool = state.Region.Pools[host.Pool];
        var fallback = new StaticRatio(pool.CpuRatio);
        var policy = state.Region.Overcommit.ForPool(host.Pool) ?? fallback;
        var promises = host.NumaNodes.Select(_ => new NumaPromise(policy)).ToArray();
        var open = host.NumaNodes.Select(numa => (long)numa.Threads).ToArray();
        foreach (var guest in guests)
        {
            var own = state.Region.Overcommit.For(host.Pool, tenant: null, guest.Project, guest.Kind) ?? fallback;
            foreach (var claim in guest.Placement.Claims)
            {
                open[claim.NumaNode] -= (long)claim.Cores.Count * host.NumaNodes[claim.NumaNode].ThreadsPerCore;
                if (claim.Cores.Count == 0) promises[claim.NumaNode].Add(own, new(claim.Vcpus, guest.Usage));
            }
        }

        var ceiling = OvercommitRatio.Of(pool.CpuRatio);
        for (var numa = 0; numa < promises.Length; numa++)
            cell.Ledger.SetOvercommit(host.Id, numa, promises[numa].Ratio(open[numa], ceiling, isBudgetSpent: false), MemoryRatio(pool));
    }

    private static OvercommitRatio MemoryRatio(PoolPolicy pool) => pool.MemoryRatio <= 1 ? One : OvercommitRatio.Of(pool.MemoryRatio);
}
