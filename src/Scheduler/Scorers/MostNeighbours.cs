using Cloud.Scheduler.Columns;
using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Scorers;

/// <summary>
/// Prefers the host with most guests: Nova's NumInstancesWeigher, whose multiplier is 0 unless an operator packs by count.
/// score = guests on the host. Source: nova/scheduler/weights/num_instances.py, default multiplier 0 [C].
/// </summary>
public sealed class MostNeighbours : IColumnScorer
{
    public string Name => nameof(MostNeighbours);

    public double Score(in HostView host, PlacementAsk ask, int parts) => host.Instances;

    public void ScoreAll(in HostColumns hosts, PlacementAsk ask, Span<double> scores) => ColumnMath.Convert(hosts.Instances, scores);
}
