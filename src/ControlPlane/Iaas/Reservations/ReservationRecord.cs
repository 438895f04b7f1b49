using Cloud.ControlPlane.Iaas.Instances;
using Cloud.Domain.Iaas;
using Cloud.Domain.Identity;
using Cloud.Domain.Placement;

namespace Cloud.ControlPlane.Iaas.Reservations;

/// <summary>
/// Room that is kept for a project: so many times one flavor and kind, in one zone. A free place holds its room in the ledger and counts
/// against the quota; an instance that claims one takes the room over as it is, and gives it back to the reservation when it goes.
/// Immutable; a change is a new record.
/// </summary>
public sealed record ReservationRecord
{
    /// <summary>Most places of one reservation.</summary>
    public const int MaxCount = 1000;

    /// <summary>Most reservations of one project.</summary>
    public const int MaxPerProject = 100;

    public required ReservationId Id { get; init; }
    public required ProjectId Project { get; init; }

    /// <summary>Unique among the reservations of the project.</summary>
    public required string Name { get; init; }
    public required InstanceKind Kind { get; init; }
    public required FlavorId Flavor { get; init; }

    /// <summary>The flavor's shape when it was reserved: what one place holds.</summary>
    public required InstanceShape Shape { get; init; }
    public required CellId Cell { get; init; }
    public required ZoneId Zone { get; init; }

    /// <summary>Places, used or not, 1 to <see cref="MaxCount"/>.</summary>
    public required int Count { get; init; }

    /// <summary>The group that its places, and so the instances on them, are members of; or null.</summary>
    public GroupTerms? Group { get; init; }

    /// <summary>Places without an instance: what is held for whoever claims it next. The first is claimed first.</summary>
    public required IReadOnlyList<HostPlacement> Free { get; init; }

    /// <summary>The profile that placed it.</summary>
    public required string Policy { get; init; }

    /// <summary>Rises with every claim and return; the ETag.</summary>
    public required long Version { get; init; }
    public required UserId CreatedBy { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it ends by itself; null = when it is deleted.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Places with an instance on them.</summary>
    public int Used => Count - Free.Count;

    /// <summary>Without one of its free places: an instance has it now.</summary>
    public ReservationRecord Without(HostPlacement place) => this with { Free = [.. Free.Where(free => !ReferenceEquals(free, place))], Version = Version + 1 };

    /// <summary>With a place that its instance has left, wherever the instance was by then.</summary>
    public ReservationRecord With(HostPlacement place) => this with { Free = [.. Free, place], Version = Version + 1 };
}
