using Cloud.Domain.Hardware.Costs.Exits;
using Cloud.Simulation.Machine.Programs;

namespace Cloud.Simulation.Machine;

/// <summary>What a task of the machine is to be.</summary>
/// <param name="Name">Name for people.</param>
/// <param name="Program">What it does.</param>
public sealed record TaskSpec(string Name, IOpSource Program)
{
    /// <summary>Nice level, -20 to 19.</summary>
    public int Nice { get; init; }

    /// <summary>Bytes that it works on; 0 for a task that the caches do not notice.</summary>
    public long WorkingSetBytes { get; init; }

    /// <summary>Hardware threads that it may use; null for all.</summary>
    public CpuMask? Affinity { get; init; }

    /// <summary>Own EEVDF slice in ns (sched_attr.sched_runtime), from 0.1 to 100 ms; 0 for the default.</summary>
    public long SliceNs { get; init; }

    /// <summary>When it starts, in ns of virtual time from now.</summary>
    public long StartInNs { get; init; }

    /// <summary>Set for a virtual CPU: its work happens in guest mode.</summary>
    public GuestProfile? Guest { get; init; }

    /// <summary>Keep every wake-up latency, for a distribution.</summary>
    public bool KeepsLatencies { get; init; }
}

/// <summary>What a guest does to its virtual CPU.</summary>
public sealed record GuestProfile
{
    /// <summary>Exits per second of guest work, by reason.</summary>
    public IReadOnlyDictionary<ExitReason, double> ExitsPerSecond { get; init; } = new Dictionary<ExitReason, double>();

    /// <summary>Time that guest work takes relative to bare metal, for nested walks and remote memory (8.1, 8.7); at least 1.</summary>
    public double WorkScale { get; init; } = 1;

    /// <summary>A halted virtual CPU polls for a while before it sleeps (7.6).</summary>
    public bool HaltPolling { get; init; }
}
