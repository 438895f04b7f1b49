using Cloud.Scheduler.Columns;
using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Scorers;

/// <summary>
/// Prefers the host that would have to stay up least longer for this guest: for predictions as good as an oracle's.
/// score = −max(0, guest's exit − host's exit) in seconds; 0 for all when nobody predicts. Source: NILAS without buckets, MLSys 2025 [C].
/// </summary>
public sealed class ShortestExtension : IColumnScorer
{
    public string Name => nameof(ShortestExtension);

    public PolicyInputs Inputs => PolicyInputs.Anything;

    public double Score(in HostView host, PlacementAsk ask, int parts) => 0 - Seconds(host, ask);

    internal static double Seconds(in HostView host, PlacementAsk ask) =>
        ask.Context.Lifetimes is { } lifetimes ? Math.Max(0, lifetimes.GuestSeconds - (lifetimes.Of(host.Description.Id)?.ExitSeconds ?? 0)) : 0;

    public void ScoreAll(in HostColumns hosts, PlacementAsk ask, Span<double> scores)
    {
        scores.Clear();
        if (ask.Context.Lifetimes is not null) hosts.ScoreEach(this, ask, scores); // Nobody predicts: all the same.
    }
}
