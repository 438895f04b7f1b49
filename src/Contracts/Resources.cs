namespace Cloud.Contracts;

/// <summary>What every resource of a project shows.</summary>
public abstract class ResourceView
{
    public required Guid Id { get; init; }
    public required Guid Project { get; init; }

    /// <summary>Unique among the project's resources of this kind.</summary>
    public required string Name { get; init; }
    public required Dictionary<string, string> Labels { get; init; }

    /// <summary>Rises with every change; the ETag.</summary>
    public required long Version { get; init; }
    public required Guid CreatedBy { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }
}

/// <summary>Replaces all labels of a resource.</summary>
public sealed class ReplaceLabelsBody
{
    public required Dictionary<string, string> Labels { get; init; }
}
