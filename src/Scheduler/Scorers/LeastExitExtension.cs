using Cloud.Scheduler.Columns;
using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Scorers;

/// <summary>
/// Prefers the host whose last guest is expected to leave after this one: hosts then empty as a whole, and can be switched off or repaired.
/// score = −bucket of max(0, guest's exit − host's exit); a bucket is a doubling from one minute on, since predictions are rough. An empty host
/// exits now. Source: NILAS temporal cost, MLSys 2025 [C]; the buckets are ours.
/// </summary>
public sealed class LeastExitExtension : IColumnScorer
{
    public string Name => nameof(LeastExitExtension);

    public PolicyInputs Inputs => PolicyInputs.Anything;

    public double Score(in HostView host, PlacementAsk ask, int parts)
    {
        var extension = ShortestExtension.Seconds(host, ask);
        return extension <= 0 ? 0 : -1 - Math.Max(0, Math.Floor(Math.Log2(extension / 60)));
    }

    public void ScoreAll(in HostColumns hosts, PlacementAsk ask, Span<double> scores)
    {
        scores.Clear();
        if (ask.Context.Lifetimes is not null) hosts.ScoreEach(this, ask, scores); // Nobody predicts: all the same.
    }
}
