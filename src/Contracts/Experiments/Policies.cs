namespace Cloud.Contracts;

/// <summary>A placement policy: rules that refuse hosts, and scorers that order the rest.</summary>
/// <param name="Name">Use it in a region file (<c>placementProfile</c>) or in a dry run.</param>
/// <param name="Description">When to choose it.</param>
/// <param name="InForce">Whether this region places by it.</param>
/// <param name="Composition">weighted (scaled over the fitting hosts, then added), absolute (added as they are) or lexicographic (the first difference decides).</param>
/// <param name="Indexed">Whether an ordered index can answer; otherwise every decision looks at all hosts.</param>
/// <param name="Scorers">In order.</param>
/// <param name="Filters">The policy's own rules; capacity rules hold in every policy.</param>
public sealed record PolicyView(
    string Name, string Description, bool InForce, string Composition, bool Indexed, IReadOnlyList<PolicyScorerView> Scorers, IReadOnlyList<string> Filters);

/// <param name="Name">A superlative; the term of this name is in every explanation.</param>
/// <param name="Weight">Its say; none where the first difference decides.</param>
public sealed record PolicyScorerView(string Name, double Weight);
