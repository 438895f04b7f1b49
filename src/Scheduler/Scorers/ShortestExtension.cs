using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Scorers;

/// <summary>
/// Prefers the host that would have to stay up least longer for this guest: for predictions as good as an oracle's.
/// score = −max(0, guest's exit − host's exit) in seconds; 0 for all when nobody predicts. Source: NILAS without buckets, MLSys 2025 [C].
/// </summary>
public sealed class ShortestExtension : IHostScorer
{
    public string Name => nameof(ShortestExtension);

    public PolicyInputs Inputs => PolicyInputs.Anything;

    public double Score(in HostView host, PlacementAsk ask, int parts) => -Seconds(host, ask);

    internal static double Seconds(in HostView host, PlacementAsk ask) =>
        ask.Context.Lifetimes is { } lifetimes ? Math.Max(0, lifetimes.GuestSeconds - (lifetimes.Of(host.Description.Id)?.ExitSeconds ?? 0)) : 0;
}
