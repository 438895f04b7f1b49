namespace Cloud.Contracts;

/// <summary>Asks for room to be kept: so many places for one kind and flavor, all in one zone.</summary>
public sealed class CreateReservationBody
{
    /// <summary>Unique among the reservations of the project: 1 to 63 lower-case letters, digits, dots and dashes.</summary>
    /// <example>exam-week</example>
    public required string Name { get; init; }

    /// <summary>vm, microvm or container.</summary>
    /// <example>microvm</example>
    public required string Kind { get; init; }

    /// <summary>Name of a flavor.</summary>
    /// <example>micro.small</example>
    public required string Flavor { get; init; }

    /// <summary>Places, 1 to 1000.</summary>
    /// <example>12</example>
    public required int Count { get; init; }

    /// <summary>Availability zone; omitted or null lets the scheduler choose one that takes all places.</summary>
    public string? Zone { get; init; }

    /// <summary>The group that the places, and so the instances on them, are members of; or null.</summary>
    public InstanceGroupBody? Group { get; init; }

    /// <summary>When it ends by itself; omitted or null: when it is deleted.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }
}

/// <summary>Room that is kept for a project. Free places count against its quota as instances do.</summary>
public sealed class ReservationView
{
    public required Guid Id { get; init; }
    public required Guid Project { get; init; }
    public required string Name { get; init; }

    /// <summary>vm, microvm or container.</summary>
    public required string Kind { get; init; }
    public required string Flavor { get; init; }

    /// <summary>Of one place.</summary>
    public required int Vcpus { get; init; }

    /// <summary>Of one place.</summary>
    public required long MemoryMib { get; init; }

    /// <summary>Of one place.</summary>
    public required int DiskGib { get; init; }
    public required string Zone { get; init; }

    /// <summary>The group its places are members of, or null.</summary>
    public string? Group { get; init; }

    /// <summary>Places, used or not.</summary>
    public required int Count { get; init; }

    /// <summary>Places with an instance on them.</summary>
    public required int Used { get; init; }

    /// <summary>Where the free places are; the first is claimed first.</summary>
    public required IReadOnlyList<PlacementView> Free { get; init; }

    /// <summary>Rises with every claim and return; also the ETag.</summary>
    public required long Version { get; init; }
    public required Guid CreatedBy { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it ends by itself, or null.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }
}
