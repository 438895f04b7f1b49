using Cloud.Domain.Placement;
using Cloud.Scheduler.Capacity;
using Cloud.Scheduler.Pipeline;
using Cloud.Scheduler.Scorers;
using static Cloud.Scheduler.Tests.Scorers.ScorerWorld;
using static Cloud.Scheduler.Tests.World;

namespace Cloud.Scheduler.Tests.Scorers;

/// <summary>Numbers as kube-scheduler's own unit tests have them: a node of 4 cores and 10,000 units of memory, a pod of 3 cores and 5,000.</summary>
public sealed class KubeScorerTests
{
    private static readonly PlacementRequest Pod = new(new InstanceShape(3, 5000, 0, 1, CpuPolicy.Shared), 0);

    private static CapacityLedger Node(int cores, long memory) => Ledger(Host("n", numaNodes: new NumaNodeDescription(cores, 1, memory)));

    [Fact]
    public void LeastAllocated_IsTheMeanOfTheUnusedPercentages()
    {
        Assert.Equal([37], Scores<KubeLeastAllocated>(Pod, Node(4, 10_000))); // (25 + 50) / 2, cut.
        Assert.Equal([50], Scores<KubeLeastAllocated>(Pod, Node(6, 10_000))); // (50 + 50) / 2.
    }

    [Fact]
    public void LeastAllocated_FullNode_IsZero() => Assert.Equal([0], Scores<KubeLeastAllocated>(Pod, Node(3, 5000)));

    [Fact]
    public void MostAllocated_IsTheMeanOfTheUsedPercentages()
    {
        Assert.Equal([62], Scores<KubeMostAllocated>(Pod, Node(4, 10_000))); // (75 + 50) / 2, cut.
        Assert.Equal([50], Scores<KubeMostAllocated>(Pod, Node(6, 10_000)));
    }

    [Fact]
    public void MostAllocated_FullNode_IsAHundred() => Assert.Equal([100], Scores<KubeMostAllocated>(Pod, Node(3, 5000)));

    [Fact]
    public void Balanced_IsAHundredLessTheDeviation()
    {
        Assert.Equal([87], Scores<KubeMostBalanced>(Pod, Node(4, 10_000))); // Shares 0.75 and 0.5, deviation 0.125.
        Assert.Equal([100], Scores<KubeMostBalanced>(Pod, Node(6, 10_000)));
    }

    [Fact]
    public void Ratio_IsTheRoundedMeanOnTheCurve()
    {
        Assert.Equal([63], Scores<KubeBestRatio>(Pod, Node(4, 10_000))); // (75 + 50) / 2 = 62.5, rounded away from zero.
        Assert.Equal([50], Scores<KubeBestRatio>(Pod, Node(6, 10_000)));
    }

    [Fact]
    public void Ratio_ResourceThatScoresNothing_DoesNotCount() =>
        Assert.Equal([75], Scores<KubeBestRatio>(Pod with { Shape = Pod.Shape with { MemoryMib = 5 } }, Node(4, 10_000)));

    [Fact]
    public void Place_KubeDefault_AddsBothScores()
    {
        // 4 of 16 vCPUs and 8 of 32 GiB more: a (50 + 50) / 2 + 100; b (62 + 37) / 2 + 87; c (75 + 75) / 2 + 100.
        var best = PlacementPipeline.Place(Three(), Request(4, 8), PlacementProfiles.Find("kube-default")!).Explanation.Best;
        Assert.Equal([("c", 175), ("a", 150), ("b", 49 + 87)], best.Select(host => (host.Host.Value, host.Score)));
    }

    [Fact]
    public void Place_KubeProfiles_SpreadAndPack()
    {
        Assert.Equal("c 0", Place("kube-least", Request(4, 8)));
        Assert.Equal("a 0", Place("kube-most", Request(4, 8))); // 50 against 49.
    }
}
