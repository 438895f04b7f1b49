namespace Cloud.Domain.Iaas.Workloads;

/// <summary>What a guest is busy with.</summary>
public enum WorkloadKind
{
    /// <summary>Timers and daemons, nothing else.</summary>
    Idle,

    /// <summary>Answers requests that follow the day.</summary>
    Web,

    /// <summary>Transactions around the clock, on memory and disk.</summary>
    Database,

    /// <summary>One job after another at full speed, with pauses.</summary>
    Batch,

    /// <summary>Touches more and more of its memory, up to all of it.</summary>
    MemoryHog,

    /// <summary>Forwards packets.</summary>
    NetworkFunction,

    /// <summary>What a recorded machine used.</summary>
    Trace,

    /// <summary>What its user wrote down.</summary>
    Schedule,
}

/// <summary>One point of a schedule: it holds until the next one.</summary>
/// <param name="Seconds">Since the beginning of the schedule, which repeats after its length.</param>
/// <param name="Cpu">Busy share of the vCPUs, 0 to 1.</param>
/// <param name="Memory">Touched share of the memory, 0 to 1.</param>
/// <param name="PacketsPerSecond">Sent and received.</param>
/// <param name="DiskOperationsPerSecond">4 KiB reads and writes.</param>
public sealed record WorkloadPoint(double Seconds, double Cpu, double Memory, double PacketsPerSecond, double DiskOperationsPerSecond);

/// <summary>What the guest of an instance does, as data.</summary>
/// <param name="Kind">The profile.</param>
public sealed record Workload(WorkloadKind Kind)
{
    /// <summary>Most points of a schedule.</summary>
    public const int PointsMax = 288;

    /// <summary>Most requests, transactions or packets per second.</summary>
    public const double RateMax = 1e8;

    /// <summary>Shortest and longest schedule, seconds: a minute to four weeks.</summary>
    public const double RepeatSecondsMin = 60, RepeatSecondsMax = 28 * 86_400;

    /// <summary>After how many seconds a schedule begins again when nobody says: a day.</summary>
    public const double RepeatSecondsDefault = 86_400;

    /// <summary>
    /// Mean requests (<see cref="WorkloadKind.Web"/>), transactions (<see cref="WorkloadKind.Database"/>) or packets
    /// (<see cref="WorkloadKind.NetworkFunction"/>) per second; null for what fits the vCPUs.
    /// </summary>
    public double? RatePerSecond { get; init; }

    /// <summary>Which archive of recordings, by the name that the operator gave it; null for another kind.</summary>
    public string? Trace { get; init; }

    /// <summary>Which series of the archive, wrapped around its length; null for one by the instance's id.</summary>
    public int? Series { get; init; }

    /// <summary>The points of a schedule, ascending in time, the first at 0; empty for another kind.</summary>
    public IReadOnlyList<WorkloadPoint> Points { get => field ?? []; init; }

    /// <summary>After how many seconds a schedule begins again; null for a day.</summary>
    public double? RepeatSeconds { get; init; }

    /// <summary>What an instance does when nobody says: containers and microVMs serve requests, VMs run a database.</summary>
    public static Workload Default(InstanceKind kind) => kind switch
    {
        InstanceKind.VirtualMachine => Database,
        InstanceKind.MicroVm or InstanceKind.Container => Web,
    };

    private static readonly Workload Database = new(WorkloadKind.Database);
    private static readonly Workload Web = new(WorkloadKind.Web);

    public bool Equals(Workload? other) => other is not null && Kind == other.Kind && RatePerSecond.Equals(other.RatePerSecond)
        && string.Equals(Trace, other.Trace, StringComparison.Ordinal) && Series == other.Series && RepeatSeconds.Equals(other.RepeatSeconds)
        && Points.SequenceEqual(other.Points);

    public override int GetHashCode() => ((int)Kind * 31) + Points.Count;
}
