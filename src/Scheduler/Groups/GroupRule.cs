namespace Cloud.Scheduler.Groups;

/// <summary>What a group rule asks of its members.</summary>
public enum GroupRuleKind
{
    /// <summary>All members share one domain.</summary>
    Affinity,

    /// <summary>A domain holds at most so many members.</summary>
    AntiAffinity,

    /// <summary>The fullest domain has at most so many members more than the emptiest one.</summary>
    Spread,

    /// <summary>Members of one partition share one domain.</summary>
    PartitionAffinity,

    /// <summary>Members of different partitions never share a domain.</summary>
    PartitionAntiAffinity,
}

/// <summary>The kinds of rules and how they are named in the API.</summary>
public static class GroupRuleKinds
{
    public static IReadOnlyList<GroupRuleKind> All { get; } =
        [GroupRuleKind.Affinity, GroupRuleKind.AntiAffinity, GroupRuleKind.Spread, GroupRuleKind.PartitionAffinity, GroupRuleKind.PartitionAntiAffinity];

    public static string Name(this GroupRuleKind kind) => kind switch
    {
        GroupRuleKind.Affinity => "affinity",
        GroupRuleKind.AntiAffinity => "anti-affinity",
        GroupRuleKind.Spread => "spread",
        GroupRuleKind.PartitionAffinity => "partition-affinity",
        GroupRuleKind.PartitionAntiAffinity => "partition-anti-affinity",
    };

    public static bool TryParse(string? name, out GroupRuleKind kind)
    {
        foreach (var candidate in All)
        {
            kind = candidate;
            if (string.Equals(candidate.Name(), name, StringComparison.Ordinal)) return true;
        }

        kind = default;
        return false;
    }
}

/// <summary>One rule of a group. A hard rule refuses hosts, a soft one prefers others.</summary>
public sealed record GroupRule
{
    /// <summary>Largest limit of a rule.</summary>
    public const int MaxLimit = 10_000;

    private GroupRule(GroupRuleKind kind, DomainLevel level, int limit, bool hard)
    {
        if (limit is < 1 or > MaxLimit) throw new ArgumentOutOfRangeException(nameof(limit), limit, $"A group rule has a limit of 1 to {MaxLimit}.");
        (Kind, Level, Limit, Hard) = (kind, level, limit, hard);
    }

    public GroupRuleKind Kind { get; }

    /// <summary>What the domains of the rule are.</summary>
    public DomainLevel Level { get; }

    /// <summary>Anti-affinity: most members of a domain. Spread: largest difference between two domains. Otherwise 1 and without meaning.</summary>
    public int Limit { get; }

    /// <summary>Whether a host that breaks the rule is refused.</summary>
    public bool Hard { get; }

    /// <summary>A rule by its parts. Partition rules are always hard. Throws for a limit out of range.</summary>
    public static GroupRule Of(GroupRuleKind kind, DomainLevel level, int limit, bool hard) =>
        new(kind, level, limit, hard || kind is GroupRuleKind.PartitionAffinity or GroupRuleKind.PartitionAntiAffinity);

    /// <summary>All members in one domain.</summary>
    public static GroupRule Affinity(DomainLevel level, bool hard = true) => new(GroupRuleKind.Affinity, level, 1, hard);

    /// <summary>At most <paramref name="most"/> members in a domain.</summary>
    public static GroupRule AntiAffinity(DomainLevel level, int most = 1, bool hard = true) => new(GroupRuleKind.AntiAffinity, level, most, hard);

    /// <summary>
    /// No domain more than <paramref name="maxSkew"/> members ahead of the emptiest one. Every domain of the ledger counts, also one that is
    /// full or cordoned: skew is about what a fault takes, not about what has room.
    /// </summary>
    public static GroupRule Spread(DomainLevel level, int maxSkew = 1, bool hard = true) => new(GroupRuleKind.Spread, level, maxSkew, hard);

    /// <summary>Members of a partition in one domain.</summary>
    public static GroupRule PartitionAffinity(DomainLevel level) => new(GroupRuleKind.PartitionAffinity, level, 1, hard: true);

    /// <summary>Members of different partitions in different domains: a fault takes at most one partition.</summary>
    public static GroupRule PartitionAntiAffinity(DomainLevel level) => new(GroupRuleKind.PartitionAntiAffinity, level, 1, hard: true);
}

/// <summary>A group by its unique name.</summary>
public readonly record struct GroupId(string Value) : IComparable<GroupId>
{
    public int CompareTo(GroupId other) => string.CompareOrdinal(Value, other.Value);
    public override string ToString() => Value;
}

/// <summary>Instances that are placed with regard to each other.</summary>
public sealed record PlacementGroup
{
    public const int MaxRules = 8;

    /// <param name="id">Unique name.</param>
    /// <param name="rules">All of them hold at once; at most <see cref="MaxRules"/>.</param>
    public PlacementGroup(GroupId id, params IReadOnlyList<GroupRule> rules)
    {
        if (rules.Count > MaxRules) throw new ArgumentException($"A group has at most {MaxRules} rules.", nameof(rules));
        (Id, Rules) = (id, rules);
    }

    public GroupId Id { get; }

    public IReadOnlyList<GroupRule> Rules { get; }

    /// <summary>Disruption budget: most members that may be down or moving at once.</summary>
    public int MaxDisrupted { get; init; } = 1;
}
