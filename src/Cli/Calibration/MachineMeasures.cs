namespace Cloud.Cli.Calibration;

/// <summary>What was measured on this machine; times in nanoseconds, bandwidth in GB/s.</summary>
internal sealed record MachineMeasures
{
    public required int Processors { get; init; }
    public required long MemoryMib { get; init; }
    public required double ClockGhz { get; init; }
    public required double SyscallNs { get; init; }
    public required double PipeNs { get; init; }
    public required double ThreadSwitchNs { get; init; }

    /// <summary>Null when no child process could be started.</summary>
    public required double? ProcessSwitchNs { get; init; }
    public required double FaultNs { get; init; }
    public required IReadOnlyList<WalkPoint> Caches { get; init; }
    public required IReadOnlyList<WalkPoint> Pages { get; init; }
    public required double OneThreadGBs { get; init; }
    public required double AllThreadsGBs { get; init; }

    /// <summary>What could not be measured, or only with reservations.</summary>
    public required IReadOnlyList<string> Reservations { get; init; }
}
