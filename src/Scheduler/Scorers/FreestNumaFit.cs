using Cloud.Scheduler.Numa;
using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Scorers;

/// <summary>
/// Prefers the host whose emptiest NUMA nodes would have most left over: worst-fit where the guest really lives.
/// score = sum over the parts of cpu share left + memory share left on the NUMA node. Source: worst-fit by NUMA node; compare TightestNumaFit.
/// </summary>
public sealed class FreestNumaFit : IHostScorer, INumaScorer
{
    public string Name => nameof(FreestNumaFit);

    public double Score(in HostView host, PlacementAsk ask, int parts) => NumaScores.Sum(host, ask, parts, this);

    public double Score(in HostView host, PlacementAsk ask, int numaNode, int vcpus, long memoryMib) =>
        host.ShareLeft(numaNode, ask.Dedicated, vcpus, memoryMib);
}
