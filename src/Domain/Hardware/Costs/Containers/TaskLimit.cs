namespace Cloud.Domain.Hardware.Costs.Containers;

/// <summary>Section 12.3, <c>pids.max</c> along a path of nested groups: counts tasks, so threads as well as processes.</summary>
public sealed class TaskLimit(TaskLimit? parent, int max)
{
    /// <summary>Tasks in this group and below.</summary>
    public int Current { get; private set; }

    /// <summary>How often a fork was refused here.</summary>
    public int Refused { get; private set; }

    /// <summary>A fork or clone: false is EAGAIN, because this group or one above is full.</summary>
    public bool TryFork()
    {
        for (var at = this; at is not null; at = at.Parent)
        {
            if (at.Current < at.Max) continue;
            at.Refused++;
            return false;
        }

        Enter(1);
        return true;
    }

    /// <summary>Moves tasks in; organisational moves may exceed the limit.</summary>
    public void Enter(int tasks)
    {
        for (var at = this; at is not null; at = at.Parent) at.Current += tasks;
    }

    /// <summary>Tasks end or move away.</summary>
    public void Leave(int tasks) => Enter(-tasks);

    private TaskLimit? Parent { get; } = parent;

    private int Max { get; } = max;
}
