using Cloud.Domain.Placement;
using Cloud.Scheduler.Advice;
using Cloud.Scheduler.Capacity;
using Cloud.Scheduler.Groups;

namespace Cloud.Scheduler.Pipeline;

/// <summary>Decides where a request goes. Pure: it reads the ledger and changes nothing.</summary>
public static class PlacementPipeline
{
    /// <summary>
    /// Finds the best host for <paramref name="request"/> among the ledger's hosts by the profile's rules and scores. Throws
    /// <see cref="ArgumentException"/> for a request that is not valid; no room is an answer, not an error.
    /// </summary>
    public static PlacementDecision Place(CapacityLedger ledger, PlacementRequest request, PlacementProfile profile)
    {
        var ask = PlacementAsk.For(ledger, request);
        var rules = new Rules(profile);
        var tally = new RefusalTally(ledger, ask, rules);
        using var board = new Scoreboard(ledger, ask, GroupScorers.With(profile, ask));
        var hosts = ledger.Inventory.Hosts.Length;
        for (var index = 0; index < hosts; index++)
        {
            var host = ledger.View(index);
            var parts = rules.Parts(host, ask);
            if (parts == 0) tally.Refuse(host);
            else board.Add(index, parts);
        }

        Span<int> best = stackalloc int[PlacementExplanation.MaxBest];
        best = best[..board.Rank(best)];
        var scored = new ScoredHost[best.Length];
        for (var i = 0; i < scored.Length; i++) scored[i] = board.Explain(best[i]);
        var advice = best.IsEmpty ? Advisor.Advise(ledger, ask, profile) : [];
        var explanation = new PlacementExplanation(profile.Name, hosts, board.Count, tally.ToRefusals(), scored, advice);
        return new(best.IsEmpty ? null : HostPlacer.On(ledger, ask, board.Host(best[0]), board.Parts(best[0]), profile), explanation);
    }

    /// <summary>What <see cref="Place"/> decides, without why: for callers that ask millions of times. Null when no host fits.</summary>
    public static HostPlacement? Find(CapacityLedger ledger, PlacementRequest request, PlacementProfile profile)
    {
        var ask = PlacementAsk.For(ledger, request);
        var rules = new Rules(profile);
        using var board = new Scoreboard(ledger, ask, GroupScorers.With(profile, ask));
        var hosts = ledger.Inventory.Hosts.Length;
        for (var index = 0; index < hosts; index++)
        {
            if (rules.Parts(ledger.View(index), ask) is var parts and > 0) board.Add(index, parts);
        }

        Span<int> best = stackalloc int[1];
        return board.Rank(best) == 0 ? null : HostPlacer.On(ledger, ask, board.Host(best[0]), board.Parts(best[0]), profile);
    }
}
