using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Scorers;

/// <summary>
/// Prefers the host with most vCPUs not promised, counted: Nova's CPUWeigher.
/// score = vCPUs × ratio − vCPUs promised. Source: nova/scheduler/weights/cpu.py, default multiplier 1 [C].
/// </summary>
public sealed class MostVcpusToPromise : IHostScorer
{
    public string Name => nameof(MostVcpusToPromise);

    public double Score(in HostView host, PlacementAsk ask, int parts) => host.HostFreeVcpus;
}
