using Cloud.Simulation.Machine.Scheduling;

namespace Cloud.Simulation.Machine;

/// <summary>A control group with cpu.weight and cpu.max; it has one run queue and one entity per hardware thread.</summary>
public sealed class ControlGroup
{
    internal readonly List<RunQueue> ThrottledQueues = [];
    internal RunQueue[] Queues = [];

    /// <summary>Load of all its queues; shares are split over threads in this proportion.</summary>
    internal long Load;
    internal long PoolNs;
    internal long PeriodStartNs;
    internal bool TimerActive;
    internal bool UsedInPeriod;
    internal bool SlackPending;

    internal ControlGroup(int id, string name, ControlGroup? parent, int weight, CpuLimit? limit)
    {
        Id = id;
        Name = name;
        Parent = parent;
        Weight = weight;
        Limit = limit;
        PoolNs = limit?.QuotaNs ?? 0;
        HasLimitAbove = limit is not null || parent is { HasLimitAbove: true };
    }

    internal int Id { get; }

    /// <summary>Name for people.</summary>
    public string Name { get; }

    /// <summary>The group that it is part of; null for the root.</summary>
    public ControlGroup? Parent { get; }

    /// <summary>cpu.weight, 1 to 10000, default 100.</summary>
    public int Weight { get; }

    /// <summary>cpu.max; null for none.</summary>
    public CpuLimit? Limit { get; }

    /// <summary>Periods in which the limit was watched (nr_periods).</summary>
    public long Periods { get; internal set; }

    /// <summary>Periods that ended with a throttled queue (nr_throttled).</summary>
    public long ThrottledPeriods { get; internal set; }

    /// <summary>Time that queues were throttled, summed over threads, in ns (throttled_usec).</summary>
    public long ThrottledNs { get; internal set; }

    /// <summary>Load weight of the whole group: cpu.weight 100 is a nice 0 task.</summary>
    internal int Shares => Math.Max(2, Weight * LoadWeight.NiceZero / 100);

    /// <summary>Whether it or a group above it has a limit.</summary>
    internal bool HasLimitAbove { get; }
}
