using Cloud.Scheduler.Columns;
using Cloud.Scheduler.Context;
using Cloud.Scheduler.Needs;
using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Scorers;

/// <summary>
/// Prefers the host, and on it the device, that draws the largest number for this request: random placement, the baseline that any idea has to
/// beat. score = draw(seed, request number, host name). Source: random-fit; drawn by name so that the order of hosts has no say.
/// </summary>
public sealed class LuckiestDraw : IColumnScorer, IDeviceScorer
{
    public string Name => nameof(LuckiestDraw);

    public PolicyInputs Inputs => PolicyInputs.Anything;

    public double Score(in HostView host, PlacementAsk ask, int parts) =>
        SeededDraw.Of(ask.Context.Seed, ask.Context.Sequence, host.Description.Id);

    /// <summary>A draw of its own for each device, so that the host's has no say.</summary>
    public double Score(in HostView host, PlacementAsk ask, int device, int units) =>
        SeededDraw.Of(ask.Context.Seed + 1 + (ulong)device, ask.Context.Sequence, host.Description.Id);

    public void ScoreAll(in HostColumns hosts, PlacementAsk ask, Span<double> scores)
    {
        var hashes = hosts.NameHash;
        for (var host = 0; host < scores.Length; host++) scores[host] = SeededDraw.Of(ask.Context.Seed, ask.Context.Sequence, hashes[host]);
    }
}
