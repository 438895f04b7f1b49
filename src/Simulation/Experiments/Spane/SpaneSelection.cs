namespace Cloud.Simulation.Experiments.Spane;

/// <summary>
/// Which candidate to send against SPANE: the one with the least trimmed mean on the validation starts. The test starts have no part in it.
/// </summary>
/// <param name="Results">All candidates on the validation starts, in their order.</param>
/// <param name="Chosen">The winner; the first of equals.</param>
public sealed record SpaneSelection(IReadOnlyList<SpaneResult> Results, SpanePolicy Chosen)
{
    /// <summary>Hosts at which SPANE was trained, and at which it is met.</summary>
    public const int Hosts = 5;

    /// <summary>Runs the procedure.</summary>
    public static SpaneSelection Run(SpaneSuite validation)
    {
        SpaneResult[] results = [.. SpanePolicy.Candidates.Select(validation.Run)];
        var best = results.MinBy(result => result.TrimmedMean)!;
        return new(results, SpanePolicy.Candidates.First(candidate => string.Equals(candidate.Name, best.Policy, StringComparison.Ordinal)));
    }
}
