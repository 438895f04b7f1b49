using Cloud.Domain.Identity;
using Cloud.Scheduler.Pipeline;
using Cloud.Scheduler.Scorers;
using static Cloud.Scheduler.Tests.Scorers.ScorerWorld;
using static Cloud.Scheduler.Tests.World;

namespace Cloud.Scheduler.Tests.Scorers;

public sealed class ClassicScorerTests
{
    /// <summary>A quarter of a host's vCPUs and of its memory.</summary>
    private static readonly PlacementRequest Quarter = Request(4, 8);

    [Fact]
    public void RoomLeft_IsTheSumOfTheSharesAfterTheGuest()
    {
        // a keeps 8/16 + 16/32, b 10/16 + 12/32, c 12/16 + 24/32.
        Assert.Equal([-1, -1, -1.5], Scores<LeastRoomLeft>(Quarter));
        Assert.Equal([1, 1, 1.5], Scores<MostRoomLeft>(Quarter));
    }

    [Fact]
    public void RoomLeft_OverheadCharged_Counts() =>
        // 8 threads at ratio 2 twice: 32 vCPUs, 32 GiB; 4 vCPUs, and 8 GiB with 8 GiB of overhead.
        Assert.Equal([-(0.875 + 0.5)], Scores<LeastRoomLeft>(Request(4, 8, overhead: 8 * 1024), Ledger(Host("h", "loaded"))));

    [Fact]
    public void NormLeft_MindsTheUnbalancedRemainder() =>
        // a: 0.5² + 0.5²; b: 0.625² + 0.375²; c: 0.75² + 0.75².
        Assert.Equal([-0.5, -0.53125, -1.125], Scores<SmallestNormLeft>(Quarter));

    [Fact]
    public void NormLeft_GuestThatFillsTheHost_LeavesNothing() =>
        Assert.Equal([0], Scores<SmallestNormLeft>(Request(16, 32, 2), Ledger(Host("h")), 2));

    [Fact]
    public void DotProduct_VcpuHeavyGuest_LikesFreeVcpus()
    {
        // Half of the vCPUs, a quarter of the memory: 0.5 × 0.75 + 0.25 × 0.75, 0.5 × 0.875 + 0.25 × 0.625, 0.5 + 0.25.
        Assert.Equal([0.5625, 0.59375, 0.75], Scores<LargestDotProduct>(Request(8, 8)));
        Assert.Equal([-0.5625, -0.59375, -0.75], Scores<SmallestDotProduct>(Request(8, 8)));
    }

    [Fact]
    public void DotProduct_MemoryHeavyGuest_LikesFreeMemory()
    {
        Assert.Equal([0.5625, 0.53125, 0.75], Scores<LargestDotProduct>(Request(4, 16)));
        Assert.Equal([-0.5625, -0.53125, -0.75], Scores<SmallestDotProduct>(Request(4, 16)));
    }

    [Fact]
    public void Direction_RoomInTheProportionsOfTheGuest_IsOne()
    {
        var scores = Scores<ClosestDirection>(Quarter);
        Assert.Equal(1, scores[0], 12);
        Assert.InRange(scores[1], 0.98, 0.99); // 0.375 / (√0.125 × √1.15625)
        Assert.Equal(1, scores[2], 12);
    }

    [Fact]
    public void Direction_HostWithoutRoom_IsZero()
    {
        var ledger = Ledger(Host("h"));
        ledger.Take(On("h", Shared(0, 8, 16), Shared(1, 8, 16)));
        Assert.Equal([0], Scores<ClosestDirection>(Quarter, ledger));
    }

    [Fact]
    public void Turn_CountsStepsFromTheRequestsNumber()
    {
        Assert.Equal([0, -1, -2], Scores<NearestToTurn>(Quarter));
        Assert.Equal([-2, 0, -1], Scores<NearestToTurn>(Quarter.With(it => it with { Sequence = 4 }))); // 4 mod 3: b is next.
    }

    [Fact]
    public void Previous_CountsStepsFromTheLastHost()
    {
        Assert.Equal([0, -1, -2], Scores<NearestToPrevious>(Quarter));
        Assert.Equal([-1, -2, 0], Scores<NearestToPrevious>(Quarter.With(it => it with { Previous = new HostId("c") })));
    }

    [Fact]
    public void Draw_SameSeedAndNumber_IsTheSame() =>
        Assert.Equal(Scores<LuckiestDraw>(Quarter.With(it => it with { Seed = 7 })), Scores<LuckiestDraw>(Request(1, 1).With(it => it with { Seed = 7 })));

    [Fact]
    public void Draw_ManyRequests_FallsOnAllHostsAlike()
    {
        var ledger = Three();
        var counts = Enumerable.Range(0, 3000).Select(number => Place("random", Quarter.With(it => it with { Sequence = number, Seed = 1 }), ledger)).CountBy(place => place[0]).ToDictionary();
        Assert.All("abc", host => Assert.InRange(counts[host], 900, 1100));
        Assert.NotEqual(Scores<LuckiestDraw>(Quarter), Scores<LuckiestDraw>(Quarter.With(it => it with { Seed = 1 })));
    }

    [Fact]
    public void Place_ClassicProfiles_ChooseAsTheirNamesSay()
    {
        Assert.Equal("a 0", Place("first-fit", Request(2, 4)));
        Assert.Equal("c 0", Place("worst-fit", Request(2, 4)));
        Assert.Equal("a 0", Place("norm", Request(2, 4)));
        Assert.Equal("c 0", Place("next-fit", Request(8, 4).With(it => it with { Previous = new HostId("b") }))); // b has 7 at most.
        Assert.Equal("b 0", Place("next-fit", Request(7, 4).With(it => it with { Previous = new HostId("b") })));
    }
}
