using Cloud.Domain.Hardware.Costs.Scheduling;

namespace Cloud.Simulation.Machine.Scheduling;

/// <summary>
/// Tunables of CFS after scaling with the number of hardware threads.
/// Source: kernel/sched/fair.c (sysctl_sched_latency 6 ms, min_granularity 0.75 ms, wakeup_granularity 1 ms, sched_nr_latency 8).
/// </summary>
/// <param name="LatencyNs">Period in which every runnable entity runs once, in ns.</param>
/// <param name="MinGranularityNs">Least slice, in ns.</param>
/// <param name="WakeupGranularityNs">How far behind a waking entity must be to preempt, in ns.</param>
/// <param name="GentleSleepers">A sleeper gets half the latency as credit, not all of it.</param>
public sealed record CfsTunables(long LatencyNs, long MinGranularityNs, long WakeupGranularityNs, bool GentleSleepers = true)
{
    /// <summary>Entities that fit in one latency period; more stretch it.</summary>
    public const int EntitiesPerLatency = 8;

    /// <summary>The kernel's defaults on a machine with so many hardware threads: 24, 3 and 4 ms from eight on.</summary>
    public static CfsTunables ForThreads(int threads)
    {
        var f = ScaleFactor(threads);
        return new CfsTunables(Ns(SchedulerConstants.CfsLatencyMs), Ns(SchedulerConstants.CfsMinGranularityMs), Ns(SchedulerConstants.CfsWakeupGranularityMs));

        long Ns(double ms) => (long)(ms * 1e6) * f;
    }

    /// <summary>1 + log2(min(threads, 8)), rounded down.</summary>
    public static int ScaleFactor(int threads)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        return 1 + int.Log2(Math.Min(threads, 8));
    }

    /// <summary>Length of the period for so many runnable entities, in ns.</summary>
    public long PeriodNs(int entities) => entities > EntitiesPerLatency ? entities * MinGranularityNs : LatencyNs;

    /// <summary>Slice of one entity among others on a flat queue, in ns.</summary>
    public long SliceNs(int entities, long weight, long load) =>
        LoadWeight.Scale(PeriodNs(entities), weight, LoadWeight.InverseOf(load));
}
