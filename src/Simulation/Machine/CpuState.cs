using Cloud.Simulation.Engine;
using Cloud.Simulation.Machine.Scheduling;

namespace Cloud.Simulation.Machine;

/// <summary>One hardware thread of the machine.</summary>
internal sealed class CpuState
{
    /// <summary>Speed of a thread whose core is its own, in units per ns.</summary>
    public const int FullSpeed = 1024;

    public required int Index { get; init; }
    public required int Core { get; init; }
    public required int Complex { get; init; }
    public required FootprintState CoreCache { get; init; }
    public required FootprintState ComplexCache { get; init; }

    /// <summary>The other thread of the core; null without SMT.</summary>
    public CpuState? Sibling;
    public RunQueue Root = null!;
    public MachineTask? Current;

    /// <summary>Whose context is loaded: stays while idle.</summary>
    public MachineTask? Loaded;
    public MachineTask? QueuedFirst;
    public EventHandle Progress;
    public EventHandle Tick;
    public bool NeedsReschedule;
    public int Speed = FullSpeed;
    public long ChargedAtNs;
    public long NextBalanceNs;
    public long IdleNs;
    public long ContentionUnits;
    public long Switches;
    public readonly long[] Units = new long[8];

    /// <summary>Address spaces whose TLB tags live, most recent first.</summary>
    public readonly List<int> Tags = [];
}

/// <summary>Bytes touched so far in a cache, by whomever; differences tell what a sleeper missed.</summary>
internal sealed class FootprintState
{
    public long Bytes;
    public MachineProcess? LastProcess;
}
