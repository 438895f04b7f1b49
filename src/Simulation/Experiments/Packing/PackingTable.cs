using Cloud.Scheduler;
using Cloud.Simulation.Workloads.Traces;

namespace Cloud.Simulation.Experiments.Packing;

/// <summary>Means of a policy over the samples.</summary>
/// <param name="Policy">Name of the profile.</param>
/// <param name="Lifetimes">What it was told about lifetimes.</param>
/// <param name="Servers">Servers ever used.</param>
/// <param name="Ratio">Server-minutes over the lower bound.</param>
public sealed record PackingRow(string Policy, string Lifetimes, double Servers, double Ratio)
{
    public string Name => $"{Policy}, {Lifetimes}";
}

/// <summary>Runs samples under the policies that the published table compares.</summary>
public static class PackingTable
{
    private const string Nothing = "unknown";

    /// <summary>The fullest server by CPU: what the baselines beside the samples call best-fit.</summary>
    public static PlacementProfile BestFit { get; } = PlacementProfiles.Find("best-fit")!;

    /// <summary>First-fit.</summary>
    public static PlacementProfile FirstFit { get; } = PlacementProfiles.Find("first-fit")!;

    /// <summary>The lifetime-aware policy.</summary>
    public static PlacementProfile LifetimeAware { get; } = PlacementProfiles.Find("lifetime-packing")!;

    /// <summary>Every policy over all samples. A sample's learned forecast knows the other samples only.</summary>
    public static IEnumerable<PackingRow> Rows(IReadOnlyList<IReadOnlyList<PackingItem>> samples)
    {
        yield return Row(samples, FirstFit, Nothing, _ => null);
        yield return Row(samples, BestFit, Nothing, _ => null);
        yield return Row(samples, LifetimeAware, new OracleForecast().Name, _ => new OracleForecast());
        foreach (var error in new[] { 0.5, 1.0, 2.0 })
            yield return Row(samples, LifetimeAware, new OracleForecast(error).Name, sample => new OracleForecast(error, (ulong)sample + 1));
        if (samples.Count > 1) yield return Row(samples, LifetimeAware, "learned by size", sample => Learned(samples, sample));
    }

    /// <summary>What the other samples teach about one.</summary>
    public static LearnedForecast Learned(IReadOnlyList<IReadOnlyList<PackingItem>> samples, int sample) =>
        new(samples.Where((_, other) => other != sample).SelectMany(items => items));

    private static PackingRow Row(
        IReadOnlyList<IReadOnlyList<PackingItem>> samples, PlacementProfile profile, string lifetimes, Func<int, ILifetimeForecast?> forecast)
    {
        var results = samples.Select((items, sample) => PackingRun.Of(items, profile, forecast(sample))).ToList();
        return new(profile.Name, lifetimes, results.Average(result => result.Servers), results.Average(result => result.Ratio));
    }
}
