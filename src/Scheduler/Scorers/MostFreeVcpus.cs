using Cloud.Scheduler.Columns;
using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Scorers;

/// <summary>Prefers the host with the largest share of its shared vCPUs free: load spreads evenly over hosts of different size.</summary>
public sealed class MostFreeVcpus : IColumnScorer
{
    public string Name => nameof(MostFreeVcpus);

    public double Score(in HostView host, PlacementAsk ask, int parts) => host.FreeVcpuShare;

    public void ScoreAll(in HostColumns hosts, PlacementAsk ask, Span<double> scores)
    {
        ColumnMath.Convert(hosts.FreeVcpus, scores);
        ColumnMath.Multiply(scores, hosts.VcpuShare);
    }
}
