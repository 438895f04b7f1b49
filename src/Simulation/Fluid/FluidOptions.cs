using Cloud.Domain.Hardware.Costs.Memory;
using Cloud.Simulation.Machine;

namespace Cloud.Simulation.Fluid;

/// <summary>How a host is set up, besides its profile.</summary>
public sealed record FluidOptions
{
    /// <summary>Memory-stall fraction of the load, which decides what SMT gives (5.4); the event-level machine has the same default.</summary>
    public double StallFraction { get; init; } = 0.4;

    /// <summary>Clock ticks per second on a busy thread (2.5).</summary>
    public int TickHz { get; init; } = 1000;

    /// <summary>Scheduling class of the kernel; decides the slice.</summary>
    public SchedulerKind Scheduler { get; init; }

    /// <summary>Memory that the host keeps for itself, bytes.</summary>
    public double ReservedBytes { get; init; } = 4L << 30;

    /// <summary>Page sharing between guests of one image.</summary>
    public bool SharesPages { get; init; }

    /// <summary>How alike the guests of one image are (8.4).</summary>
    public SharingMix Sharing { get; init; } = SharingMix.Heterogeneous;

    /// <summary>What the mechanisms around a task cost; without, only scheduling and contention remain (the machine's <see cref="MachineParameters.Ideal"/>).</summary>
    public bool HasOverheads { get; init; } = true;
}
