using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Scorers;

/// <summary>
/// Prefers the host with the largest share unrequested, as kube-scheduler's NodeResourcesFit with LeastAllocated (its default).
/// score = mean over cpu and memory of (capacity − requested) × 100 / capacity, each division in integers. Source: noderesources/least_allocated.go [C].
/// </summary>
public sealed class KubeLeastAllocated : IHostScorer
{
    public string Name => nameof(KubeLeastAllocated);

    public double Score(in HostView host, PlacementAsk ask, int parts)
    {
        var use = KubeUse.Of(host, ask);
        return (KubeUse.Unused(use.Cpu, use.CpuCapacity) + KubeUse.Unused(use.Memory, use.MemoryCapacity)) / 2;
    }
}
