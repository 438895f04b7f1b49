namespace Cloud.Contracts;

/// <summary>Asks to move an instance to another host of its zone.</summary>
public sealed class MigrateInstanceBody
{
    /// <summary>The instance, of any project.</summary>
    public required Guid Instance { get; init; }

    /// <summary>Where to; left out, the scheduler chooses.</summary>
    /// <example>z1-r01-h02</example>
    public string? Host { get; init; }

    /// <summary>live (pre-copy while it runs), post-copy (it moves first, its memory follows) or cold (it is stopped for it).</summary>
    /// <example>live</example>
    public string Mode { get; set; } = "live";

    /// <summary>Longest downtime at which the last round may begin, ms.</summary>
    public double DowntimeLimitMs { get; set; } = 300;

    /// <summary>Slow the guest down while it writes faster than half the transfer.</summary>
    public bool AutoConverge { get; set; }

    /// <summary>When pre-copy does not converge, finish by post-copy instead of giving up.</summary>
    public bool PostCopyFallback { get; set; }

    /// <summary>Most that it may take of the network, MiB/s; left out, its share of the network cards.</summary>
    public double? MibPerSecond { get; init; }
}

/// <summary>How a migration stands, as its hosts see it.</summary>
public sealed class MigrationView
{
    /// <summary>prepared, stopping, disk, copying, switching, handed-over, received, pulling, finished or failed.</summary>
    public required string Phase { get; init; }

    /// <summary>Whether memory follows the guest.</summary>
    public required bool PostCopy { get; init; }

    /// <summary>Sent so far, MiB.</summary>
    public required double SentMib { get; init; }

    /// <summary>Left in the phase under way, MiB.</summary>
    public required double LeftMib { get; init; }

    /// <summary>Dirty pages of 4 KiB: what the next round has to send.</summary>
    public required long DirtyPages { get; init; }

    /// <summary>How fast the guest writes, MiB/s, after throttling.</summary>
    public required double DirtyMibPerSecond { get; init; }

    /// <summary>What the network gives it, MiB/s.</summary>
    public required double MibPerSecond { get; init; }

    /// <summary>How long the guest would stand still if it were switched over now, ms.</summary>
    public required double ExpectedDowntimeMs { get; init; }

    /// <summary>How long it stood still, ms; null before the switch-over.</summary>
    public double? DowntimeMs { get; init; }

    /// <summary>Rounds of pre-copy so far.</summary>
    public required IReadOnlyList<MigrationRoundView> Rounds { get; init; }

    /// <summary>Why it failed, or null.</summary>
    public string? Failure { get; init; }
}

/// <param name="Number">1, 2, 3 …</param>
/// <param name="Mib">Sent, MiB.</param>
/// <param name="DurationMs">How long it took, ms.</param>
/// <param name="DirtiedMib">Written by the guest meanwhile, MiB.</param>
/// <param name="Throttle">Share of its time that the guest was held back.</param>
public sealed record MigrationRoundView(int Number, double Mib, double DurationMs, double DirtiedMib, double Throttle);

/// <summary>An instance between hosts (operators).</summary>
public sealed class MovingInstanceView
{
    public required Guid Instance { get; init; }
    public required Guid Project { get; init; }
    public required string Name { get; init; }
    public required string State { get; init; }

    /// <summary>preparing, copying, switching or pulling; null when only something is left to be let go.</summary>
    public string? Stage { get; init; }

    /// <summary>live, post-copy or cold; null as above.</summary>
    public string? Mode { get; init; }

    /// <summary>The host it is placed on.</summary>
    public required string Host { get; init; }

    /// <summary>The host it goes to, while it is not there yet.</summary>
    public string? Target { get; init; }

    /// <summary>Hosts that have not confirmed to have let it go.</summary>
    public required IReadOnlyList<string> LettingGo { get; init; }
    public MigrationView? Progress { get; init; }
}

/// <summary>How far a host has been emptied.</summary>
/// <param name="State">draining, paused or ready (empty: it can be switched off).</param>
/// <param name="Remaining">Instances still on it.</param>
/// <param name="Moving">Of these, on their way now.</param>
/// <param name="LettingGo">Instances that have left and that the host has not confirmed to have let go.</param>
/// <param name="MaxConcurrent">Most at the same time.</param>
/// <param name="AllowCold">Whether guests may be stopped for it.</param>
/// <param name="Stuck">Who cannot go at present, with the reason.</param>
public sealed record DrainView(string State, int Remaining, int Moving, int LettingGo, int MaxConcurrent, bool AllowCold, IReadOnlyList<StuckInstanceView> Stuck);

/// <param name="Instance">Who.</param>
/// <param name="Name">Its name in its project.</param>
/// <param name="Reason">Why.</param>
public sealed record StuckInstanceView(Guid Instance, string Name, string Reason);
