using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Numa;

/// <summary>Prefers the NUMA node whose scarcer resource is freest: the one that balance-fit fills up to the level of the other.</summary>
public sealed class MostScarcestShare : INumaScorer
{
    public string Name => nameof(MostScarcestShare);

    public double Score(in HostView host, PlacementAsk ask, int numaNode, int vcpus, long memoryMib) => ScarcestShare.Of(host, numaNode);
}
