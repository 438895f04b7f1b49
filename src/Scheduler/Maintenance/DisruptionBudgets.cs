using Cloud.Scheduler.Groups;
using Cloud.Scheduler.Residents;

namespace Cloud.Scheduler.Maintenance;

/// <summary>Counts, group by group, who is down or moving at once, and says when a group has no more to give.</summary>
/// <param name="already">Members of each group that are disrupted when the counting begins; null for none.</param>
public sealed class DisruptionBudgets(IReadOnlyDictionary<GroupId, int>? already = null)
{
    private readonly Dictionary<GroupId, int> _disrupted = already is null ? [] : new(already);

    /// <summary>Whether one more member of the resident's group may be disrupted.</summary>
    public bool Allows(Resident resident) => resident.Group is not { } group || Disrupted(group.Id) < group.MaxDisrupted;

    /// <summary>Members of a group that are disrupted.</summary>
    public int Disrupted(GroupId group) => _disrupted.GetValueOrDefault(group);

    /// <summary>Notes that the resident is down or moving.</summary>
    public void Begin(Resident resident)
    {
        if (resident.Group is { } group) _disrupted[group.Id] = Disrupted(group.Id) + 1;
    }

    /// <summary>Notes that it runs again.</summary>
    public void End(Resident resident)
    {
        if (resident.Group is { } group) _disrupted[group.Id] = Disrupted(group.Id) - 1;
    }

    /// <summary>All moves of the moment are over.</summary>
    public void Clear() => _disrupted.Clear();
}
