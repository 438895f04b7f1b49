namespace Cloud.ControlPlane.Resources;

/// <summary>Every kind of resource that a project can have beside its instances.</summary>
public static class ResourceKinds
{
    public static ResourceKind KeyPair { get; } = new("key-pair", "key pair", "key-pairs", Limit: 100);

    public static IReadOnlyList<ResourceKind> All { get; } = [KeyPair];

    public static ResourceKind? Find(string name) => All.FirstOrDefault(kind => string.Equals(kind.Name, name, StringComparison.Ordinal));
}
