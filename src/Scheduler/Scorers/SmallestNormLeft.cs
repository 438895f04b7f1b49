using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Scorers;

/// <summary>
/// Prefers the host on which the shortest vector of resources is left over: best-fit that minds an unbalanced remainder more than a level one.
/// score = −((cpu share left)² + (memory share left)²). Source: norm-based greedy (L2), Panigrahy et al., 2011 [M].
/// </summary>
public sealed class SmallestNormLeft : IHostScorer
{
    public string Name => nameof(SmallestNormLeft);

    public double Score(in HostView host, PlacementAsk ask, int parts) => -HostShares.Of(host, ask).SquaredLeft;
}
