namespace Cloud.Contracts;

/// <summary>A durable long-running action.</summary>
public sealed class OperationView
{
    public required Guid Id { get; init; }
    public required Guid Project { get; init; }
    public required Guid Instance { get; init; }
    public required string InstanceName { get; init; }

    /// <summary>instance.create, instance.start, instance.stop, instance.reboot, instance.delete, instance.migrate or instance.evacuate.</summary>
    public required string Kind { get; init; }

    /// <summary>running, succeeded or failed.</summary>
    public required string State { get; init; }

    /// <summary>0 to 100.</summary>
    public required int Percent { get; init; }
    public required IReadOnlyList<OperationStepView> Steps { get; init; }
    public required Guid RequestedBy { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Why it failed, or null.</summary>
    public string? Failure { get; init; }

    /// <summary>instance.migrate: how it stands; null for other operations and before its hosts have spoken.</summary>
    public MigrationView? Migration { get; init; }
}

/// <param name="Name">accepted, placed, the host's phases, ready.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="DurationMs">Duration in the modelled world, milliseconds.</param>
public sealed record OperationStepView(string Name, DateTimeOffset StartedAt, double? DurationMs);

/// <summary>Something that happened in a project. The server-sent event carries it as data, its sequence as id and its type as event.</summary>
public sealed class EventView
{
    public required long Sequence { get; init; }
    public required Guid Project { get; init; }

    /// <summary>instance.creating, instance.running, … instance.deleted, network.created ….</summary>
    public required string Type { get; init; }

    /// <summary>What it is about.</summary>
    public required EventSubjectView Subject { get; init; }

    /// <summary>The subject's id when it is an instance.</summary>
    public Guid? Instance { get; init; }

    /// <summary>The subject's name when it is an instance.</summary>
    public string? InstanceName { get; init; }
    public required string State { get; init; }
    public required long Version { get; init; }
    public Guid? Operation { get; init; }
    public string? Host { get; init; }

    /// <summary>The user who caused it; all zeros for the control plane itself.</summary>
    public required Guid Actor { get; init; }
    public required DateTimeOffset At { get; init; }
    public required string Message { get; init; }
}

/// <summary>What an event is about.</summary>
/// <param name="Kind">instance, or a kind of resource: network, volume …</param>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name at that time.</param>
public sealed record EventSubjectView(string Kind, Guid Id, string Name);
