namespace Cloud.Simulation.Machine.Scheduling;

/// <summary>Why an entity comes to a queue; decides where in virtual time it is placed.</summary>
internal enum EnqueueKind
{
    /// <summary>A task that has never run.</summary>
    New,

    /// <summary>After a sleep, or a group that has something to run again.</summary>
    Wakeup,

    /// <summary>Runnable, moved from another thread's queue.</summary>
    Migration,
}
