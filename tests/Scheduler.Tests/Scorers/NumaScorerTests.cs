using Cloud.Scheduler.Scorers;
using static Cloud.Scheduler.Tests.Scorers.ScorerWorld;
using static Cloud.Scheduler.Tests.World;

namespace Cloud.Scheduler.Tests.Scorers;

/// <summary>By NUMA node there is free: a 4/8 and 8/16, all; b 7/8 and 8/16, 7/8 and 12/16; c all, all.</summary>
public sealed class NumaScorerTests
{
    [Fact]
    public void FreestFit_OnePart_LooksAtTheFreestNumaNode() =>
        // 2 vCPUs and 4 GiB: a and c keep 6/8 + 12/16 on an empty NUMA node, b 5/8 + 8/16 on its second.
        Assert.Equal([1.5, 1.125, 1.5], Scores<FreestNumaFit>(Request(2, 4)));

    [Fact]
    public void FreestFit_TwoParts_AddsThem() =>
        // 1 vCPU and 4 GiB each: a keeps 3/8 + 4/16 and 7/8 + 12/16.
        Assert.Equal(2.25, Scores<FreestNumaFit>(Request(2, 8, 2), parts: 2)[0]);

    [Fact]
    public void DotProduct_OnePart_IsOfTheBestNumaNode() =>
        // 2/8 and 4/16: a and c 0.25 + 0.25 on an empty one, b 0.25 × 0.875 + 0.25 × 0.75.
        Assert.Equal([0.5, 0.40625, 0.5], Scores<LargestNumaDotProduct>(Request(2, 4)));

    [Fact]
    public void DotProduct_TwoParts_AddsThem() =>
        // 0.25 × 0.5 + 0.25 × 0.5 on a's first, 0.5 on its second.
        Assert.Equal(0.75, Scores<LargestNumaDotProduct>(Request(4, 8, 2), parts: 2)[0]);

    [Fact]
    public void Norm_OnePart_TakesTheNumaNodeThatIsLeftLeast() =>
        // a's first keeps 2/8 and 4/16; b's first 5/8 and 4/16; c 6/8 and 12/16.
        Assert.Equal([-0.125, -0.453125, -1.125], Scores<SmallestNumaNorm>(Request(2, 4)));

    [Fact]
    public void Norm_GuestThatFillsBothNumaNodes_LeavesNothing() =>
        Assert.Equal(0, Scores<SmallestNumaNorm>(Request(16, 32, 2), parts: 2)[2]);

    [Fact]
    public void Direction_FindsTheNumaNodeWithTheGuestsProportions()
    {
        var scores = Scores<ClosestNumaDirection>(Request(2, 4));
        Assert.Equal(1, scores[0], 12); // 4/8 and 8/16 point the same way as 2/8 and 4/16.
        Assert.InRange(scores[1], 0.99, 0.999); // b's second: 7/8 and 12/16.
    }

    [Fact]
    public void Direction_TwoParts_AddsThem() => Assert.Equal(2, Scores<ClosestNumaDirection>(Request(4, 8, 2), parts: 2)[2], 12);

    [Fact]
    public void Place_NumaProfiles_ChooseTheNumaNodeThatTheyScored()
    {
        Assert.Equal("a 0", Place("numa-best-fit", Request(2, 4)));
        Assert.Equal("a 1", Place("numa-worst-fit", Request(2, 4)));
        Assert.Equal("a 1", Place("numa-dot-product", Request(2, 4)));
        Assert.Equal("a 0", Place("numa-norm", Request(2, 4)));
        Assert.Equal("a 0", Place("numa-cosine", Request(2, 4)));
    }
}
