using Cloud.Scheduler.Columns;
using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Scorers;

/// <summary>Prefers the host with the fewest guests: fewer to disturb, fewer to lose when the host fails.</summary>
public sealed class FewestNeighbours : IColumnScorer
{
    public string Name => nameof(FewestNeighbours);

    public double Score(in HostView host, PlacementAsk ask, int parts) => -host.Instances;

    public void ScoreAll(in HostColumns hosts, PlacementAsk ask, Span<double> scores) => ColumnMath.Convert(hosts.Instances, scores, negated: true);
}
