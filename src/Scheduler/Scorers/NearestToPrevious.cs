using Cloud.Scheduler.Columns;
using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Scorers;

/// <summary>
/// Prefers the first fitting host at or after the one that took the previous guest: next-fit, which never looks back at hosts that were full.
/// score = −((index − previous) mod hosts), previous = the first host when there was none. Source: Johnson, 1973 [M].
/// </summary>
public sealed class NearestToPrevious : IColumnScorer
{
    public string Name => nameof(NearestToPrevious);

    public PolicyInputs Inputs => PolicyInputs.HostOrder;

    public double Score(in HostView host, PlacementAsk ask, int parts) =>
        -RingDistance.Of(host.Index, host.IndexOf(ask.Context.Previous), host.HostCount);

    public void ScoreAll(in HostColumns hosts, PlacementAsk ask, Span<double> scores) => RingDistance.Fill(hosts.IndexOf(ask.Context.Previous), scores);
}
