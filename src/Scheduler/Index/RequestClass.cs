using Cloud.Scheduler.Advice;
using Cloud.Scheduler.Capacity;
using Cloud.Scheduler.Context;
using Cloud.Scheduler.Groups;
using Cloud.Scheduler.Numa;
using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Index;

/// <summary>All hosts in the order in which one class of requests would take them, kept up to date host by host.</summary>
internal sealed class RequestClass
{
    private readonly CapacityLedger _ledger;
    private readonly PlacementProfile _profile;
    private readonly Rules _rules;
    private readonly HostTree _tree;
    private readonly double[] _key;
    private readonly double[] _none;
    private readonly RefusalBook? _refusals;

    public RequestClass(CapacityLedger ledger, PlacementProfile profile, PlacementRequest request, bool explains)
    {
        _ledger = ledger;
        _profile = profile;
        _rules = new(profile);
        // What does not make the class is not the class's: the next request of it has another group and another number.
        Ask = PlacementAsk.For(ledger, request with { Group = null, Context = profile.UsesMix ? new() { Workload = request.Context.Workload } : PolicyContext.None });
        Claims = new(ledger, Ask);
        _refusals = explains ? new(ledger, Ask, _rules) : null;
        var length = HostKey.Length(profile);
        _key = new double[length];
        _none = new double[length];
        Array.Fill(_none, HostKey.None);
        _tree = new(ledger.Hosts.Count, length);
        Wake();
    }

    public PlacementAsk Ask { get; }

    public ClaimCache Claims { get; }

    /// <summary>Hosts that would take a request of the class now.</summary>
    public int Fitting { get; private set; }

    /// <summary>When the class was last asked for, in requests.</summary>
    public long LastAsked { get; set; }

    /// <summary>Changes followed since the class was last asked for.</summary>
    public long Upkeep { get; set; }

    /// <summary>Whether the class follows no changes, until it is asked for again.</summary>
    public bool IsAsleep { get; private set; }

    public HostTree Tree => _tree;

    /// <summary>Follows changes no longer. Keeps its memory, so that waking up allocates nothing.</summary>
    public void Sleep() => IsAsleep = true;

    /// <summary>Looks at every host once and follows from then on.</summary>
    public void Wake()
    {
        (IsAsleep, Fitting) = (false, 0);
        for (var host = 0; host < _ledger.Hosts.Count; host++)
        {
            if (Fits(host))
            {
                Fitting++;
                _tree.SetLeaf(host, _key);
                _refusals?.Accept(host);
            }
            else
            {
                _tree.SetLeaf(host, _none);
                _refusals?.Refuse(host);
            }
        }

        _tree.Build();
    }

    /// <summary>Follows a change of one host.</summary>
    public void Refresh(int host)
    {
        Upkeep++;
        if (Fits(host))
        {
            if (!_tree.Contains(host)) Fitting++;
            _tree.Set(host, _key);
            _refusals?.Accept(host);
            return;
        }

        _refusals?.Refuse(host);
        if (!_tree.Contains(host)) return;
        Fitting--;
        _tree.Set(host, _none);
    }

    /// <summary>Fills <paramref name="best"/> with the best hosts for a request of the class, group rules included; returns how many.</summary>
    public int Best(PlacementRequest request, Span<int> best) =>
        request.Group is { } group ? new GroupRanking(_tree, group, _profile).Best(best) : _tree.Best(best, default(AnyHost));

    /// <summary>The decision on a request of the class as the scan would explain it. The class keeps its refusals.</summary>
    public PlacementDecision Explain(PlacementRequest request)
    {
        Span<int> best = stackalloc int[PlacementExplanation.MaxBest];
        best = best[..Best(request, best)];
        var ask = request.Group is null && !best.IsEmpty ? Ask : PlacementAsk.For(_ledger, request);
        var profile = GroupScorers.With(_profile, ask);
        var scored = new ScoredHost[best.Length];
        for (var i = 0; i < scored.Length; i++) scored[i] = HostKey.Explain(profile, _ledger.View(best[i]), ask, Parts(best[i]));
        var advice = best.IsEmpty ? Advisor.Advise(_ledger, ask, _profile) : [];
        var (fitting, refusals) = Refusals(ask);
        var explanation = new PlacementExplanation(_profile.Name, _ledger.Hosts.Count, fitting, refusals, scored, advice);
        return new(best.IsEmpty ? null : HostPlacer.On(_ledger, Ask, best[0], Parts(best[0]), _profile), explanation);
    }

    private (int Fitting, IReadOnlyList<RuleRefusal> Refusals) Refusals(PlacementAsk ask)
    {
        if (ask.Group is not { Hard.Length: > 0 }) return (Fitting, _refusals!.ToRefusals());
        var tally = new GroupTally(_ledger, ask, _rules, _refusals!, Fitting);
        return (tally.Fitting, tally.ToRefusals());
    }

    /// <summary>The choice on a host that fits.</summary>
    public HostChoice On(int host)
    {
        var parts = Parts(host);
        return new(host, parts, NumaFitter.Choose(_ledger.View(host), Ask, parts, _profile));
    }

    private int Parts(int host) => _rules.Parts(_ledger.View(host), Ask);

    /// <summary>Whether the host fits; its key is then in the buffer.</summary>
    private bool Fits(int host)
    {
        var view = _ledger.View(host);
        var parts = _rules.Parts(view, Ask);
        if (parts == 0) return false;
        HostKey.Write(_profile, view, Ask, parts, _key);
        return true;
    }
}
