using Cloud.Domain.Identity;

namespace Cloud.ControlPlane.Operator.Faults;

public readonly record struct FaultId(Guid Value)
{
    public override string ToString() => Value.ToString("D");
}

/// <summary>Where a fault strikes: a host, a rack of a zone, a zone, or everywhere when all are null.</summary>
public sealed record FaultTarget(HostId? Host, ZoneId? Zone, string? Rack)
{
    public static FaultTarget Everywhere { get; } = new(null, null, null);

    public override string ToString() => Host is { } host ? $"host {host}" : Rack is not null ? $"rack {Rack} of {Zone}" : Zone is { } zone ? $"zone {zone}" : "all hosts";
}

/// <summary>How a fault ended.</summary>
public enum FaultEnd
{
    /// <summary>Somebody healed it.</summary>
    Healed,

    /// <summary>Its time was up.</summary>
    Expired,
}

/// <summary>A fault that was ordered: the resource, and the record of who did what to the world and when.</summary>
/// <param name="Id">Id.</param>
/// <param name="Kind">What goes wrong.</param>
/// <param name="Target">Where, as it was asked.</param>
/// <param name="Hosts">The hosts it strikes.</param>
/// <param name="Parameters">How bad it is.</param>
/// <param name="Drill">The drill it belongs to, or null.</param>
/// <param name="By">Who ordered it.</param>
/// <param name="StartedAt">When.</param>
/// <param name="EndsAt">When it ends by itself, or null: it stays until it is healed.</param>
public sealed record FaultRecord(
    FaultId Id, FaultKind Kind, FaultTarget Target, IReadOnlyList<HostId> Hosts, FaultParameters Parameters, string? Drill,
    UserId By, DateTimeOffset StartedAt, DateTimeOffset? EndsAt)
{
    /// <summary>When it ended, or null while it is in force.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>How it ended, or null while it is in force.</summary>
    public FaultEnd? End { get; init; }

    /// <summary>Who healed it, or null.</summary>
    public UserId? EndedBy { get; init; }

    /// <summary>In words: <c>slow-host, 8 times as slow</c>.</summary>
    public string Description => $"{Kind.Name()}, {Parameters.Describe(Kind)}";
}
