namespace Cloud.Scheduler.Groups;

/// <summary>Where some members are, counted by host, rack and zone.</summary>
public sealed class MemberCounts
{
    /// <summary>No members anywhere.</summary>
    internal static readonly MemberCounts None = new();

    private readonly DomainCounts[] _levels = [new(), new(), new()];

    /// <summary>Number of members.</summary>
    public int Total { get; private set; }

    /// <summary>The counts at one level.</summary>
    public DomainCounts At(DomainLevel level) => _levels[(int)level];

    internal void Add(DomainMap map, int host)
    {
        Total++;
        for (var level = DomainLevel.Host; level <= DomainLevel.Zone; level++) At(level).Add(map.Of(level, host));
    }

    internal void Remove(DomainMap map, int host)
    {
        for (var level = DomainLevel.Host; level <= DomainLevel.Zone; level++) At(level).Remove(map.Of(level, host));
        Total--;
    }
}

/// <summary>Who of one group is where: all members, and the members of each partition.</summary>
public sealed class GroupMembers
{
    /// <summary>Most partitions of a group.</summary>
    public const int MaxPartitions = 64;

    /// <summary>A group without members.</summary>
    internal static readonly GroupMembers None = new();

    private readonly MemberCounts?[] _partitions = new MemberCounts?[MaxPartitions];

    /// <summary>All members of all partitions.</summary>
    public MemberCounts All { get; } = new();

    /// <summary>The members of one partition. Members without partitions are in partition 0.</summary>
    public MemberCounts Of(int partition) => _partitions[partition] ?? MemberCounts.None;

    internal void Add(DomainMap map, int partition, int host)
    {
        All.Add(map, host);
        (_partitions[partition] ??= new()).Add(map, host);
    }

    internal void Remove(DomainMap map, int partition, int host)
    {
        Of(partition).Remove(map, host);
        All.Remove(map, host);
    }
}
