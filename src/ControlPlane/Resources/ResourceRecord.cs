using System.Text.Json.Serialization;
using Cloud.ControlPlane.Iaas.KeyPairs;
using Cloud.Domain.Identity;

namespace Cloud.ControlPlane.Resources;

/// <summary>
/// Something of a project that is not an instance, as stored. Immutable; a change is a new record. A new kind is one record here (with its
/// line above the class) and one line in <see cref="ResourceKinds"/>.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(KeyPairRecord), "key-pair")]
public abstract record ResourceRecord
{
    private protected ResourceRecord(ResourceKind kind) => Kind = kind;

    public required ResourceId Id { get; init; }
    public required ProjectId Project { get; init; }

    /// <summary>Unique among the resources of its kind in the project.</summary>
    public required string Name { get; init; }
    public required IReadOnlyDictionary<string, string> Labels { get; init; }

    /// <summary>Rises with every change of the record; the ETag.</summary>
    public required long Version { get; init; }
    public required UserId CreatedBy { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>What it is.</summary>
    [JsonIgnore]
    public ResourceKind Kind { get; }
}
