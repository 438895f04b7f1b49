using Cloud.Scheduler.Numa;
using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Scorers;

/// <summary>
/// Prefers the NUMA nodes whose free resources have the proportions that the guest asks for: cosine where the guest really lives.
/// score = sum over the parts of cos(demand, free) on the NUMA node. Source: as ClosestDirection, by NUMA node.
/// </summary>
public sealed class ClosestNumaDirection : IHostScorer, INumaScorer
{
    public string Name => nameof(ClosestNumaDirection);

    public double Score(in HostView host, PlacementAsk ask, int parts) => NumaScores.Sum(host, ask, parts, this);

    public double Score(in HostView host, PlacementAsk ask, int numaNode, int vcpus, long memoryMib) =>
        HostShares.Of(host, ask, numaNode, vcpus, memoryMib).Cosine;
}
