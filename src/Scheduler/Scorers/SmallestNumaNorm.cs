using Cloud.Scheduler.Numa;
using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Scorers;

/// <summary>
/// Prefers the NUMA nodes on which the shortest vector of resources is left over: norm-based where the guest really lives.
/// score = −sum over the parts of (cpu share left)² + (memory share left)² on the NUMA node. Source: as SmallestNormLeft, by NUMA node.
/// </summary>
public sealed class SmallestNumaNorm : IHostScorer, INumaScorer
{
    public string Name => nameof(SmallestNumaNorm);

    public double Score(in HostView host, PlacementAsk ask, int parts) => NumaScores.Sum(host, ask, parts, this);

    public double Score(in HostView host, PlacementAsk ask, int numaNode, int vcpus, long memoryMib) =>
        -HostShares.Of(host, ask, numaNode, vcpus, memoryMib).SquaredLeft;
}
