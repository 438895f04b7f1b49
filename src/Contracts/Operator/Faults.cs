namespace Cloud.Contracts;

/// <summary>Makes something go wrong in the modelled world.</summary>
public sealed class InjectFaultBody
{
    /// <summary>host-crash, slow-host, rack-power-loss, partition, lost-messages, late-messages, duplicated-messages, reordered-messages, stale-reports, disk-full or clock-skew.</summary>
    /// <example>slow-host</example>
    public required string Kind { get; init; }

    /// <summary>Where; left out, everywhere.</summary>
    public FaultTargetBody? Target { get; init; }

    /// <summary>How long, in seconds of real time, 1 to 86,400; left out, until it is healed.</summary>
    /// <example>120</example>
    public int? DurationSeconds { get; init; }

    /// <summary>Share of messages or reports, 0 to 1: for the kinds about messages and for stale-reports.</summary>
    public double? Rate { get; init; }

    /// <summary>slow-host: how many times as long everything takes, 1 to 1,000.</summary>
    public double? Factor { get; init; }

    /// <summary>late-messages: longest lateness, ms of the modelled world, 0 to 60,000.</summary>
    public double? DelayMs { get; init; }

    /// <summary>partition: both, to-hosts (they hear nothing) or from-hosts (what they say is lost).</summary>
    public string? Direction { get; init; }

    /// <summary>clock-skew: seconds on the host's clock per second, 0.5 to 2.</summary>
    public double? ClockRate { get; init; }

    /// <summary>clock-skew: how far the host's clock is ahead (below 0: behind) at the beginning, seconds, at most a day.</summary>
    public double? OffsetSeconds { get; init; }
}

/// <summary>Where a fault strikes: a host; a rack with its zone; a zone; nothing at all for everywhere.</summary>
public sealed class FaultTargetBody
{
    /// <summary>A host by name.</summary>
    /// <example>z1-r01-h01</example>
    public string? Host { get; init; }

    /// <summary>A zone, alone or with a rack.</summary>
    public string? Zone { get; init; }

    /// <summary>A rack of that zone.</summary>
    public string? Rack { get; init; }
}

/// <summary>Starts a drill.</summary>
public sealed class StartDrillBody
{
    /// <summary>Only in this zone; left out, in the zone with most instances.</summary>
    public string? Zone { get; init; }

    /// <summary>How long, in seconds of real time, 1 to 86,400; left out, as the drill says.</summary>
    public int? DurationSeconds { get; init; }
}

/// <summary>A fault that was ordered, in force or ended.</summary>
public sealed class FaultView
{
    public required Guid Id { get; init; }
    public required string Kind { get; init; }

    /// <summary>active, healed or expired.</summary>
    public required string State { get; init; }

    /// <summary>Where, in words.</summary>
    public required string Target { get; init; }

    /// <summary>How bad it is, in words.</summary>
    public required string Description { get; init; }

    /// <summary>Number of hosts it strikes.</summary>
    public required int HostCount { get; init; }

    /// <summary>The first hosts it strikes, at most 100.</summary>
    public required IReadOnlyList<string> Hosts { get; init; }

    /// <summary>Seconds of real time; null: until it is healed.</summary>
    public int? DurationSeconds { get; init; }

    /// <summary>The drill it belongs to, or null.</summary>
    public string? Drill { get; init; }

    /// <summary>Who ordered it.</summary>
    public required Guid By { get; init; }
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it ends by itself, or null.</summary>
    public DateTimeOffset? EndsAt { get; init; }

    /// <summary>When it ended, or null.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Who healed it, or null.</summary>
    public Guid? EndedBy { get; init; }
}

/// <summary>A fault that strikes a host now.</summary>
/// <param name="Id">The fault.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Description">How bad it is, in words.</param>
/// <param name="EndsAt">When it ends by itself, or null.</param>
public sealed record HostFaultView(Guid Id, string Kind, string Description, DateTimeOffset? EndsAt);

/// <summary>A ready set of faults.</summary>
/// <param name="Name">What to ask for.</param>
/// <param name="Title">For people.</param>
/// <param name="Description">What happens.</param>
/// <param name="DurationSeconds">How long, when nothing else is asked.</param>
/// <param name="Watch">What to look at while it goes on.</param>
public sealed record DrillView(string Name, string Title, string Description, int DurationSeconds, IReadOnlyList<string> Watch);
