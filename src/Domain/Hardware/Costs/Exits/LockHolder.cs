namespace Cloud.Domain.Hardware.Costs.Exits;

/// <summary>How the guest's spin locks behave.</summary>
public enum SpinLockKind
{
    /// <summary>Whoever sees it free takes it.</summary>
    TestAndSet,

    /// <summary>First come, first served: a preempted waiter stalls everyone behind it.</summary>
    Ticket,

    /// <summary>Ticket order, but waiters halt after a while and are kicked, and preempted ones are overtaken.</summary>
    Paravirtual,
}

/// <summary>
/// A guest under overcommit: vCPUs that contend, locks per second and vCPU, seconds held, runnable vCPUs per processor,
/// scheduler slice in seconds, and whether the host notices pause loops.
/// </summary>
public readonly record struct SpinLoad(int Vcpus, double LocksPerSecond, double HoldSeconds, double Overcommit, double SliceSeconds, bool PauseLoopExits);

/// <summary>Section 7.6: lock-holder and lock-waiter preemption.</summary>
public static class LockHolder
{
    /// <summary>Probability that a preemption hits a vCPU that holds a lock: <c>λ h</c>.</summary>
    public static double HolderProbability(double locksPerSecond, double holdSeconds) => Math.Min(1, locksPerSecond * holdSeconds);

    /// <summary>Seconds a preempted vCPU stays off the processor: <c>(n/C − 1) Q</c>.</summary>
    public static double OffSeconds(double overcommit, double sliceSeconds) => Math.Max(0, overcommit - 1) * sliceSeconds;

    /// <summary>Probability that somebody in a ticket queue of this length is preempted: <c>1 − (1 − p)^q</c>.</summary>
    public static double WaiterProbability(double preempted, double queue) => 1 - Math.Pow(1 - preempted, queue);

    /// <summary>
    /// Useful fraction of the granted processor time. Each preemption that hits a holder (or, with tickets, a waiter in front)
    /// makes the contending siblings spin until it is back: at most <c>T_off</c>, with pause-loop exits at most a window and a yield,
    /// with paravirtual locks at most the spin threshold and a kick. Spinning never takes more than the whole machine, so the result is
    /// work divided by work plus waste.
    /// </summary>
    public static double Efficiency(ExitTable table, CoreClock clock, SpinLockKind kind, in SpinLoad load)
    {
        if (load.Overcommit <= 1) return 1;
        var off = OffSeconds(load.Overcommit, load.SliceSeconds);
        var hit = HolderProbability(load.LocksPerSecond, load.HoldSeconds);
        var waiters = (load.Vcpus - 1) * hit;
        if (kind == SpinLockKind.Ticket)
        {
            // Every hand-over needs the next in line to be on a processor, which it is with probability 1/overcommit.
            hit = Math.Max(hit, WaiterProbability(1 - (1 / load.Overcommit), waiters));
            waiters = Math.Max(waiters, (load.Vcpus - 1) * hit);
        }

        var spin = SpinSeconds(table, clock, kind, load.PauseLoopExits, off);
        var wastePerSlice = hit * Math.Min(waiters, load.Vcpus - 1) * spin;
        return load.SliceSeconds / (load.SliceSeconds + wastePerSlice);
    }

    private static double SpinSeconds(ExitTable table, CoreClock clock, SpinLockKind kind, bool pauseLoopExits, double off)
    {
        if (kind == SpinLockKind.Paravirtual)
            return Math.Min(off, (clock.ToNs(table.Cycles(ExitReason.Hypercall)) / 1e9) + (ExitConstants.WakeUs / 1e6));
        if (!pauseLoopExits) return off;
        var window = (SpinConstants.PleWindow + table.Cycles(ExitReason.PauseLoop)) * SpinConstants.PleGrow;
        return Math.Min(off, clock.ToNs(window) / 1e9);
    }
}
