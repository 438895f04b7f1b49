using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Scorers;

/// <summary>Prefers the host with the fewest guests: fewer to disturb, fewer to lose when the host fails.</summary>
public sealed class FewestNeighbours : IHostScorer
{
    public string Name => nameof(FewestNeighbours);

    public double Score(in HostView host, PlacementAsk ask, int parts) => -host.Instances;
}
