using System.Collections.Immutable;
using Cloud.Scheduler.Filters;
using Cloud.Scheduler.Numa;
using Cloud.Scheduler.Pipeline;
using Cloud.Scheduler.Scorers;

namespace Cloud.Scheduler;

/// <summary>A named list of rules and weighted scorers.</summary>
/// <param name="Name">Stable name, kebab-case.</param>
/// <param name="Description">One sentence for the person who chooses.</param>
public sealed record PlacementProfile(string Name, string Description)
{
    /// <summary>The profile's own rules, asked in this order; the <see cref="CapacityRules"/> follow in every profile.</summary>
    public ImmutableArray<IHostFilter> Filters { get; init; } = [new InRequestedZone()];

    /// <summary>What makes one fitting host better than another; the weighted sum decides, ties go to the lowest host index.</summary>
    public ImmutableArray<WeightedScorer> Scorers { get; init; } = [];

    /// <summary>Which NUMA nodes of the chosen host are taken.</summary>
    public NumaPreference NumaPreference { get; init; }
}

/// <summary>The profiles a region can choose.</summary>
public static class PlacementProfiles
{
    /// <summary>
    /// Outweighs all other scorers of a profile together, whatever the layouts (1, 2, 4 or 8 parts are three steps): an automatic layout
    /// splits a guest only when no host takes it whole.
    /// </summary>
    private const double Decisive = 100;

    /// <summary>Prefers the emptiest hosts: fewer neighbours, more headroom.</summary>
    public static PlacementProfile Spread { get; } = new("spread", "Prefers the emptiest hosts: fewer neighbours, more headroom.")
    {
        Scorers = [new(new FewestNumaNodes(), Decisive), new(new MostFreeVcpus(), 1), new(new MostFreeMemory(), 1), new(new FewestNeighbours(), 1)],
        NumaPreference = NumaPreference.Freest,
    };

    /// <summary>Prefers the fullest host that still fits: keeps large holes for large guests.</summary>
    public static PlacementProfile Pack { get; } = new("pack", "Prefers the fullest host that still fits: keeps large holes for large guests.")
    {
        Scorers = [new(new FewestNumaNodes(), Decisive), new(new TightestNumaFit(), 2), new(new LeastFreeVcpus(), 1), new(new LeastFreeMemory(), 1)],
        NumaPreference = NumaPreference.Tightest,
    };

    public static IReadOnlyList<PlacementProfile> All { get; } = [Spread, Pack];

    public static PlacementProfile? Find(string name) => All.FirstOrDefault(profile => string.Equals(profile.Name, name, StringComparison.Ordinal));
}
