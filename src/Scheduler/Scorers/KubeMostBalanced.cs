using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Scorers;

/// <summary>
/// Prefers the host on which cpu and memory would be requested to the same share, as kube-scheduler's NodeResourcesBalancedAllocation.
/// score = (1 − standard deviation of the two shares) × 100, cut to an integer. Source: noderesources/balanced_allocation.go [C].
/// </summary>
public sealed class KubeMostBalanced : IHostScorer
{
    public string Name => nameof(KubeMostBalanced);

    public double Score(in HostView host, PlacementAsk ask, int parts)
    {
        var use = KubeUse.Of(host, ask);
        var deviation = Math.Abs(KubeUse.Share(use.Cpu, use.CpuCapacity) - KubeUse.Share(use.Memory, use.MemoryCapacity)) / 2;
        return (long)((1 - deviation) * KubeUse.MaxScore);
    }
}
