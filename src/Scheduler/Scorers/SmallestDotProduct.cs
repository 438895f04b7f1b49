using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Scorers;

/// <summary>
/// Prefers the host whose free resources weigh least where the guest asks most: the fullest host in the guest's own terms.
/// score = −(demand · free). Source: the DotProd baseline of FGD, ATC 2023, which scores 1 − dot product [C].
/// </summary>
public sealed class SmallestDotProduct : IHostScorer
{
    public string Name => nameof(SmallestDotProduct);

    public double Score(in HostView host, PlacementAsk ask, int parts) => -HostShares.Of(host, ask).Dot;
}
