using Cloud.Domain.Hardware.Costs.Scheduling;
using CsCheck;

namespace Cloud.Domain.Tests.Hardware.Costs;

public class SchedulingTests
{
    private static long W(int nice) => NiceWeights.Weight(nice);

    [Fact] // Test vector of section 4.1.
    public void CfsSlices_ServerWithThreeTasks_AreTheTestVector()
    {
        double[] nice = [0, 0, 5];
        var total = nice.Sum(n => W((int)n));
        Assert.Equal(24, FairSlices.CfsPeriodMs(3, 64));
        Assert.Equal(10.3131, FairSlices.CfsSliceMs(W(0), total, 3, 64), 4);
        Assert.Equal(3.3739, FairSlices.CfsSliceMs(W(5), total, 3, 64), 4);
        Assert.Equal(18.084, FairSlices.CfsSliceMs(W(0), W(0) + W(5), 2, 8), 3);
        Assert.Equal(5.916, FairSlices.CfsSliceMs(W(5), W(0) + W(5), 2, 8), 3);
        Assert.Equal(30, FairSlices.CfsPeriodMs(10, 8));
        Assert.Equal(3, FairSlices.CfsSliceMs(W(0), 10 * W(0), 10, 8));
    }

    [Theory] // Test vector of section 4.1.
    [InlineData(1, 55.53)]
    [InlineData(5, 75.35)]
    [InlineData(19, 98.56)]
    public void Share_NiceZeroAgainstNicer_IsTheTestVector(int nice, double percent) =>
        Assert.Equal(percent, 100 * FairSlices.Share(W(0), W(0) + W(nice)), 2);

    [Theory] // Test vector of section 4.1.
    [InlineData(-5, 1.312)]
    [InlineData(0, 4.0)]
    [InlineData(5, 12.23)]
    public void WakeupGranularity_ByNice_IsTheTestVector(int nice, double ms) =>
        Assert.Equal(ms, FairSlices.CfsWakeupGranularityMs(W(nice), 8), 2);

    [Theory] // Test vector of section 4.2.
    [InlineData(-5, 0.919)]
    [InlineData(0, 2.800)]
    [InlineData(5, 8.559)]
    public void EevdfDeadline_ByNice_IsTheTestVector(int nice, double ms) =>
        Assert.Equal(ms, FairSlices.EevdfDeadlineMs(FairSlices.EevdfSliceMs(64), W(nice)), 3);

    [Theory] // Test vector of section 4.3.
    [InlineData(256, 10, 35)]
    [InlineData(512, 20, 59)]
    [InlineData(1024, 39, 100)]
    [InlineData(2048, 79, 174)]
    [InlineData(4096, 157, 303)]
    [InlineData(0, 0, 0)]
    [InlineData(2, 1, 1)]
    [InlineData(262144, 10000, 10000)]
    public void CpuShares_OldAndNew_AreTheTestVector(long shares, int old, int current) =>
        Assert.Equal((old, current), (CpuShares.ToWeightLinear(shares), CpuShares.ToWeightQuadratic(shares)));

    [Theory] // Test vector of section 4.3.
    [InlineData(50, 100, 4, 12.5, 87.5)]
    [InlineData(200, 100, 8, 25, 75)]
    [InlineData(100, 100, 1, 100, 0)]
    public void CpuQuota_BusyThreads_AreTheTestVector(double quota, double period, int threads, double run, double stall)
    {
        var limit = new CpuQuota(quota, period);
        Assert.Equal((run, stall), (limit.RunMs(threads), limit.StallMs(threads)));
    }

    [Fact]
    public void CpuQuota_Request_PaysForEveryStall()
    {
        var limit = new CpuQuota(50, 100);
        Assert.Equal(10, limit.ResponseMs(40, 0, 4));
        Assert.Equal((60 / 4.0) + 87.5, limit.ResponseMs(60, 0, 4));
        Assert.Equal((120 / 4.0) + (2 * 87.5), limit.ResponseMs(120, 0, 4));
        Assert.False(new CpuQuota(0.5, 100).IsValid);
        Assert.False(new CpuQuota(50, 1001).IsValid);
        Assert.Equal(8, CpuQuota.BurstMs(8));
    }

    [Fact]
    public void NiceWeights_Table_IsThatOfTheKernel()
    {
        Assert.Equal((88761L, 1024L, 15L), (W(-20), W(0), W(19)));
        Assert.Equal(286331153L, NiceWeights.Inverse(19));
        for (var nice = -20; nice <= 19; nice++) Assert.InRange(Math.Abs(NiceWeights.Inverse(nice) - (4294967296.0 / W(nice))), 0, 1.01);
        Assert.Throws<ArgumentOutOfRangeException>(() => NiceWeights.Weight(20));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(3, 2)]
    [InlineData(4, 3)]
    [InlineData(8, 4)]
    [InlineData(256, 4)]
    public void Scaling_ByProcessors_IsLogarithmicUpToEight(int processors, int factor) => Assert.Equal(factor, FairSlices.Scaling(processors));

    [Fact]
    public void CfsSlices_AnyTasks_SumToThePeriod() => Gen.Int[-20, 19].Array[1, 40].Sample(nice =>
    {
        var total = nice.Sum(n => (double)W(n));
        Assert.Equal(FairSlices.CfsPeriodMs(nice.Length, 16), nice.Sum(n => FairSlices.CfsSliceMs(W(n), total, nice.Length, 16)), 1e-6);
    });

    [Fact]
    public void CpuQuota_AnyLimit_NeverGrantsMoreThanTheQuota() =>
        Gen.Select(Gen.Double[1, 1000], Gen.Double[1, 1000], Gen.Int[1, 512]).Sample((quota, period, threads) =>
        {
            var limit = new CpuQuota(quota, period);
            Assert.True(limit.RunMs(threads) * threads <= quota * (1 + 1e-9));
            Assert.Equal(period, limit.RunMs(threads) + limit.StallMs(threads), 1e-9);
        });

    [Fact]
    public void CfsWaitBound_TenEqualTasks_IsNineGranularities() => Assert.Equal(27, FairSlices.CfsWaitBoundMs(10, 8));

    [Fact]
    public void GroupWeight_FollowsLoadAndStaysInBounds()
    {
        Assert.Equal(256, FairSlices.GroupWeight(1024, 1, 4));
        Assert.Equal(2, FairSlices.GroupWeight(1024, 0, 4));
        Assert.Equal(1024, FairSlices.GroupWeight(1024, 4, 4));
        Assert.Equal(1024, CpuShares.FromWeight(100));
        Assert.Equal(512, CpuShares.FromMilliCpu(500));
    }
}
