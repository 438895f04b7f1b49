using Cloud.Scheduler.Numa;
using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Scorers;

/// <summary>
/// Prefers the NUMA nodes whose free resources weigh most where the guest asks most: the dot product where the guest really lives.
/// score = sum over the parts of demand · free on the NUMA node, in shares of it. Source: as LargestDotProduct, by NUMA node.
/// </summary>
public sealed class LargestNumaDotProduct : IHostScorer, INumaScorer
{
    public string Name => nameof(LargestNumaDotProduct);

    public double Score(in HostView host, PlacementAsk ask, int parts) => NumaScores.Sum(host, ask, parts, this);

    public double Score(in HostView host, PlacementAsk ask, int numaNode, int vcpus, long memoryMib) =>
        HostShares.Of(host, ask, numaNode, vcpus, memoryMib).Dot;
}
