using Cloud.Scheduler;
using Cloud.Simulation.Experiments.Openb;

namespace Cloud.Replay.Tests.Published;

/// <summary>
/// FGD's published GPU allocation on alibaba-openb-2023, through the product's own ledger and policies. The published runs draw their orders of
/// arrival from another generator, so the means agree within noise between seeds and not to the last digit.
/// </summary>
public sealed class OpenbTests
{
    private const double Tolerance = 0.5;

    private static readonly Lazy<OpenbSuite> Suite = new(() => PublicData.With("alibaba-openb-2023", "openb_pod_list_default.csv").Openb("default"));

    private static readonly Dictionary<string, OpenbScore> Scores = [];

    [Theory]
    [InlineData("gpu-best-fit", 92.86)]
    [InlineData("fgd-gpu-published", 95.23)]
    public void DefaultWorkload_TenSeeds_AllocatesWhatWasPublished(string policy, double published)
    {
        var score = Score(policy, seeds: 10);
        Assert.Equal(10, score.Runs.Select(run => run.Allocation).Distinct().Count());
        Assert.InRange(score.Mean, published - Tolerance, published + Tolerance);
    }

    /// <summary>
    /// Ten orders of arrival, the same for all: GpuClustering and GpuPacking are within noise of each other, here as in the published runs. Random
    /// is four points below the rest and needs no more than two.
    /// </summary>
    [Fact]
    public void DefaultWorkload_SixPolicies_AreInThePublishedOrder()
    {
        var means = OpenbPublished.All.Select(published => Score(published.Profile, published.Name is "Random" ? 2 : 10).Mean).ToList();
        Assert.Equal(6, means.Count);
        Assert.Equal(means.Order(), means);
    }

    private static OpenbScore Score(string policy, int seeds)
    {
        _ = PublicData.With("alibaba-openb-2023", "openb_pod_list_default.csv");
        lock (Scores)
        {
            if (!Scores.TryGetValue(policy, out var score)) Scores[policy] = score = Suite.Value.Run(PlacementProfiles.Find(policy)!, seeds);
            return score;
        }
    }
}
