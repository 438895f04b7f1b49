using Cloud.Domain.Iaas;
using Cloud.Domain.Identity;
using Cloud.Simulation.Guests;

namespace Cloud.Simulation.Fleet;

/// <summary>How a fleet behaves, apart from what its hosts are.</summary>
public sealed record FleetOptions
{
    /// <summary>Seed of everything drawn: boot times and faults.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Time of a command from control plane to host, milliseconds [E]: half a round trip in one data centre, with a hop through an agent.</summary>
    public double CommandDelayMs { get; init; } = 0.5;

    /// <summary>Time of a report from host to control plane, milliseconds [E].</summary>
    public double ReportDelayMs { get; init; } = 0.5;

    /// <summary>Shape of the log-normal boot times.</summary>
    public double BootSigma { get; init; } = BootPath.SigmaIdle;

    /// <summary>Size of an image, MiB, or null when not known. Called on the fleet's thread.</summary>
    public Func<ImageId, int?> ImageSizeMib { get; init; } = _ => null;

    /// <summary>Whether a host runs guests only while it holds a lease.</summary>
    public bool RequireLease { get; init; }

    /// <summary>Virtual seconds per second of the control plane: a lease is as long for both.</summary>
    public double Speed { get; init; } = 1;

    /// <summary>Lease that a host begins with when guests are adopted, nanoseconds of virtual time.</summary>
    public long AdoptedLeaseNs { get; init; } = 30_000_000_000;

    /// <summary>How fast a guest writes to memory that the last round had already sent, MiB/s; null draws it. Called on the fleet's thread.</summary>
    public Func<InstanceId, double?> DirtyMibPerSecond { get; init; } = _ => null;

    /// <summary>Commands that may wait between two pumps; more are dropped, and the reconciler sends them again.</summary>
    public int InboxMax { get; init; } = 1_000_000;

    /// <summary>How guests live; null for guests that only boot and stop.</summary>
    public LiveOptions? Live { get; init; }

    /// <summary>What happens to messages.</summary>
    public LinkFaults Faults { get; init; } = LinkFaults.None;
}

/// <summary>What a fleet has done since it began; for metrics and for tests of the tests.</summary>
public sealed class FleetCounters
{
    public long CommandsTaken { get; internal set; }

    /// <summary>Commands dropped because the inbox was full or the host unknown.</summary>
    public long CommandsRefused { get; internal set; }

    public long MessagesDropped { get; internal set; }

    public long MessagesDuplicated { get; internal set; }

    public long MessagesDelayed { get; internal set; }

    public long MessagesReordered { get; internal set; }

    /// <summary>Old reports that hosts said again.</summary>
    public long ReportsRepeated { get; internal set; }

    public long ReportsDelivered { get; internal set; }

    public long Boots { get; internal set; }

    public long Refusals { get; internal set; }

    /// <summary>Changes of what hosts hold by their own ledgers: while it stands still, nothing came and nothing went.</summary>
    public long LedgerChanges { get; internal set; }
}
