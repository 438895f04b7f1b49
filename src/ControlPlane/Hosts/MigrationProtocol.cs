using Cloud.Domain.Hardware.Costs.Migration;
using Cloud.Domain.Identity;

namespace Cloud.ControlPlane.Hosts;

/// <summary>How a guest is moved.</summary>
public enum MigrationMode
{
    /// <summary>Pre-copy: memory is sent in rounds while the guest runs, until what is left fits into the downtime limit.</summary>
    Live,

    /// <summary>The guest moves first and its memory follows. It always ends; while memory follows, the death of either host loses the guest.</summary>
    PostCopy,

    /// <summary>The guest is stopped, its disk is sent, and it starts there again if it ran.</summary>
    Cold,
}

/// <summary>How a migration is to be done; the same until it ends.</summary>
/// <param name="Mode">How.</param>
public sealed record MigrationOptions(MigrationMode Mode)
{
    /// <summary>Longest downtime at which the last round may begin, ms.</summary>
    public double DowntimeLimitMs { get; init; } = MigrationConstants.DowntimeLimitMs;

    /// <summary>Slow the vCPUs down while the guest writes faster than half the transfer.</summary>
    public bool AutoConverge { get; init; }

    /// <summary>When pre-copy does not converge, finish by post-copy instead of giving up.</summary>
    public bool PostCopyFallback { get; init; }

    /// <summary>Most that it may take of the network, MiB/s; null for its share of the cards.</summary>
    public double? MibPerSecond { get; init; }
}

/// <summary>Where a migration stands on a host.</summary>
public enum MigrationPhase
{
    /// <summary>The destination holds the place and waits.</summary>
    Prepared,

    /// <summary>The guest shuts down first (cold).</summary>
    Stopping,

    /// <summary>The local disk is sent.</summary>
    Disk,

    /// <summary>Rounds of memory are sent while the guest runs.</summary>
    Copying,

    /// <summary>The guest stands still and the rest is sent.</summary>
    Switching,

    /// <summary>The source has handed everything over, and will not run the guest of this generation any more.</summary>
    HandedOver,

    /// <summary>The destination has everything it needs to run the guest, and runs it when it is told to.</summary>
    Received,

    /// <summary>The guest runs at the destination and its memory follows (post-copy).</summary>
    Pulling,

    /// <summary>Nothing is left to be sent.</summary>
    Finished,

    /// <summary>It has come to nothing on this host; the reason says why.</summary>
    Failed,
}

/// <summary>One round of pre-copy.</summary>
/// <param name="Number">1, 2, 3 …</param>
/// <param name="Mib">Sent, MiB.</param>
/// <param name="DurationMs">How long it took.</param>
/// <param name="DirtiedMib">Written by the guest meanwhile, MiB: what the next round has to send.</param>
/// <param name="Throttle">Share of its time that the guest was held back, 0 to 1.</param>
public sealed record MigrationRound(int Number, double Mib, double DurationMs, double DirtiedMib, double Throttle);

/// <summary>How a migration stands, as its host sees it.</summary>
/// <param name="Phase">The phase.</param>
public sealed record MigrationProgress(MigrationPhase Phase)
{
    /// <summary>Whether memory follows the guest.</summary>
    public bool IsPostCopy { get; init; }

    /// <summary>Sent so far, MiB: disk, memory, and memory again.</summary>
    public double SentMib { get; init; }

    /// <summary>What is to be sent in the phase under way, MiB.</summary>
    public double LeftMib { get; init; }

    /// <summary>Pages of 4 KiB that are dirty: what the next round has to send.</summary>
    public long DirtyPages { get; init; }

    /// <summary>How fast the guest writes to memory it had not yet written to, MiB/s, after throttling.</summary>
    public double DirtyMibPerSecond { get; init; }

    /// <summary>What the network gives it now, MiB/s.</summary>
    public double MibPerSecond { get; init; }

    /// <summary>How long the guest would stand still if it were switched over now, ms.</summary>
    public double ExpectedDowntimeMs { get; init; }

    /// <summary>How long it did stand still, ms; null before the switch-over.</summary>
    public double? DowntimeMs { get; init; }

    /// <summary>Rounds of pre-copy so far; at most <see cref="MigrationConstants.IterationsMax"/>.</summary>
    public IReadOnlyList<MigrationRound> Rounds { get; init; } = [];

    /// <summary>Why it failed, or null.</summary>
    public string? Failure { get; init; }
}

/// <summary>Admit this instance and hold its place for a guest that comes from another host; run nothing.</summary>
/// <param name="Held">What it will be, at the generation of the migration.</param>
public sealed record PrepareIncoming(EnsureInstance Held) : HostCommand(Held.Host, Held.Instance, Held.Generation);

/// <summary>Hand this instance over to another host, which holds a place for the same generation.</summary>
/// <param name="Target">Where to.</param>
/// <param name="Options">How.</param>
public sealed record MigrateOut(HostId Host, InstanceId Instance, Generation Generation, HostId Target, MigrationOptions Options)
    : HostCommand(Host, Instance, Generation);

/// <summary>
/// Say that you live. With an echo it also renews the host's lease: the host may run guests until <paramref name="Duration"/> after the moment
/// at which it said what is echoed, by its own watchdog. So a late, lost or doubled renewal never makes a lease longer than was meant.
/// </summary>
/// <param name="EchoNs">The <see cref="HostBeat.TickNs"/> last heard; null renews nothing.</param>
/// <param name="Duration">Length of the lease.</param>
public sealed record RenewLease(HostId Host, long? EchoNs, TimeSpan Duration) : HostCommand(Host, default, default);

/// <summary>A host lives.</summary>
/// <param name="TickNs">Its watchdog's counter, nanoseconds: rises, whatever its clock says.</param>
/// <param name="HasLease">Whether it may run guests.</param>
public sealed record HostBeat(long TickNs, bool HasLease);
