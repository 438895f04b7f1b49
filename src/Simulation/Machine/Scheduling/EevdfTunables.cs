using Cloud.Domain.Hardware.Costs.Scheduling;

namespace Cloud.Simulation.Machine.Scheduling;

/// <summary>
/// Tunables of EEVDF after scaling with the number of hardware threads.
/// Source: sysctl_sched_base_slice 0.75 ms (6.6 to 6.12), 0.70 ms (2025); RUN_TO_PARITY and PREEMPT_SHORT as in 6.12.
/// </summary>
/// <param name="BaseSliceNs">Slice of an entity that asks for none of its own, in ns.</param>
/// <param name="TickNs">Length of a tick; bounds the lag that an entity may keep.</param>
/// <param name="RunToParity">The current entity keeps running until its slice is served.</param>
/// <param name="PreemptShort">A waking entity with a shorter slice lifts that protection.</param>
public sealed record EevdfTunables(long BaseSliceNs, long TickNs, bool RunToParity = true, bool PreemptShort = true)
{
    /// <summary>The kernel's defaults on a machine with so many hardware threads: 2.8 ms from eight on.</summary>
    public static EevdfTunables ForThreads(int threads, long tickNs) =>
        new((long)(SchedulerConstants.EevdfBaseSliceMs * 1e6) * CfsTunables.ScaleFactor(threads), tickNs);

    /// <summary>How far a deadline lies beyond the virtual run time, in virtual ns.</summary>
    public long DeadlineIncrementNs(int nice) =>
        nice == 0 ? BaseSliceNs : LoadWeight.Scale(BaseSliceNs, LoadWeight.NiceZero, LoadWeight.InverseOfNice(nice));
}
