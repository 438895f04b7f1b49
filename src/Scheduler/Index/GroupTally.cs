using Cloud.Scheduler.Capacity;
using Cloud.Scheduler.Groups;
using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Index;

/// <summary>
/// Why hosts refuse a member of a group, from what its class knows of all hosts: the group's rules, in their order, take the hosts they exclude out of
/// the class's counts. Looks at the hosts of domains that have members only; the rest are numbers.
/// </summary>
internal sealed class GroupTally
{
    private readonly CapacityLedger _ledger;
    private readonly PlacementAsk _ask;
    private readonly Rules _rules;
    private readonly RefusalBook _book;
    private readonly GroupConstraints _group;

    /// <summary>By what the class says of a host: the rule that refuses it, or one more for those that fit.</summary>
    private readonly int[] _hosts;
    private readonly int[] _helped;
    private readonly NearestHost[] _nearest;

    /// <summary>The rules whose hosts have been taken out.</summary>
    private readonly List<GroupRule> _done = [];

    /// <summary>The hosts that the rules so far allow, ascending, once an affinity has bound them; null while it is all that are not excluded.</summary>
    private List<int>? _left;

    /// <param name="ledger">The ledger.</param>
    /// <param name="ask">The member's request.</param>
    /// <param name="rules">The rules of the profile.</param>
    /// <param name="book">What its class says.</param>
    /// <param name="fitting">Hosts that would take the class.</param>
    public GroupTally(CapacityLedger ledger, PlacementAsk ask, Rules rules, RefusalBook book, int fitting)
    {
        (_ledger, _ask, _rules, _book, _group) = (ledger, ask, rules, book, ask.Group!);
        (_hosts, _helped) = ([.. book.Refused, fitting], [.. book.Helped, 0]);
        _nearest = new NearestHost[rules.Count];
        foreach (var kind in GroupRuleKinds.All)
        {
            foreach (var rule in _group.Hard)
            {
                if (rule.Kind == kind) TakeOut(rule, rules.Of(kind));
            }
        }
    }

    /// <summary>Hosts that the class and the group allow.</summary>
    public int Fitting => _hosts[^1];

    /// <summary>The same as a scan would tell.</summary>
    public IReadOnlyList<RuleRefusal> ToRefusals()
    {
        if (_left is not null)
        {
            foreach (var host in _left)
            {
                if (_book.RuleOf(host) is var rule && rule < _rules.Count && !IsEarly(rule)) _nearest[rule].Offer(host, _rules[rule].Shortfall(_ledger.View(host), _ask));
            }
        }

        var words = new RefusalWords(_ledger, _ask, _rules);
        for (var rule = 0; rule < _rules.Count; rule++)
        {
            var nearest = _rules.IsGroup(rule) || (_left is not null && !IsEarly(rule)) ? _nearest[rule].Index : Nearest(rule);
            var miss = nearest < 0 ? default : _rules[rule].Shortfall(_ledger.View(nearest), _ask);
            words.Add(rule, _hosts[rule], nearest, miss, _helped[rule] > 0);
        }

        return words.Refusals;
    }

    /// <summary>The rules before those of the group refuse hosts whatever the group says.</summary>
    private int Nearest(int rule) => IsEarly(rule) ? _book.Nearest(rule, default(AnyHost)) : _book.Nearest(rule, new GroupGate(_group));

    private bool IsEarly(int rule) => rule < _rules.FirstOfGroup;

    private void TakeOut(GroupRule rule, int at)
    {
        var domains = _group.DomainsWithMembers(rule);
        if (rule.Kind is GroupRuleKind.Affinity or GroupRuleKind.PartitionAffinity)
        {
            if (!domains.IsEmpty && domains.Length < _group.Domains.Count(rule.Level)) Bind(rule, at);
        }
        else if (_left is not null)
        {
            Narrow(rule, at);
        }
        else
        {
            foreach (var domain in domains)
            {
                if (_group.AllowsDomain(rule, domain)) continue;
                foreach (var host in _group.Domains.HostsOf(rule.Level, domain))
                {
                    if (IsLeft(host)) Refuse(host, at);
                }
            }
        }

        _done.Add(rule);
    }

    /// <summary>An affinity binds: from here on, only the hosts of its domains are looked at, and all others are its.</summary>
    private void Bind(GroupRule rule, int at)
    {
        if (_left is not null)
        {
            Narrow(rule, at);
            return;
        }

        _left = [];
        foreach (var domain in _group.DomainsWithMembers(rule))
        {
            foreach (var host in _group.Domains.HostsOf(rule.Level, domain))
            {
                if (IsLeft(host)) _left.Add(host);
            }
        }

        _left.Sort();
        var before = _hosts.AsSpan(_rules.FirstOfCapacity).ToArray();
        _hosts.AsSpan(_rules.FirstOfCapacity).Clear();
        Array.Clear(_helped);
        foreach (var host in _left)
        {
            if (_book.RuleOf(host) is var refusing && !IsEarly(refusing)) _hosts[refusing]++;
            if (_book.Helps(host)) _helped[refusing]++;
        }

        var refused = before.Sum() - _hosts.AsSpan(_rules.FirstOfCapacity).ToArray().Sum();
        _hosts[at] += refused;
        if (refused > 0) OfferFirst(rule, at);
    }

    /// <summary>All hosts outside an affinity miss it by the same: the first of them is the nearest.</summary>
    private void OfferFirst(GroupRule rule, int at)
    {
        for (var host = _book.NextFrom(0, _rules.FirstOfCapacity); host >= 0; host = _book.NextFrom(host + 1, _rules.FirstOfCapacity))
        {
            if (_group.Allows(rule, host) || !IsLeft(host)) continue;
            _nearest[at].Offer(host, _rules[at].Shortfall(_ledger.View(host), _ask));
            return;
        }
    }

    private void Narrow(GroupRule rule, int at)
    {
        _left!.RemoveAll(host =>
        {
            if (_group.Allows(rule, host)) return false;
            Refuse(host, at);
            return true;
        });
    }

    private void Refuse(int host, int at)
    {
        var was = _book.RuleOf(host);
        if (_book.Helps(host)) _helped[was]--;
        if (IsEarly(was)) return;
        _hosts[was]--;
        _hosts[at]++;
        _nearest[at].Offer(host, _rules[at].Shortfall(_ledger.View(host), _ask));
    }

    private bool IsLeft(int host)
    {
        foreach (var rule in _done)
        {
            if (!_group.Allows(rule, host)) return false;
        }

        return true;
    }

    /// <summary>The host that missed by least, the lowest of equals.</summary>
    private struct NearestHost
    {
        private int _next;
        private double _share;

        public readonly int Index => _next - 1;

        public void Offer(int host, in Shortfall miss)
        {
            if (_next > 0 && (miss.Share > _share || (miss.Share == _share && host >= Index))) return;
            (_next, _share) = (host + 1, miss.Share);
        }
    }
}
