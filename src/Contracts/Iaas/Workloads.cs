namespace Cloud.Contracts;

/// <summary>What the guest of an instance does. Recorded traces cannot be asked for: no archive of recordings is connected to the region.</summary>
public sealed class WorkloadBody
{
    /// <summary>
    /// idle (timers and daemons), web (requests that follow the day), database (transactions on memory and disk), batch (jobs at full speed,
    /// with pauses), memory_hog (touches more and more of its memory), network_function (forwards packets) or schedule (what its points say).
    /// </summary>
    /// <example>web</example>
    public required string Kind { get; init; }

    /// <summary>
    /// Mean requests (web), transactions (database) or packets (network_function) per second, 0.001 to 100000000; null for what fits the vCPUs.
    /// Not for other kinds.
    /// </summary>
    /// <example>200</example>
    public double? RatePerSecond { get; init; }

    /// <summary>The points of a schedule, 1 to 288, ascending in time, the first at 0; null for other kinds.</summary>
    public IReadOnlyList<WorkloadPointBody>? Points { get; init; }

    /// <summary>After how many seconds a schedule begins again, 60 to 2419200; null for a day. Not for other kinds.</summary>
    public double? RepeatSeconds { get; init; }
}

/// <summary>One point of a schedule: it holds until the next one.</summary>
public sealed class WorkloadPointBody
{
    /// <summary>Since the guest became ready and the schedule began, seconds.</summary>
    /// <example>0</example>
    public required double Seconds { get; init; }

    /// <summary>Busy share of the vCPUs, 0 to 1.</summary>
    /// <example>0.5</example>
    public required double Cpu { get; init; }

    /// <summary>Touched share of the memory, 0 to 1.</summary>
    /// <example>0.3</example>
    public double Memory { get; init; }

    /// <summary>Packets sent and received per second.</summary>
    public double PacketsPerSecond { get; init; }

    /// <summary>4 KiB reads and writes per second.</summary>
    public double DiskOperationsPerSecond { get; init; }
}
