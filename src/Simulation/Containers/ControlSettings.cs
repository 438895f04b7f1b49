using Cloud.Domain.Placement;

namespace Cloud.Simulation.Containers;

/// <summary>The written values of a container's control group. With every start of the container they are what its flavor says again.</summary>
internal sealed record ControlSettings
{
    /// <summary>Default period of cpu.max, µs. Source: Linux Documentation/admin-guide/cgroup-v2.rst; confidence: C.</summary>
    public const long DefaultPeriodUs = 100_000;

    /// <summary>Tasks of a container [E]: as large clusters set it, so that a fork bomb stays inside.</summary>
    public const long DefaultPidsMax = 4096;

    /// <summary>Quota of cpu.max, µs per period; null for none.</summary>
    public long? QuotaUs { get; init; }

    public long PeriodUs { get; init; } = DefaultPeriodUs;

    public int Weight { get; init; } = 100;

    /// <summary>Bytes; null for max.</summary>
    public long? MemoryMax { get; init; }

    public long? MemoryHigh { get; init; }

    public bool KillGroup { get; init; }

    public long? PidsMax { get; init; } = DefaultPidsMax;

    public int IoWeight { get; init; } = 100;

    public IoMax Io { get; init; } = IoMax.None;

    /// <summary>What a start gives: as many processors and as much memory as were bought.</summary>
    public static ControlSettings Of(InstanceShape shape) => new()
    {
        QuotaUs = shape.Vcpus * DefaultPeriodUs,
        MemoryMax = shape.MemoryMib * 1024 * 1024,
    };

    /// <summary>What the live model enforces of it.</summary>
    public ContainerLimits Limits => new(
        QuotaUs is { } quota ? (double)quota / PeriodUs : double.PositiveInfinity, Weight, MemoryMax ?? double.PositiveInfinity,
        MemoryHigh ?? double.PositiveInfinity, Tightest(Io.ReadOperations, Io.WriteOperations), Tightest(Io.ReadBytes, Io.WriteBytes), PeriodUs);

    private static double Tightest(long? one, long? other) => Math.Min(one ?? double.PositiveInfinity, other ?? double.PositiveInfinity);
}

/// <summary>io.max of the one drive, per second; null for max.</summary>
internal readonly record struct IoMax(long? ReadBytes, long? WriteBytes, long? ReadOperations, long? WriteOperations)
{
    /// <summary>Device number of the first NVMe drive. Source: Linux Documentation/admin-guide/devices.txt, block extended major; confidence: R+.</summary>
    public const string Device = "259:0";

    public static IoMax None => default;

    public override string ToString() => this == None ? ""
        : $"{Device} rbps={ControlText.Max(ReadBytes)} wbps={ControlText.Max(WriteBytes)} riops={ControlText.Max(ReadOperations)} wiops={ControlText.Max(WriteOperations)}";
}
