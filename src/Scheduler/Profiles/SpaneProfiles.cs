using Cloud.Scheduler.Numa;
using Cloud.Scheduler.Pipeline;
using Cloud.Scheduler.Scorers;

namespace Cloud.Scheduler.Profiles;

/// <summary>
/// The two hand-written policies that SPANE (arXiv:2504.14946) compares itself with, to the last digit of its tables. As in every profile, an
/// automatic layout splits a guest only when no host takes it whole; SPANE's requests say how many NUMA nodes they span.
/// </summary>
public static class SpaneProfiles
{
    /// <summary>The first host that fits, its first NUMA node that fits.</summary>
    public static PlacementProfile FirstFit { get; } = new("first-fit", "Takes the first host that fits, and its first NUMA node that fits.")
    {
        Scorers = [new(new FewestNumaNodes(), 1)],
        Composition = ScoreComposition.Absolute,
        NumaPreference = NumaPreference.Lowest,
    };

    /// <summary>Levels the NUMA nodes with guests of one part; first-fit for guests of several.</summary>
    public static PlacementProfile BalanceFit { get; } =
        new("balance-fit", "Levels the NUMA nodes of the most uneven host with small guests; first-fit for guests of several parts.")
        {
            Scorers = [new(new FewestNumaNodes(), 1), new(new WidestNumaGap(), 1)],
            Composition = ScoreComposition.Lexicographic,
            NumaScorer = new MostScarcestShare(),
        };

    public static IReadOnlyList<PlacementProfile> All { get; } = [FirstFit, BalanceFit];
}
