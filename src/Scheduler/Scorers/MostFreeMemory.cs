using Cloud.Scheduler.Columns;
using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Scorers;

/// <summary>Prefers the host with the largest share of its memory free.</summary>
public sealed class MostFreeMemory : IColumnScorer
{
    public string Name => nameof(MostFreeMemory);

    public double Score(in HostView host, PlacementAsk ask, int parts) => host.FreeMemoryShare;

    public void ScoreAll(in HostColumns hosts, PlacementAsk ask, Span<double> scores)
    {
        ColumnMath.Convert(hosts.FreeMemoryMib, scores);
        ColumnMath.Multiply(scores, hosts.MemoryShare);
    }
}
