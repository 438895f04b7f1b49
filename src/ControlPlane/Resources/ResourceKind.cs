using Cloud.ControlPlane.Core;

namespace Cloud.ControlPlane.Resources;

/// <summary>A kind of resource, as data: how it is called, how many a project may have, and what keeps one from being deleted.</summary>
/// <param name="Name">As in events and in the store: <c>network</c>.</param>
/// <param name="Noun">In sentences: <c>network</c>, <c>security group</c>.</param>
/// <param name="Plural">The quota's name and the path's last word: <c>networks</c>.</param>
/// <param name="Limit">Most of them in a project.</param>
public sealed record ResourceKind(string Name, string Noun, string Plural, int Limit)
{
    /// <summary>What still uses a resource, as words for the owner (<c>port web-1 on it</c>); null when nothing does.</summary>
    public Func<ClusterState, ResourceRecord, string?> InUse { get; init; } = static (_, _) => null;

    public override string ToString() => Name;
}
