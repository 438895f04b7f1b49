namespace Cloud.Scheduler.Groups;

/// <summary>
/// What a group asks of the host of its next member, answered from the <see cref="GroupTable"/> as it is now. Every hard rule comes down to
/// sets of domains: those that an affinity requires, and those that the others exclude, which are always among the domains that have
/// members. So looking at a host is a search in a list no longer than the group.
/// </summary>
public sealed class GroupConstraints
{
    private readonly GroupTable _table;
    private readonly GroupRule[] _hard;
    private readonly GroupRule[] _soft;

    internal GroupConstraints(GroupTable table, PlacementGroup group, int partition)
    {
        (_table, Group, Partition) = (table, group, partition);
        _hard = [.. group.Rules.Where(rule => rule.Hard)];
        _soft = [.. group.Rules.Where(rule => !rule.Hard)];
    }

    public PlacementGroup Group { get; }

    /// <summary>The partition of the next member.</summary>
    public int Partition { get; }

    /// <summary>Rules that refuse hosts.</summary>
    public ReadOnlySpan<GroupRule> Hard => _hard;

    /// <summary>Rules that only prefer hosts.</summary>
    public ReadOnlySpan<GroupRule> Soft => _soft;

    internal DomainMap Domains => _table.Domains;

    /// <summary>Whether every hard rule lets the next member onto a host.</summary>
    public bool Allows(int host)
    {
        foreach (var rule in _hard)
        {
            if (!Allows(rule, host)) return false;
        }

        return true;
    }

    /// <summary>Whether every hard rule of one kind does.</summary>
    public bool Allows(GroupRuleKind kind, int host) => Refusing(kind, host) is null;

    /// <summary>Whether one rule lets the next member onto a host.</summary>
    public bool Allows(GroupRule rule, int host) => Allows(rule, Counts(rule), Domains.Of(rule.Level, host));

    /// <summary>
    /// The smallest set of domains to which a hard affinity has bound the group, with its level; empty while none has. Candidates need not be
    /// looked for elsewhere.
    /// </summary>
    public ReadOnlySpan<int> Required(out DomainLevel level)
    {
        level = DomainLevel.Zone;
        ReadOnlySpan<int> required = [];
        foreach (var rule in _hard)
        {
            if (rule.Kind is not (GroupRuleKind.Affinity or GroupRuleKind.PartitionAffinity)) continue;
            var domains = Counts(rule).Domains;
            if (domains.IsEmpty || (!required.IsEmpty && rule.Level >= level)) continue;
            required = domains;
            level = rule.Level;
        }

        return required;
    }

    /// <summary>The domains with members that a rule is about: those that an affinity requires, and the only ones that another rule may exclude.</summary>
    public ReadOnlySpan<int> DomainsWithMembers(GroupRule rule) => Counts(rule).Domains;

    /// <summary>Whether one rule lets the next member into a domain of its level.</summary>
    public bool AllowsDomain(GroupRule rule, int domain) => Allows(rule, Counts(rule), domain);

    /// <summary>
    /// Whether a soft rule tells a host from most others: its domain has members. Hosts of which none does are all the same to the group, since
    /// a rule without members nearby has nothing to say, and one at a level with a single domain says the same of every host.
    /// </summary>
    public bool IsNoticed(int host)
    {
        foreach (var rule in _soft)
        {
            if (TellsHostsApart(rule) && MembersNear(rule, host) > 0) return true;
        }

        return false;
    }

    /// <summary>Whether the ledger has more than one domain of the rule's level.</summary>
    internal bool TellsHostsApart(GroupRule rule) => Domains.Count(rule.Level) > 1;

    /// <summary>What the soft rules of one kind say of a host, in members: larger is better. See <see cref="GroupScorers"/>.</summary>
    public double Wish(GroupRuleKind kind, int host)
    {
        var wish = 0.0;
        foreach (var rule in _soft)
        {
            if (rule.Kind != kind) continue;
            var members = MembersNear(rule, host);
            wish += kind switch
            {
                GroupRuleKind.Affinity => members,
                GroupRuleKind.AntiAffinity => -Math.Max(0, members + 1 - rule.Limit),
                _ => -members,
            };
        }

        return wish;
    }

    /// <summary>Members that a soft rule counts in the domain of a host.</summary>
    public int MembersNear(GroupRule rule, int host) => Counts(rule)[Domains.Of(rule.Level, host)];

    /// <summary>By how many members a host misses the hard rules of one kind, and out of how many; (0, 0) when it does not.</summary>
    public (int Missing, int Limit) Miss(GroupRuleKind kind, int host)
    {
        if (Refusing(kind, host) is not { } rule) return (0, 0);
        var members = MembersNear(rule, host);
        return kind switch
        {
            GroupRuleKind.AntiAffinity => (members + 1 - rule.Limit, rule.Limit),
            GroupRuleKind.Spread => (members + 1 - Least(rule) - rule.Limit, rule.Limit),
            GroupRuleKind.Affinity or GroupRuleKind.PartitionAffinity => (1, 1),
            GroupRuleKind.PartitionAntiAffinity => (Others(rule, Domains.Of(rule.Level, host)), 1),
        };
    }

    /// <summary>The first hard rule of one kind that a host breaks, in words; null when it breaks none.</summary>
    public string? Describe(GroupRuleKind kind, int host)
    {
        if (Refusing(kind, host) is not { } rule) return null;
        var domain = Domains.Of(rule.Level, host);
        var place = Domains.Name(rule.Level, domain);
        var members = Counts(rule)[domain];
        return kind switch
        {
            GroupRuleKind.AntiAffinity => $"{place} already has {members} of {rule.Limit} members",
            GroupRuleKind.Spread => $"{place} already has {members} members, {Least(rule)} is the least of all {rule.Level.Name()}s and the skew may be {rule.Limit}",
            GroupRuleKind.Affinity => $"{place} has no member, they are in {Names(rule)}",
            GroupRuleKind.PartitionAffinity => $"{place} has no member of partition {Partition}, they are in {Names(rule)}",
            GroupRuleKind.PartitionAntiAffinity => $"{place} already has {Others(rule, domain)} members of other partitions",
        };
    }

    private GroupRule? Refusing(GroupRuleKind kind, int host)
    {
        foreach (var rule in _hard)
        {
            if (rule.Kind == kind && !Allows(rule, host)) return rule;
        }

        return null;
    }

    private bool Allows(GroupRule rule, DomainCounts counts, int domain) => rule.Kind switch
    {
        GroupRuleKind.Affinity or GroupRuleKind.PartitionAffinity => counts.Length == 0 || counts[domain] > 0,
        GroupRuleKind.AntiAffinity => counts[domain] < rule.Limit,
        GroupRuleKind.Spread => counts[domain] is var members && (members < rule.Limit || members + 1 - Least(rule) <= rule.Limit),
        GroupRuleKind.PartitionAntiAffinity => Others(rule, domain) == 0,
    };

    /// <summary>The counts that a rule is about: of all members, or of the next member's partition.</summary>
    private DomainCounts Counts(GroupRule rule)
    {
        var members = _table.Members(Group.Id);
        return (rule.Kind == GroupRuleKind.PartitionAffinity ? members.Of(Partition) : members.All).At(rule.Level);
    }

    private int Others(GroupRule rule, int domain)
    {
        var members = _table.Members(Group.Id);
        return members.All.At(rule.Level)[domain] - members.Of(Partition).At(rule.Level)[domain];
    }

    private int Least(GroupRule rule) => Counts(rule).Least(Domains.Count(rule.Level));

    private string Names(GroupRule rule)
    {
        const int most = 3;
        var domains = Counts(rule).Domains;
        var names = new List<string>();
        foreach (var domain in domains[..Math.Min(most, domains.Length)]) names.Add(Domains.Name(rule.Level, domain));
        return string.Join(", ", names) + (domains.Length > most ? " and others" : "");
    }
}
