using Cloud.Scheduler.Columns;
using Cloud.Scheduler.Numa;
using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Scorers;

/// <summary>Prefers the host whose best-fitting NUMA nodes would have least left over: large holes stay whole.</summary>
public sealed class TightestNumaFit : IColumnScorer
{
    public string Name => nameof(TightestNumaFit);

    public double Score(in HostView host, PlacementAsk ask, int parts) => -NumaFitter.LeftOver(host, ask, parts);

    public void ScoreAll(in HostColumns hosts, PlacementAsk ask, Span<double> scores) => NumaFitter.TightestOfAll(hosts, this, ask, scores);
}
