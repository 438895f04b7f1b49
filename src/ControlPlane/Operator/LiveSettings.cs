namespace Cloud.ControlPlane.Operator;

/// <summary>
/// How the region keeps watch over its hosts and moves guests. A lease is long against the loss of single messages and short against the
/// patience of users: at a heartbeat of 5 s, six round trips in a row must be lost before a host that lives stops its guests.
/// </summary>
public sealed record LiveSettings
{
    public static LiveSettings Default { get; } = new();

    /// <summary>Time between two questions to a host.</summary>
    public TimeSpan Heartbeat { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>After three missed beats a host is suspect.</summary>
    public TimeSpan SuspectAfter { get; init; } = TimeSpan.FromSeconds(16);

    /// <summary>How long a host may run guests after it was last heard.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Waited after the end of a lease: watchdogs differ by far less, and killing guests takes less time.</summary>
    public TimeSpan LeaseMargin { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Silence after which a host is down, if its lease is over too.</summary>
    public TimeSpan DownAfter { get; init; } = TimeSpan.FromSeconds(33);

    /// <summary>Whether what was on a host that is down starts again elsewhere without being asked.</summary>
    public bool AutoEvacuate { get; init; } = true;

    /// <summary>Whether guests are moved away from noisy neighbours without being asked.</summary>
    public bool RelieveNoisyNeighbours { get; init; }

    /// <summary>Most that one migration takes of the network, MiB/s; null for its share of the cards.</summary>
    public double? MigrationMibPerSecond { get; init; }
}
