using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Scorers;

/// <summary>
/// Prefers the host with the largest share requested, as kube-scheduler's NodeResourcesFit with MostAllocated: packs.
/// score = mean over cpu and memory of requested × 100 / capacity, each division in integers. Source: noderesources/most_allocated.go [C].
/// </summary>
public sealed class KubeMostAllocated : IHostScorer
{
    public string Name => nameof(KubeMostAllocated);

    public double Score(in HostView host, PlacementAsk ask, int parts)
    {
        var use = KubeUse.Of(host, ask);
        return (KubeUse.Used(use.Cpu, use.CpuCapacity) + KubeUse.Used(use.Memory, use.MemoryCapacity)) / 2;
    }
}
