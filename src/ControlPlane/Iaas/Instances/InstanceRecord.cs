using Cloud.ControlPlane.Hosts;
using Cloud.Domain.Iaas;
using Cloud.Domain.Identity;
using Cloud.Domain.Placement;
using Cloud.Scheduler.Pipeline;

namespace Cloud.ControlPlane.Iaas.Instances;

/// <summary>An instance as stored: what is wanted, where it was placed and what was last observed. Immutable; a change is a new record.</summary>
public sealed record InstanceRecord
{
    public required InstanceId Id { get; init; }
    public required ProjectId Project { get; init; }

    /// <summary>Unique in the project.</summary>
    public required string Name { get; init; }
    public required InstanceKind Kind { get; init; }
    public required FlavorId Flavor { get; init; }
    public required ImageId Image { get; init; }

    /// <summary>The flavor's shape at creation.</summary>
    public required InstanceShape Shape { get; init; }
    public required IReadOnlyDictionary<string, string> Labels { get; init; }
    public required InstanceState State { get; init; }
    public required DesiredPower Desired { get; init; }

    /// <summary>Rises whenever what is wanted changes; a host report about an older one is stale.</summary>
    public required Generation Generation { get; init; }

    /// <summary>Rises with every change of the record; the ETag.</summary>
    public required long Version { get; init; }

    /// <summary>How often a reboot was asked; the host compares it with its own count.</summary>
    public required int Reboots { get; init; }
    public required CellId Cell { get; init; }
    public required ZoneId Zone { get; init; }
    public required HostPlacement Placement { get; init; }

    /// <summary>Its group, priority and whether it may be preempted.</summary>
    public PlacementTerms Terms { get; init; } = PlacementTerms.None;

    /// <summary>The profile that placed it.</summary>
    public required string Policy { get; init; }

    /// <summary>Why it is where it is.</summary>
    public required PlacementExplanation Explanation { get; init; }

    /// <summary>The operation that is still open on it, if any.</summary>
    public OperationId? OpenOperation { get; init; }

    /// <summary>Why it is in <see cref="InstanceState.Error"/>, or null.</summary>
    public string? Fault { get; init; }
    public required UserId CreatedBy { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>When the guest last became ready, or null when it is not running.</summary>
    public DateTimeOffset? RunningSince { get; init; }

    /// <summary>Its way between hosts, and what it left behind there; null for an instance that holds its placement alone.</summary>
    public InstanceMoves? Moves { get; init; }
}

/// <summary>State of a durable operation.</summary>
public enum OperationState
{
    Running,
    Succeeded,
    Failed,
}

/// <summary>One step an operation went through.</summary>
/// <param name="Name"><c>accepted</c>, <c>placed</c>, then the host's phases, then <c>ready</c>.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="DurationMs">How long it took in the modelled world, milliseconds; null while it runs.</param>
public sealed record OperationStep(string Name, DateTimeOffset StartedAt, double? DurationMs);

/// <summary>A durable long-running action on one instance.</summary>
public sealed record OperationRecord
{
    public required OperationId Id { get; init; }
    public required ProjectId Project { get; init; }
    public required InstanceId Instance { get; init; }
    public required string InstanceName { get; init; }

    /// <summary><c>instance.create</c>, <c>instance.start</c>, <c>instance.stop</c>, <c>instance.reboot</c>, <c>instance.delete</c>.</summary>
    public required string Kind { get; init; }
    public required OperationState State { get; init; }

    /// <summary>0 to 100.</summary>
    public required int Percent { get; init; }
    public required IReadOnlyList<OperationStep> Steps { get; init; }
    public required UserId RequestedBy { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Why it failed, in a sentence for the tenant.</summary>
    public string? Failure { get; init; }

    /// <summary>For a migration: rounds, bytes, dirty memory and the downtime to expect, as the source last said.</summary>
    public MigrationProgress? Migration { get; init; }
}

/// <summary>Something that happened in a project; append-only, numbered without gaps going backwards.</summary>
/// <param name="Sequence">Rises over the whole region; the id of the server-sent event.</param>
/// <param name="Project">The project it belongs to.</param>
/// <param name="Type"><c>instance.creating</c>, <c>instance.running</c>, … <c>instance.deleted</c>, <c>network.created</c> ….</param>
/// <param name="Subject">What it is about.</param>
/// <param name="State">Its state after the event, as named in the API.</param>
/// <param name="Version">Its version after the event.</param>
/// <param name="Operation">The operation it belongs to, if any.</param>
/// <param name="Host">The host, if placed.</param>
/// <param name="Actor">Who caused it; <see cref="UserId.System"/> for a host report.</param>
/// <param name="At">When.</param>
/// <param name="Message">One sentence for a person.</param>
public sealed record EventRecord(
    long Sequence,
    ProjectId Project,
    string Type,
    EventSubject Subject,
    string State,
    long Version,
    OperationId? Operation,
    HostId? Host,
    UserId Actor,
    DateTimeOffset At,
    string Message)
{
    /// <summary>The instance it is about, or null when it is about something else.</summary>
    public InstanceId? Instance => Subject.IsInstance ? new InstanceId(Subject.Id) : null;
}

/// <summary>What an event is about.</summary>
/// <param name="Kind"><see cref="InstanceKind"/> or the name of a kind of resource.</param>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name at that time.</param>
public readonly record struct EventSubject(string Kind, Guid Id, string Name)
{
    /// <summary>The kind of all instances.</summary>
    public const string InstanceKind = "instance";

    public bool IsInstance => string.Equals(Kind, InstanceKind, StringComparison.Ordinal);

    public static EventSubject Of(InstanceRecord instance) => new(InstanceKind, instance.Id.Value, instance.Name);

    public static EventSubject Of(Reservations.ReservationRecord reservation) => new("reservation", reservation.Id.Value, reservation.Name);

    public static EventSubject Of(Resources.ResourceRecord resource) => new(resource.Kind.Name, resource.Id.Value, resource.Name);
}
