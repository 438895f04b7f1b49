namespace Cloud.ControlPlane.Telemetry;

/// <summary>
/// What the store keeps at most. A series takes 3.5 kB: 300 seconds × 4 B (mean) and 120 minutes and 72 hours × 12 B (mean, minimum, maximum).
/// A history is the series of one subject: 91 kB for an instance, 105 kB and 14 kB per NUMA node for a host, 105 kB for a rack or a zone.
/// </summary>
public sealed record TelemetryLimits
{
    /// <summary>Instances with history; beyond, the ones asked for longest ago lose theirs. Last values and totals of all others take about 260 B each.</summary>
    public int InstanceHistories { get; init; } = 512;

    /// <summary>Hosts with history.</summary>
    public int HostHistories { get; init; } = 256;

    /// <summary>Instances in all; what is beyond is counted and otherwise ignored.</summary>
    public int Instances { get; init; } = 1_000_000;

    /// <summary>Live followers at the same time.</summary>
    public int Followers { get; init; } = 2_000;

    /// <summary>World seconds that last totals of an instance that runs nowhere are kept, so that its counters go on when it starts again.</summary>
    public double KeepAbsentSeconds { get; init; } = 900;

    /// <summary>Points of one series that one answer holds.</summary>
    public const int MaxPoints = 1_000;

    /// <summary>Live values that a follower may lag behind before it is cut off.</summary>
    public const int FollowerBacklog = 64;
}
