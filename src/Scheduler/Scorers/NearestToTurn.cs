using Cloud.Scheduler.Columns;
using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Scorers;

/// <summary>
/// Prefers the first fitting host at or after the one whose turn it is: round robin, for equal hosts and guests that are all alike.
/// score = −((index − request number) mod hosts). Source: round robin; the cursor is the request's number, so nothing is remembered.
/// </summary>
public sealed class NearestToTurn : IColumnScorer
{
    public string Name => nameof(NearestToTurn);

    public PolicyInputs Inputs => PolicyInputs.HostOrder;

    public double Score(in HostView host, PlacementAsk ask, int parts) => -RingDistance.Of(host.Index, ask.Context.Sequence, host.HostCount);

    public void ScoreAll(in HostColumns hosts, PlacementAsk ask, Span<double> scores) => RingDistance.Fill(ask.Context.Sequence, scores);
}
