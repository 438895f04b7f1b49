namespace Cloud.Contracts;

/// <summary>A durable long-running action.</summary>
public sealed class OperationView
{
    public required Guid Id { get; init; }
    public required Guid Project { get; init; }
    public required Guid Instance { get; init; }
    public required string InstanceName { get; init; }

    /// <summary>instance.create, instance.start, instance.stop, instance.reboot or instance.delete.</summary>
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

    /// <summary>instance.creating, instance.running, … instance.deleted.</summary>
    public required string Type { get; init; }
    public required Guid Instance { get; init; }
    public required string InstanceName { get; init; }
    public required string State { get; init; }
    public required long Version { get; init; }
    public Guid? Operation { get; init; }
    public string? Host { get; init; }

    /// <summary>The user who caused it; all zeros for the control plane itself.</summary>
    public required Guid Actor { get; init; }
    public required DateTimeOffset At { get; init; }
    public required string Message { get; init; }
}
