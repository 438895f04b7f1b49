using Cloud.Domain.Hardware;
using Cloud.Scheduler.Context;
using Cloud.Scheduler.Scorers;
using Cloud.Scheduler.Slots;
using static Cloud.Scheduler.Tests.Scorers.ScorerWorld;
using static Cloud.Scheduler.Tests.World;

namespace Cloud.Scheduler.Tests.Scorers;

public sealed class ForesightScorerTests
{
    private const int Hour = 3600;

    [Fact]
    public void SlotLoss_OneType_CountsTheGuestsThatNoLongerFit() =>
        // Guests of 8 vCPUs and 8 GiB are expected. 2 vCPUs on a's first NUMA node cost none of them; b has room for none; c loses one, times 8.
        Assert.Equal([0, 0, -8], Scores<LeastSlotLoss>(Request(2, 2).With(it => it with { Workload = Mix((8, 8, 1)) })));

    [Fact]
    public void SlotLoss_GuestsOfTwoParts_KeepTheScarcerNumaNode()
    {
        // Pairs of 4 + 4 vCPUs: a has room for one (its first NUMA node is the scarcer). On the second, 4 vCPUs cost nothing; on the first, the pair.
        var request = Request(4, 4).With(it => it with { Workload = Mix((8, 8, 2)) });
        Assert.Equal([0, -8, -8], Scores<LeastSlotLoss>(request));
        Assert.Equal("a 1", Place("slots", request));
    }

    [Fact]
    public void Fragmentation_TypeThatStillFits_LosesOnlyWhatTheGuestTakes() =>
        // c: expected are 8 vCPUs and 8 GiB. Before, no fragment. After 2 vCPUs and 2 GiB, one NUMA node takes none: 6/8 + 14/16 of it are lost.
        Assert.Equal(-(0.75 + 0.875), Scores<LeastFragmentationGrowth>(Request(2, 2).With(it => it with { Workload = Mix((8, 8, 1)) }))[2]);

    [Fact]
    public void Fragmentation_GuestIntoAFragment_Shrinks()
    {
        // a's first NUMA node is a fragment of 4/8 + 8/16 already; 2 vCPUs and 4 GiB use 0.25 + 0.25 of it up.
        var request = Request(2, 4).With(it => it with { Workload = Mix((8, 8, 1)) });
        Assert.Equal(0.5, Scores<LeastFragmentationGrowth>(request)[0]);
        // On b nothing of the type fits: all of it is a fragment, and shrinks by the same.
        Assert.Equal(0.5, Scores<LeastFragmentationGrowth>(request)[1]);
        Assert.Equal("a 0", Place("fgd", request));
    }

    [Fact]
    public void GpuFragmentation_HalfGpuOntoAHalf_CostsNothing()
    {
        // Expected: half GPUs and whole ones, equally often. Left: 500 and 1000.
        WorkloadMix mix = new([
            new(GuestType.Of(Shape(1, 1)), 1) { Gpus = 1, GpuThousandths = 500 }, new(GuestType.Of(Shape(1, 1)), 1) { Gpus = 1, GpuThousandths = 1000 }]);
        Assert.Equal(250, GpuFragmentation.Of(8, [500, 1000], mix)); // Only the whole one cannot use the 500.
        Assert.Equal(0, GpuFragmentation.Of(8, [0, 1000], mix)); // After half a GPU on the half: 250 less.
        Assert.Equal(500, GpuFragmentation.Of(8, [500, 500], mix)); // On the whole one: nothing is left for whole ones.
        Assert.Equal(1500, GpuFragmentation.Of(0, [500, 1000], mix)); // Without vCPUs all of it is useless.
    }

    [Fact]
    public void GpuFragmentation_GuestWithoutGpu_LeavesItsWholeHostFree() =>
        Assert.Equal([0, 0, 0], Scores<LeastGpuFragmentationGrowth>(Request(1, 1))); // No host has a GPU.

    [Fact]
    public void Extension_IsWhatTheHostStaysUpLonger()
    {
        var request = Request(1, 1).With(it => it with { Lifetimes = Predict(600, ("a", 1000, 1, false), ("b", 500, 1, false)) });
        Assert.Equal([-0.0, -100, -600], Scores<ShortestExtension>(request));
        Assert.Equal([0, -1, -4], Scores<LeastExitExtension>(request)); // 100 s: below two minutes; 600 s: from eight to sixteen.
    }

    [Fact]
    public void Extension_NobodyPredicts_IsNone()
    {
        Assert.Equal([-0.0, -0.0, -0.0], Scores<ShortestExtension>(Request(1, 1)));
        Assert.Equal([0, 0, 0], Scores<LeastExitExtension>(Request(1, 1)));
    }

    [Fact]
    public void LifetimeClass_RecyclingHostOfTheNextClassComesFirst()
    {
        // The guest lives under an hour (class 1).
        var request = Request(1, 1).With(it => it with { Lifetimes = Predict(600, ("a", 9 * Hour, 2, true), ("b", Hour, 1, false)) });
        Assert.Equal([3.3, 2, 0], Scores<BestLifetimeClass>(request));
        Assert.Equal("a 0", Place("lava", request));
    }

    [Fact]
    public void LifetimeClass_LongGuest_IsAsGoodOnAnyOtherHost() =>
        Assert.Equal([1, 1, 0], Scores<BestLifetimeClass>(Request(1, 1).With(it => it with { Lifetimes = Predict(200 * Hour, ("a", Hour, 2, true), ("b", Hour, 1, false)) })));

    [Fact]
    public void Power_SleepingHost_CostsItsIdlePowerToo()
    {
        var curve = HardwareProfiles.Get(HardwareProfiles.ReferenceNames[0]).Power; // Unknown profiles have the first reference host's.
        var scores = Scores<LeastPowerIncrease>(Request(4, 1)); // A quarter of the host.
        Assert.Equal(curve.At(0.25) - curve.At(0.5), scores[0], 9);
        Assert.Equal(curve.SleepWatts - curve.At(0.25), scores[2], 9);
        Assert.True(scores[2] < scores[0]);
    }

    [Fact]
    public void Place_Mbfd_WakesNoHostThatMaySleep() => Assert.NotEqual('c', Place("mbfd", Request(4, 1))[0]);
}
