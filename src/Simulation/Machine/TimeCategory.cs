namespace Cloud.Simulation.Machine;

/// <summary>What the busy time of a hardware thread went into. Idle and contention complete the sum to elapsed time.</summary>
public enum TimeCategory
{
    /// <summary>What the program asked for.</summary>
    Work,

    /// <summary>Direct cost of context switches.</summary>
    ContextSwitch,

    /// <summary>Refilling caches and TLB after switches, migrations and ticks.</summary>
    Refill,

    /// <summary>Clock interrupts.</summary>
    Tick,

    /// <summary>Leaving and entering guest mode.</summary>
    GuestExit,

    /// <summary>System calls, wake-ups, faults, user-level switches and lock transfers.</summary>
    Kernel,

    /// <summary>Spinning for a lock.</summary>
    Spin,

    /// <summary>Polling of a halted virtual CPU.</summary>
    Poll,
}
