using Cloud.Scheduler.Capacity;
using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Index;

/// <summary>
/// Which rule refuses which host for one class of requests, how many each refuses and which missed by least: what an explanation tells, kept up to
/// date host by host, so that telling it looks at no host.
/// </summary>
internal sealed class RefusalBook
{
    private const byte Fits = byte.MaxValue;

    private readonly CapacityLedger _ledger;
    private readonly PlacementAsk _ask;
    private readonly Rules _rules;
    private readonly byte[] _rule;
    private readonly bool[] _helps;
    private readonly int[] _refused;
    private readonly int[] _helped;

    /// <summary>By rule, once it has refused a host: its hosts, the nearest miss first.</summary>
    private readonly HostTree?[] _nearest;

    public RefusalBook(CapacityLedger ledger, PlacementAsk ask, Rules rules)
    {
        (_ledger, _ask, _rules) = (ledger, ask, rules);
        _rule = new byte[ledger.Hosts.Count];
        Array.Fill(_rule, Fits);
        _helps = new bool[ledger.Hosts.Count];
        _refused = new int[rules.Count];
        _helped = new int[rules.Count];
        _nearest = new HostTree[rules.Count];
    }

    /// <summary>Hosts that each rule refuses first.</summary>
    public ReadOnlySpan<int> Refused => _refused;

    /// <summary>Those of them that would take the class if they were empty.</summary>
    public ReadOnlySpan<int> Helped => _helped;

    /// <summary>The rule that refuses a host, or one more than the last when none does.</summary>
    public int RuleOf(int host) => _rule[host] is var rule && rule == Fits ? _rules.Count : rule;

    /// <summary>Whether the host is refused and would take the class if it were empty.</summary>
    public bool Helps(int host) => _rule[host] != Fits && _helps[host];

    /// <summary>The lowest host from <paramref name="host"/> on that fits or is refused by rule <paramref name="first"/> or a later one; -1 when there is none.</summary>
    public int NextFrom(int host, int first)
    {
        var at = _rule.AsSpan(host).IndexOfAnyInRange((byte)first, Fits);
        return at < 0 ? -1 : host + at;
    }

    /// <summary>The admitted host that missed a rule by least; -1 when there is none or misses of the rule cannot be measured.</summary>
    public int Nearest<TGate>(int rule, TGate gate)
        where TGate : struct, IHostGate
    {
        Span<int> nearest = stackalloc int[1];
        return _nearest[rule]?.Best(nearest, gate) == 1 ? nearest[0] : -1;
    }

    /// <summary>The host fits.</summary>
    public void Accept(int host)
    {
        var rule = _rule[host];
        if (rule == Fits) return;
        _rule[host] = Fits;
        _refused[rule]--;
        if (_helps[host]) _helped[rule]--;
        _nearest[rule]?.Set(host, [HostKey.None]);
    }

    /// <summary>The host does not fit.</summary>
    public void Refuse(int host)
    {
        var view = _ledger.View(host);
        var rule = _rules.FirstRefusing(view, _ask);
        if (_rule[host] != rule) Accept(host);
        else if (_helps[host]) _helped[rule]--;
        if (_rule[host] == Fits) _refused[rule]++;
        _rule[host] = (byte)rule;
        _helps[host] = _rules.Parts(_ledger.ViewEmptied(host), _ask) > 0;
        if (_helps[host]) _helped[rule]++;
        // A miss that cannot be measured is infinitely far, which is the key of no host.
        (_nearest[rule] ??= new(_rule.Length, 1)).Set(host, [-_rules[rule].Shortfall(view, _ask).Share]);
    }

    /// <summary>The same as a scan would tell.</summary>
    public IReadOnlyList<RuleRefusal> ToRefusals()
    {
        var words = new RefusalWords(_ledger, _ask, _rules);
        for (var rule = 0; rule < _refused.Length; rule++)
        {
            var nearest = _nearest[rule]?.Best() ?? -1;
            var miss = nearest < 0 ? default : _rules[rule].Shortfall(_ledger.View(nearest), _ask);
            words.Add(rule, _refused[rule], nearest, miss, _helped[rule] > 0);
        }

        return words.Refusals;
    }
}
