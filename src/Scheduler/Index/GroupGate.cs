using Cloud.Scheduler.Groups;

namespace Cloud.Scheduler.Index;

/// <summary>The hard rules of a group as a gate: a search in a list no longer than the group for each host that the index would take.</summary>
/// <param name="Group">What the group asks of its next member.</param>
public readonly record struct GroupGate(GroupConstraints Group) : IHostGate
{
    public bool Admits(int host) => Group.Allows(host);

    public bool AdmitsAny(int first, int end) => true;
}

/// <summary>The hosts that the hard rules allow and that are all the same to the soft ones.</summary>
internal readonly record struct UnnoticedGate(GroupConstraints Group) : IHostGate
{
    public bool Admits(int host) => !Group.IsNoticed(host) && Group.Allows(host);

    public bool AdmitsAny(int first, int end) => true;
}
