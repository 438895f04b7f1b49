using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Scorers;

/// <summary>
/// Prefers the host whose requested share scores highest on a curve, as kube-scheduler's RequestedToCapacityRatio with the curve of its
/// documentation for bin packing: 0 % scores 0, 100 % scores 10. score = rounded mean of 10 × curve(requested × 100 / capacity) over the resources
/// that score above 0. Source: noderesources/requested_to_capacity_ratio.go [C].
/// </summary>
public sealed class KubeBestRatio : IHostScorer
{
    public string Name => nameof(KubeBestRatio);

    public double Score(in HostView host, PlacementAsk ask, int parts)
    {
        var use = KubeUse.Of(host, ask);
        var (cpu, memory) = (Curve(KubeUse.Used(use.Cpu, use.CpuCapacity)), Curve(KubeUse.Used(use.Memory, use.MemoryCapacity)));
        var resources = (cpu > 0 ? 1 : 0) + (memory > 0 ? 1 : 0);
        return resources == 0 ? 0 : Math.Round((double)(cpu + memory) / resources, MidpointRounding.AwayFromZero);
    }

    /// <summary>The line from (0, 0) to (100, 10 × 10), in integers.</summary>
    private static long Curve(long utilization) => KubeUse.MaxScore * utilization / 100;
}
