using System.Runtime.InteropServices;
using Cloud.Domain.Hardware.Costs.Exits;

namespace Cloud.Simulation.Machine.Tracing;

/// <summary>What a trace record tells.</summary>
public enum TraceKind
{
    /// <summary>A task starts running.</summary>
    SwitchIn,

    /// <summary>A task stops running.</summary>
    SwitchOut,

    /// <summary>A task becomes runnable.</summary>
    Wake,

    /// <summary>A task moves to another thread's queue; the argument is the thread that it comes from.</summary>
    Migrate,

    /// <summary>A control group ran out of bandwidth on a thread; the subject is the group.</summary>
    Throttle,

    /// <summary>A control group has bandwidth again; the subject is the group.</summary>
    Unthrottle,

    /// <summary>A guest left guest mode; the argument is the <see cref="ExitReason"/>.</summary>
    GuestExit,
}

/// <summary>Why it happened.</summary>
public enum TraceReason
{
    /// <summary>Nothing special.</summary>
    None,

    /// <summary>First start of the task.</summary>
    Started,

    /// <summary>A sleep ended.</summary>
    Timer,

    /// <summary>A device answered.</summary>
    Device,

    /// <summary>A message came.</summary>
    Message,

    /// <summary>A lock was released.</summary>
    LockReleased,

    /// <summary>The task waits for something.</summary>
    Blocked,

    /// <summary>Another task took the thread.</summary>
    Preempted,

    /// <summary>The task gave way.</summary>
    Yielded,

    /// <summary>The task ended.</summary>
    Finished,

    /// <summary>The task's group ran out of bandwidth.</summary>
    Throttled,

    /// <summary>An idle thread took the task over.</summary>
    IdleBalance,

    /// <summary>A less loaded thread took the task over.</summary>
    LoadBalance,

    /// <summary>The task woke up elsewhere.</summary>
    WakePlacement,
}

/// <summary>One fact about the machine.</summary>
/// <param name="AtNs">Virtual time.</param>
/// <param name="Kind">What happened.</param>
/// <param name="Cpu">On which hardware thread.</param>
/// <param name="Subject">Index of the task, or of the control group.</param>
/// <param name="Reason">Why.</param>
/// <param name="Argument">See the kind.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct TraceRecord(long AtNs, TraceKind Kind, int Cpu, int Subject, TraceReason Reason, long Argument);

/// <summary>Takes the records of a machine as they happen.</summary>
public interface IMachineTrace
{
    /// <summary>Takes one record; must not call the machine.</summary>
    void Record(in TraceRecord trace);
}
