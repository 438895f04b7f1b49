using Cloud.ControlPlane.Operator;
using Cloud.Domain.Identity;
using Cloud.Scheduler.Capacity;
using Cloud.Scheduler.Numa;
using Cloud.Scheduler.Residents;

namespace Cloud.ControlPlane.Core;

/// <summary>What hosts may promise at one moment, where overcommit policies hold it below the pool's ratio.</summary>
/// <param name="Ratios">By NUMA node with room left under its ratio.</param>
/// <param name="Full">Hosts that have promised more than they may by now: they take nothing until enough has left.</param>
public sealed record OvercommitSnapshot(IReadOnlyList<(HostId Host, int NumaNode, OvercommitRatio Cpu)> Ratios, IReadOnlyList<HostId> Full)
{
    /// <summary>The pools' own ratios hold everywhere.</summary>
    public static OvercommitSnapshot None { get; } = new([], []);

    public static OvercommitSnapshot Of(ClusterState state)
    {
        if (state.Region.Overcommit.Rules.IsEmpty) return None;
        var (ratios, full) = (new List<(HostId, int, OvercommitRatio)>(), new List<HostId>());
        foreach (var cell in state.Cells)
        {
            foreach (var host in cell.Ledger.Hosts) Note(cell.Ledger, host.Id, ratios, full);
        }

        return new(ratios, full);
    }

    /// <summary>
    /// Holds a world to it. A full host is cordoned there rather than shrunk: what is tried on it and taken back must fit again.
    /// </summary>
    public void Apply(ResidentWorld world, RegionDescription region)
    {
        foreach (var (host, numaNode, cpu) in Ratios)
        {
            if (world.Ledger.IndexOf(host) is not (>= 0 and var index)) continue;
            var memory = Math.Max(1, region.Pools[world.Ledger.Hosts[index].Pool].MemoryRatio);
            world.Ledger.SetOvercommit(host, numaNode, cpu, OvercommitRatio.Of(memory));
        }

        foreach (var host in Full.Where(host => world.Ledger.IndexOf(host) >= 0)) world.Ledger.SetCordoned(host, true);
    }

    private static void Note(CapacityLedger ledger, HostId host, List<(HostId, int, OvercommitRatio)> ratios, List<HostId> full)
    {
        var numaNodes = ledger.Use(host).NumaNodes;
        if (numaNodes.Any(numaNode => numaNode.VcpusUsed > numaNode.VcpusCapacity)) full.Add(host);
        else ratios.AddRange(numaNodes.Select(numaNode => (host, numaNode.NumaNode, ledger.CpuRatioOf(host, numaNode.NumaNode))));
    }
}
