namespace Cloud.Scheduler.Groups;

/// <summary>
/// Where the members of every group are: kept beside the ledger by the same writer, one step for each instance that is placed or removed,
/// and rebuilt from the placements like it.
/// </summary>
/// <param name="domains">The domains of the ledger's hosts.</param>
public sealed class GroupTable(DomainMap domains)
{
    /// <summary>Most members of one group.</summary>
    public const int MaxMembers = 10_000;

    private readonly Dictionary<GroupId, GroupMembers> _groups = [];

    public DomainMap Domains { get; } = domains;

    /// <summary>Members of a group.</summary>
    public int Count(GroupId group) => _groups.TryGetValue(group, out var members) ? members.All.Total : 0;

    /// <summary>The members of a group by domain; empty counts for a group that has none.</summary>
    public GroupMembers Members(GroupId group) => _groups.GetValueOrDefault(group, GroupMembers.None);

    /// <summary>Notes a member on a host. Throws above <see cref="MaxMembers"/>: the caller has checked.</summary>
    public void Add(GroupId group, int partition, int host)
    {
        if (!_groups.TryGetValue(group, out var members)) _groups.Add(group, members = new());
        if (members.All.Total >= MaxMembers) throw new InvalidOperationException($"Group '{group}' has {MaxMembers} members already.");
        members.Add(Domains, partition, host);
    }

    /// <summary>The exact inverse of <see cref="Add"/>. Throws when there is no such member: a broken invariant.</summary>
    public void Remove(GroupId group, int partition, int host)
    {
        var members = Members(group);
        members.Remove(Domains, partition, host);
        if (members.All.Total == 0) _groups.Remove(group);
    }

    /// <summary>
    /// What the rules of a group ask of its next member: a view of this table that stays true while members come and go, so it can be kept.
    /// </summary>
    public GroupConstraints For(PlacementGroup group, int partition = 0)
    {
        if (partition is < 0 or >= GroupMembers.MaxPartitions)
            throw new ArgumentOutOfRangeException(nameof(partition), partition, $"A group has at most {GroupMembers.MaxPartitions} partitions.");
        return new(this, group, partition);
    }
}
