namespace Cloud.Domain.Hardware.Costs.Scheduling;

/// <summary>Sections 4.1 and 4.2 in closed form: slices, shares, deadlines. Milliseconds.</summary>
public static class FairSlices
{
    /// <summary>Scaling of the tunables by processor count: <c>1 + ⌊log2 min(n, 8)⌋</c>, so 4 on any server.</summary>
    public static int Scaling(int processors) => 1 + (int)Math.Log2(Math.Min(processors, SchedulerConstants.ScalingCpus));

    /// <summary>CFS: the time in which every runnable task should run once.</summary>
    public static double CfsPeriodMs(int runnable, int processors) => Scaling(processors)
        * (runnable > SchedulerConstants.CfsLatencyTasks ? runnable * SchedulerConstants.CfsMinGranularityMs : SchedulerConstants.CfsLatencyMs);

    /// <summary>CFS: the slice of a task with <paramref name="weight"/> among tasks of <paramref name="totalWeight"/> (its own included).</summary>
    public static double CfsSliceMs(double weight, double totalWeight, int runnable, int processors) =>
        CfsPeriodMs(runnable, processors) * weight / totalWeight;

    /// <summary>Virtual time that real time becomes for this weight: <c>d 1024/w</c>.</summary>
    public static double Virtual(double duration, double weight) => duration * SchedulerConstants.NiceZeroWeight / weight;

    /// <summary>CFS: how far behind a waking task must be to preempt, as virtual time of the task that wakes.</summary>
    public static double CfsWakeupGranularityMs(double wakingWeight, int processors) =>
        Virtual(SchedulerConstants.CfsWakeupGranularityMs * Scaling(processors), wakingWeight);

    /// <summary>CFS: longest wait of one of n equal, always runnable tasks.</summary>
    public static double CfsWaitBoundMs(int runnable, int processors) => (runnable - 1) * Scaling(processors)
        * Math.Max(SchedulerConstants.CfsMinGranularityMs, SchedulerConstants.CfsLatencyMs / runnable);

    /// <summary>Long-run share of the processor among always runnable tasks of these weights.</summary>
    public static double Share(double weight, double totalWeight) => weight / totalWeight;

    /// <summary>EEVDF: the default slice on a host of this size.</summary>
    public static double EevdfSliceMs(int processors) => SchedulerConstants.EevdfBaseSliceMs * Scaling(processors);

    /// <summary>EEVDF: how far a task's virtual deadline is ahead of its virtual time.</summary>
    public static double EevdfDeadlineMs(double sliceMs, double weight) => Virtual(sliceMs, weight);

    /// <summary>Weight of a group on one processor: its shares in proportion to its load there, within [2, shares].</summary>
    public static double GroupWeight(double shares, double loadHere, double loadEverywhere) =>
        loadEverywhere <= 0 ? shares : Math.Clamp(shares * loadHere / loadEverywhere, 2, Math.Max(2, shares));
}
