using Cloud.Scheduler.Advice;
using Cloud.Scheduler.Capacity;
using Cloud.Scheduler.Groups;
using Cloud.Scheduler.Index;
using Cloud.Scheduler.Numa;
using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Columns;

/// <summary>
/// Decides like <see cref="PlacementPipeline"/>, to the same host, NUMA nodes and words, by looking at every host over columns: for policies that no
/// index can follow. A choice allocates nothing once the classes are known. One writer, the ledger's.
/// </summary>
public sealed class PlacementScan
{
    /// <summary>Classes whose requests are kept worked out; one more, and all are worked out anew. Some 200 bytes each.</summary>
    public const int MostClasses = 1024;

    private readonly CapacityLedger _ledger;
    private readonly PlacementProfile _profile;
    private readonly Rules _rules;
    private readonly ColumnFit _fit;
    private readonly ColumnBoard _board;
    private readonly Dictionary<PlacementRequest, PlacementAsk> _asks = new(ClassComparer.Plain);

    /// <param name="ledger">The hosts.</param>
    /// <param name="profile">Any profile.</param>
    public PlacementScan(CapacityLedger ledger, PlacementProfile profile)
    {
        (_ledger, _profile, _rules) = (ledger, profile, new(profile));
        (_fit, _board) = (new(ledger, profile), new(ledger, profile));
    }

    /// <summary>The best host and the NUMA nodes it gives.</summary>
    public HostChoice Choose(PlacementRequest request)
    {
        Span<int> best = stackalloc int[1];
        var ask = Ask(request);
        if (Rank(ask, best) == 0) return HostChoice.None;
        var (host, parts) = (_board.Host(best[0]), _board.Parts(best[0]));
        return new(host, parts, NumaFitter.Choose(_ledger.View(host), ask, parts, _profile));
    }

    /// <summary>The decision with its explanation.</summary>
    public PlacementDecision Place(PlacementRequest request)
    {
        Span<int> best = stackalloc int[PlacementExplanation.MaxBest];
        var ask = Ask(request);
        best = best[..Rank(ask, best)];
        var (fitting, profile) = (_fitting, GroupScorers.With(_profile, ask));
        var tally = new RefusalTally(_ledger, ask, _rules);
        for (var host = 0; fitting < _ledger.Hosts.Count && host < _fit.Parts.Length; host++)
        {
            if (_fit.Parts[host] == 0) tally.Refuse(_ledger.View(host));
        }

        var scored = new ScoredHost[best.Length];
        for (var i = 0; i < scored.Length; i++) scored[i] = _board.Explain(profile, ask, best[i]);
        var advice = best.IsEmpty ? Advisor.Advise(_ledger, ask, _profile) : [];
        var explanation = new PlacementExplanation(_profile.Name, _ledger.Hosts.Count, fitting, tally.ToRefusals(), scored, advice);
        return new(best.IsEmpty ? null : HostPlacer.On(_ledger, ask, _board.Host(best[0]), _board.Parts(best[0]), _profile), explanation);
    }

    private int _fitting;

    private int Rank(PlacementAsk ask, Span<int> best)
    {
        _fit.Ask(ask);
        _board.Start(_fit.Parts);
        _fitting = _board.Count;
        return _board.Rank(GroupScorers.With(_profile, ask), ask, _fit.Parts, best);
    }

    /// <summary>The request worked out: once for its class, and then with what is its own.</summary>
    private PlacementAsk Ask(PlacementRequest request)
    {
        if (_asks.TryGetValue(request, out var known))
        {
            known.Renew(request);
            return known;
        }

        if (_asks.Count == MostClasses) _asks.Clear();
        // The key is of the class alone: it must not keep a group or a context alive, nor change with the next request.
        var ask = PlacementAsk.For(_ledger, request);
        _asks.Add(request with { Group = null, Context = Context.PolicyContext.None }, ask);
        return ask;
    }
}
