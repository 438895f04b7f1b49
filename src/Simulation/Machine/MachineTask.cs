using Cloud.Domain.Hardware.Costs.Exits;
using Cloud.Simulation.Machine.Programs;
using Cloud.Simulation.Machine.Scheduling;
using Cloud.Simulation.Machine.Tracing;

namespace Cloud.Simulation.Machine;

/// <summary>Whether a task can run.</summary>
public enum TaskState
{
    /// <summary>Not started yet.</summary>
    Created,

    /// <summary>Running, or waiting for a hardware thread.</summary>
    Runnable,

    /// <summary>Waiting for something else.</summary>
    Blocked,

    /// <summary>Ended.</summary>
    Finished,
}

/// <summary>A schedulable task: a kernel thread, or a virtual CPU. Times are in ns of virtual time.</summary>
public sealed class MachineTask
{
    internal readonly SchedEntity Entity = new();
    internal readonly long[] PendingUnits = new long[8];
    internal readonly double[] ExitDebt;
    internal readonly int Id;
    internal readonly TaskSpec Spec;
    internal readonly List<long>? Latencies;

    internal CpuState Cpu = null!;
    internal MachineTask? QueuedBefore;
    internal MachineTask? QueuedAfter;
    internal Op Op;
    internal bool OpFetched;

    /// <summary>Unfinished overhead and work, in 1/1024 ns at full speed.</summary>
    internal long PendingTotal;
    internal long WorkLeft;
    internal MachineLock? SpinsOn;
    internal bool Polling;
    internal long WaitUnitsLeft;
    internal long PauseWindowUnits;
    internal long PollWindowNs;
    internal int SpinLocksHeld;
    internal bool HasWakeLatency;
    internal long ReadySinceNs;
    internal long CoreMark;
    internal long ComplexMark;
    internal int MarkedCore = -1;
    internal int MarkedComplex = -1;
    internal long WorkingSet;
    internal long TickRefillUnits;
    internal long MappedBytes;
    internal long SwitchedInNs;
    internal long LastRanNs;
    internal long BlockedAtNs;
    internal readonly (ExitReason Reason, double PerSecond)[] ExitRates;
    internal TraceReason OutReason;

    internal MachineTask(int id, TaskSpec spec, MachineProcess process, ProgramCursor cursor)
    {
        Id = id;
        Spec = spec;
        Process = process;
        Cursor = cursor;
        Entity.Task = this;
        Entity.CustomSliceNs = spec.SliceNs;
        Entity.SetWeight(LoadWeight.OfNice(spec.Nice), LoadWeight.InverseOfNice(spec.Nice));
        Latencies = spec.KeepsLatencies ? [] : null;
        ExitDebt = spec.Guest is null ? [] : new double[Enum.GetValues<ExitReason>().Length];
        ExitRates = spec.Guest is null ? [] : [.. spec.Guest.ExitsPerSecond.OrderBy(x => x.Key).Select(x => (x.Key, x.Value))];
        Exits = spec.Guest is null ? [] : new long[Enum.GetValues<ExitReason>().Length];
    }

    /// <summary>Name for people.</summary>
    public string Name => Spec.Name;

    /// <summary>Its address space.</summary>
    public MachineProcess Process { get; }

    /// <summary>Where it stands in its program.</summary>
    public ProgramCursor Cursor { get; }

    /// <summary>Whether it can run.</summary>
    public TaskState State { get; internal set; }

    /// <summary>Hardware thread that it runs on, or ran on last.</summary>
    public int CpuIndex => Cpu.Index;

    /// <summary>Whether it is on a hardware thread now.</summary>
    public bool IsRunning => Cpu.Current == this;

    /// <summary>Time on a hardware thread, overheads included, up to the last accounting.</summary>
    public long RunNs { get; internal set; }

    /// <summary>Runnable but not running: the guest's steal time, the VMware ready time.</summary>
    public long WaitNs { get; internal set; }

    /// <summary>Work done, in ns at full speed.</summary>
    public double WorkNs => WorkUnits / 1024.0;

    /// <summary>Times it gave up the thread by itself.</summary>
    public long VoluntarySwitches { get; internal set; }

    /// <summary>Times the thread was taken away.</summary>
    public long InvoluntarySwitches { get; internal set; }

    /// <summary>Times it changed the hardware thread.</summary>
    public long Migrations { get; internal set; }

    /// <summary>Times the thread was taken away while it held a spinning lock.</summary>
    public long HolderPreemptions { get; internal set; }

    /// <summary>Wake-ups.</summary>
    public long Wakeups { get; internal set; }

    /// <summary>Sum of times from wake-up to running.</summary>
    public long WakeLatencyNs { get; internal set; }

    /// <summary>Longest time from wake-up to running.</summary>
    public long WakeLatencyMaxNs { get; internal set; }

    /// <summary>Every wake-up latency, if asked for.</summary>
    public IReadOnlyList<long> WakeLatenciesNs => Latencies ?? [];

    /// <summary>Exits by <see cref="ExitReason"/>; empty unless it is a virtual CPU.</summary>
    public IReadOnlyList<long> ExitCounts => Exits;

    /// <summary>Virtual run time in ns; relative to no queue while it is blocked.</summary>
    public long VirtualRuntimeNs => Entity.Vruntime;

    internal long[] Exits { get; }

    internal long WorkUnits { get; set; }

    internal bool Waits => SpinsOn is not null || Polling;

    internal bool IsVcpu => Spec.Guest is not null;

    internal bool Allows(int cpu) => Spec.Affinity is null || Spec.Affinity[cpu];
}
