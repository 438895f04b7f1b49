namespace Cloud.Simulation.Machine.Programs;

/// <summary>How a lock makes its waiters wait (7.6).</summary>
public enum LockKind
{
    /// <summary>Waiters block and are woken in order.</summary>
    Mutex,

    /// <summary>Waiters spin; a running one takes a free lock.</summary>
    Spin,

    /// <summary>Waiters spin and are served strictly in order, even one that is preempted.</summary>
    Ticket,

    /// <summary>Waiters spin for a while, then halt and are kicked.</summary>
    Paravirtual,
}

/// <summary>A lock between tasks, with what it cost.</summary>
public sealed class MachineLock
{
    internal readonly List<MachineTask> Waiters = [];
    internal MachineTask? Holder;
    internal readonly int Id;

    internal MachineLock(int id, string name, LockKind kind)
    {
        Id = id;
        Name = name;
        Kind = kind;
    }

    /// <summary>Name for people.</summary>
    public string Name { get; }

    /// <summary>How waiters wait.</summary>
    public LockKind Kind { get; }

    /// <summary>Times it was acquired.</summary>
    public long Acquisitions { get; internal set; }

    /// <summary>Times a task had to wait for it.</summary>
    public long Contentions { get; internal set; }

    internal bool Spins => Kind != LockKind.Mutex;
}
