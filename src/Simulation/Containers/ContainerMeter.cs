using Cloud.Domain.Hardware.Costs.Containers;
using Cloud.Domain.Identity;

namespace Cloud.Simulation.Containers;

/// <summary>What the live model has counted for a container since its last start.</summary>
public readonly record struct ContainerMeter
{
    /// <summary>Seconds since the start.</summary>
    public double UptimeSeconds { get; init; }

    /// <summary>Thread seconds that it ran.</summary>
    public double CpuSeconds { get; init; }

    /// <summary>Thread seconds that it stood still because of cpu.max.</summary>
    public double ThrottledSeconds { get; init; }

    /// <summary>Periods of cpu.max in which it was throttled.</summary>
    public double ThrottledPeriods { get; init; }

    /// <summary>Memory charged to it, bytes; without page cache of its files.</summary>
    public double MemoryBytes { get; init; }

    /// <summary>Of its memory on swap, bytes.</summary>
    public double SwapBytes { get; init; }

    public double ReadBytes { get; init; }

    public double WriteBytes { get; init; }

    public double Reads { get; init; }

    public double Writes { get; init; }

    /// <summary>How often it hit memory.max.</summary>
    public long MemoryMaxEvents { get; init; }

    /// <summary>Processes killed because it was out of memory.</summary>
    public long OomKills { get; init; }

    /// <summary>Time waiting for processors.</summary>
    public PressureStall CpuPressure { get; init; }

    /// <summary>Time waiting for memory.</summary>
    public PressureStall MemoryPressure { get; init; }

    /// <summary>Time waiting for drives.</summary>
    public PressureStall IoPressure { get; init; }
}

/// <summary>Limits of a control group that the live model enforces. Infinite means none.</summary>
/// <param name="QuotaCpus">cpu.max as processors.</param>
/// <param name="Weight">cpu.weight.</param>
/// <param name="MemoryMax">memory.max, bytes.</param>
/// <param name="MemoryHigh">memory.high, bytes.</param>
/// <param name="OperationsPerSecond">The tightest of io.max as operations per second.</param>
/// <param name="BytesPerSecond">The tightest of io.max as bytes per second.</param>
/// <param name="PeriodUs">Period of cpu.max, µs.</param>
public readonly record struct ContainerLimits(
    double QuotaCpus, double Weight, double MemoryMax, double MemoryHigh, double OperationsPerSecond, double BytesPerSecond, double PeriodUs)
{
    private const double Unlimited = double.PositiveInfinity;

    /// <summary>No limit, and the usual weight.</summary>
    public static ContainerLimits None => new(Unlimited, 100, Unlimited, Unlimited, Unlimited, Unlimited, 100_000);

    /// <summary>io.max as operations of one page per second.</summary>
    public double DiskOperations => Math.Min(OperationsPerSecond, BytesPerSecond / 4096);
}

/// <summary>The live model behind the control groups of a host.</summary>
internal interface IContainerMeters
{
    /// <summary>What it counted for a container that runs; null when it does not know it.</summary>
    ContainerMeter? Read(InstanceId container);

    /// <summary>Lets limits take effect from now on.</summary>
    void Limit(InstanceId container, in ContainerLimits limits);

    /// <summary>Time has passed, and these guests run now: counts what happened since the last time.</summary>
    void Follow(IReadOnlyList<GuestFact> running, long nowNs);
}
