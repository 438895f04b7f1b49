namespace Cloud.Simulation.Machine.Scheduling;

/// <summary>The runnable entities of one control group on one hardware thread (Linux: cfs_rq).</summary>
internal sealed class RunQueue(CpuState cpu, ControlGroup group, SchedEntity? entity, bool augmented)
{
    public readonly CpuState Cpu = cpu;
    public readonly ControlGroup Group = group;
    public readonly EntityTree Tree = new(augmented);

    /// <summary>Stands for this queue one level up; null at the root.</summary>
    public readonly SchedEntity? Entity = entity;

    /// <summary>The running entity; it is not in the tree.</summary>
    public SchedEntity? Current;

    /// <summary>Picked next if that is fair enough (directed yield).</summary>
    public SchedEntity? NextBuddy;

    /// <summary>Passed over once if that is fair enough (yield).</summary>
    public SchedEntity? SkipBuddy;

    public long MinVruntime;

    /// <summary>Sum of weights of entities on the queue, the current one included.</summary>
    public long Load;

    /// <summary>Entities on the queue, the current one included.</summary>
    public int Entities;

    /// <summary>Runnable tasks in this queue and below, without those in throttled groups.</summary>
    public int Tasks;

    /// <summary>Sum of weight times (virtual run time - minimum) over the tree, and of the weights (EEVDF).</summary>
    public long AverageSum;
    public long AverageLoad;

    /// <summary>Bandwidth left to this thread, in ns; only meaningful for a limited group.</summary>
    public long RuntimeLeftNs;
    public bool Throttled;
    public long ThrottledAtNs;

    /// <summary>True when this queue or one above it is throttled: nothing below may run.</summary>
    public bool InThrottledHierarchy
    {
        get
        {
            for (var q = this; q is not null; q = q.Entity?.Queue)
            {
                if (q.Throttled) return true;
            }

            return false;
        }
    }
}
