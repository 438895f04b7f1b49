using Cloud.Scheduler.Columns;
using Cloud.Scheduler.Lifetimes;
using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Scorers;

/// <summary>
/// Prefers the host whose lifetime class suits the guest: fills the gaps of a recycling host with shorter guests, keeps an open host to its class,
/// and opens an empty one last. score = 3 + class gap / 10 (nearest class first) · 2 · 1 · 0 for a recycling host of a longer class, an open host of
/// the same class, any other host with guests, an empty host. Source: LAVA, MLSys 2025, section 4.2 [M].
/// </summary>
public sealed class BestLifetimeClass : IColumnScorer
{
    public string Name => nameof(BestLifetimeClass);

    public PolicyInputs Inputs => PolicyInputs.Anything;

    public double Score(in HostView host, PlacementAsk ask, int parts)
    {
        if (ask.Context.Lifetimes is not { } lifetimes || lifetimes.Of(host.Description.Id) is not { } resident) return 0;
        var gap = resident.Class - LifetimeClass.Of(lifetimes.GuestSeconds);
        if (resident.IsRecycling && gap > 0) return 3 + (LifetimeClass.Longest - gap) / 10.0;
        return !resident.IsRecycling && gap == 0 ? 2 : 1;
    }

    public void ScoreAll(in HostColumns hosts, PlacementAsk ask, Span<double> scores)
    {
        scores.Clear();
        if (ask.Context.Lifetimes is not null) hosts.ScoreEach(this, ask, scores); // Nobody predicts: all the same.
    }
}
