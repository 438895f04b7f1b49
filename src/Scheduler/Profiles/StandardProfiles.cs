using Cloud.Scheduler.Numa;
using Cloud.Scheduler.Pipeline;
using Cloud.Scheduler.Scorers;

namespace Cloud.Scheduler.Profiles;

/// <summary>The two profiles that a region needs: spread out, or fill up.</summary>
public static class StandardProfiles
{
    /// <summary>
    /// Outweighs all other scorers of a profile together, whatever the layouts (1, 2, 4 or 8 parts are three steps): an automatic layout
    /// splits a guest only when no host takes it whole.
    /// </summary>
    private const double Decisive = 1000;

    /// <summary>A neighbour weighs as much as a hundredth of the host's vCPUs or memory.</summary>
    private const double Neighbour = 0.01;

    /// <summary>Prefers the emptiest hosts: fewer neighbours, more headroom.</summary>
    public static PlacementProfile Spread { get; } = new("spread", "Prefers the emptiest hosts: fewer neighbours, more headroom.")
    {
        Scorers = [new(new FewestNumaNodes(), Decisive), new(new MostFreeVcpus(), 1), new(new MostFreeMemory(), 1), new(new FewestNeighbours(), Neighbour)],
        Composition = ScoreComposition.Absolute,
        NumaPreference = NumaPreference.Freest,
    };

    /// <summary>Prefers the fullest host that still fits: keeps large holes for large guests.</summary>
    public static PlacementProfile Pack { get; } = new("pack", "Prefers the fullest host that still fits: keeps large holes for large guests.")
    {
        Scorers = [new(new FewestNumaNodes(), Decisive), new(new TightestNumaFit(), 2), new(new LeastFreeVcpus(), 1), new(new LeastFreeMemory(), 1)],
        Composition = ScoreComposition.Absolute,
        FillsZones = true,
        NumaPreference = NumaPreference.Tightest,
    };

    public static IReadOnlyList<PlacementProfile> All { get; } = [Spread, Pack];
}
