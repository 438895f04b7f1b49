using Cloud.Domain.Placement;
using Cloud.Scheduler.Numa;
using Cloud.Scheduler.Pipeline;
using Cloud.Scheduler.Profiles;
using static Cloud.Scheduler.Tests.World;

namespace Cloud.Scheduler.Tests.Numa;

public sealed class NumaFitterTests
{
    [Fact]
    public void Fits_LowestNumaNodeWithoutRoomForTheOverhead_StartsAtTheNext()
    {
        int[] cpu = [4, 4, 4];
        Assert.True(NumaFitter.Fits(cpu, [10, 12, 10], 2, 4, 10, 2));
        Assert.False(NumaFitter.Fits(cpu, [10, 10, 12], 2, 4, 10, 2));
        Assert.True(NumaFitter.Fits(cpu, [10, 10, 12], 1, 4, 10, 2));
    }

    [Fact]
    public void Parts_Automatic_TakesTheFewestEqualPartsThatFit()
    {
        var quad = Host("h", numaNodes: [Numa8, Numa8, Numa8, Numa8]);
        Assert.Equal(1, PartsOn(quad, Request(8, 16, 0)));
        Assert.Equal(2, PartsOn(quad, Request(12, 16, 0)));
        Assert.Equal(4, PartsOn(quad, Request(20, 16, 0)));
        Assert.Equal(4, PartsOn(quad, Request(4, 64, 0)));
        Assert.Equal(0, PartsOn(quad, Request(9, 16, 0)));
        Assert.Equal(0, PartsOn(quad, Request(40, 40, 0)));
    }

    [Fact]
    public void Parts_Explicit_NeedsExactlySoMany()
    {
        Assert.Equal(2, PartsOn(Host("h"), Request(2, 2, 2)));
        Assert.Equal(0, PartsOn(Host("h"), Request(3, 3, 3)));
    }

    [Fact]
    public void Parts_Overhead_CountsOnlyInPoolsThatChargeIt()
    {
        var request = Request(2, 16, overhead: 1);
        Assert.Equal(1, PartsOn(Host("h"), request));
        Assert.Equal(0, PartsOn(Host("h", "loaded"), request));
    }

    [Theory]
    [InlineData(NumaPreference.Tightest, 0b0010)]
    [InlineData(NumaPreference.Freest, 0b0001)]
    [InlineData(NumaPreference.Lowest, 0b0001)]
    public void Choose_OnePart_FollowsThePreference(NumaPreference preference, int nodes)
    {
        var ledger = Ledger(Host("h", numaNodes: [Numa8, Numa8, Numa8, Numa8]));
        ledger.Take(On("h", Shared(1, 4, 8)));
        ledger.Take(On("h", Shared(2, 2, 4)));
        ledger.Take(On("h", Shared(3, 8, 1)));
        Assert.Equal((ulong)nodes, NumaFitter.Choose(ledger.View(0), PlacementAsk.For(ledger, Request(2, 2)), 1, preference));
    }

    [Theory]
    [InlineData(NumaPreference.Tightest, 0b0110)]
    [InlineData(NumaPreference.Freest, 0b1001)]
    [InlineData(NumaPreference.Lowest, 0b0011)]
    public void Choose_TwoParts_FollowsThePreference(NumaPreference preference, int nodes)
    {
        var ledger = Ledger(Host("h", numaNodes: [Numa8, Numa8, Numa8, Numa8]));
        ledger.Take(On("h", Shared(1, 4, 8)));
        ledger.Take(On("h", Shared(2, 2, 4)));
        Assert.Equal((ulong)nodes, NumaFitter.Choose(ledger.View(0), PlacementAsk.For(ledger, Request(4, 4, 2)), 2, preference));
    }

    [Theory]
    [InlineData(NumaPreference.Tightest)]
    [InlineData(NumaPreference.Freest)]
    [InlineData(NumaPreference.Lowest)]
    public void Choose_AllEqual_TakesTheLowestIndexes(NumaPreference preference)
    {
        var ledger = Ledger(Host("h", numaNodes: [Numa8, Numa8, Numa8, Numa8]));
        Assert.Equal(0b0011UL, NumaFitter.Choose(ledger.View(0), PlacementAsk.For(ledger, Request(4, 4, 2)), 2, preference));
    }

    [Fact]
    public void Choose_ProfileWithANumaScorer_AsksItAndOnlyAboutNumaNodesWithRoom()
    {
        var ledger = Ledger(Host("h", numaNodes: [Numa8, Numa8, Numa8]));
        ledger.Take(On("h", Shared(0, 6, 1)));
        ledger.Take(On("h", Shared(1, 1, 14)));
        // Free: 2 of 8 vCPUs, 2 of 16 GiB, everything. The scarcer shares are 1/4, 1/8 and 1.
        var ask = PlacementAsk.For(ledger, Request(1, 2));
        Assert.Equal(0b100UL, NumaFitter.Choose(ledger.View(0), ask, 1, SpaneProfiles.BalanceFit));
        ledger.Take(On("h", Shared(2, 8, 1)));
        Assert.Equal(0b001UL, NumaFitter.Choose(ledger.View(0), ask, 1, SpaneProfiles.BalanceFit));
        ledger.Take(On("h", Shared(0, 2, 1)));
        Assert.Equal(0b010UL, NumaFitter.Choose(ledger.View(0), ask, 1, SpaneProfiles.BalanceFit));
    }

    [Fact]
    public void LeftOver_OnePart_IsTheShareOfCpuPlusTheShareOfMemory()
    {
        var ledger = Ledger(Host("h"));
        ledger.Take(On("h", Shared(1, 2, 4)));
        // NUMA node 1 keeps 8-2-4 of 8 vCPUs and 16-4-8 of 16 GiB.
        Assert.Equal(0.25 + 0.25, NumaFitter.LeftOver(ledger.View(0), PlacementAsk.For(ledger, Request(4, 8)), 1), 12);
    }

    [Fact]
    public void LargestVcpusAndMemory_AreWhatStillFits()
    {
        var ledger = Ledger(Host("h", "loaded"));
        ledger.Take(On("h", Shared(0, 8, 4)));
        ledger.Take(On("h", Shared(0, 3, 1)));
        var host = ledger.View(0);
        var ask = PlacementAsk.For(ledger, Request(8, 16, overhead: 1024));
        // NUMA node 0 has 16-11 vCPUs and 11 GiB, NUMA node 1 is empty but a guest has no more vCPUs than the 8 threads.
        Assert.Equal(8, NumaFitter.LargestVcpus(host, ask, 1, 15 * 1024));
        Assert.Equal(0, NumaFitter.LargestVcpus(host, ask, 1, 16 * 1024));
        Assert.Equal(5, NumaFitter.LargestVcpus(host, ask, 2, 10 * 1024));
        Assert.Equal(15 * 1024, NumaFitter.LargestMemory(host, ask, 1, 8));
        Assert.Equal(10 * 1024, NumaFitter.LargestMemory(host, ask, 2, 5));
        Assert.Equal(0, NumaFitter.LargestMemory(host, ask, 2, 6));
    }

    private static int PartsOn(HostDescription host, PlacementRequest request)
    {
        var ledger = Ledger(host);
        return NumaFitter.Parts(ledger.View(0), PlacementAsk.For(ledger, request));
    }
}
