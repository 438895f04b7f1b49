using Cloud.Scheduler.Columns;
using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Scorers;

/// <summary>
/// Prefers the host with most vCPUs not promised, counted: Nova's CPUWeigher.
/// score = vCPUs × ratio − vCPUs promised. Source: nova/scheduler/weights/cpu.py, default multiplier 1 [C].
/// </summary>
public sealed class MostVcpusToPromise : IColumnScorer
{
    public string Name => nameof(MostVcpusToPromise);

    public double Score(in HostView host, PlacementAsk ask, int parts) => host.HostFreeVcpus;

    public void ScoreAll(in HostColumns hosts, PlacementAsk ask, Span<double> scores) => ColumnMath.Convert(hosts.FreeVcpus, scores);
}
