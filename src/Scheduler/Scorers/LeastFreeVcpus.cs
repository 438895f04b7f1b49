using Cloud.Scheduler.Columns;
using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Scorers;

/// <summary>Prefers the host with the smallest share of its shared vCPUs free: fills hosts one after another.</summary>
public sealed class LeastFreeVcpus : IColumnScorer
{
    public string Name => nameof(LeastFreeVcpus);

    public double Score(in HostView host, PlacementAsk ask, int parts) => -host.FreeVcpuShare;

    public void ScoreAll(in HostColumns hosts, PlacementAsk ask, Span<double> scores)
    {
        ColumnMath.Convert(hosts.FreeVcpus, scores);
        ColumnMath.Multiply(scores, hosts.VcpuShare, sign: -1);
    }
}
