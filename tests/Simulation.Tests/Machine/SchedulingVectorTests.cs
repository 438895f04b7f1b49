using Cloud.Domain.Hardware.Costs.Switching;
using Cloud.Simulation.Machine;
using Cloud.Simulation.Machine.Scheduling;

namespace Cloud.Simulation.Tests.Machine;

/// <summary>Test vectors of sections 2.3, 4 and 5.1 of the hardware model reference.</summary>
public sealed class SchedulingVectorTests
{
    private static readonly CfsTunables Cfs = CfsTunables.ForThreads(8);

    [Theory]
    [InlineData(new[] { 0, 0, 5 }, 0, 10.3131)]
    [InlineData(new[] { 0, 0, 5 }, 2, 3.3739)]
    [InlineData(new[] { 0, 5 }, 0, 18.084)]
    [InlineData(new[] { 0, 5 }, 1, 5.916)]
    [InlineData(new[] { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 }, 3, 3.0)]
    public void CfsSlice_ReferenceVectors_Agree(int[] nice, int which, double expectedMs)
    {
        var load = nice.Sum(LoadWeight.OfNice);
        var slice = Cfs.SliceNs(nice.Length, LoadWeight.OfNice(nice[which]), load);
        Assert.Equal(expectedMs, slice / 1e6, 0.0005);
    }

    [Fact]
    public void CfsPeriod_ManyEntities_Stretches()
    {
        Assert.Equal(24_000_000, Cfs.PeriodNs(8));
        Assert.Equal(30_000_000, Cfs.PeriodNs(10));
    }

    [Theory]
    [InlineData(1, 55.53)]
    [InlineData(5, 75.35)]
    [InlineData(19, 98.56)]
    public void NiceWeights_AgainstNiceZero_GiveThePublishedShares(int nice, double percent) =>
        Assert.Equal(percent, 100.0 * LoadWeight.NiceZero / (LoadWeight.NiceZero + LoadWeight.OfNice(nice)), 0.006);

    [Theory]
    [InlineData(-5, 1.312)]
    [InlineData(0, 4.0)]
    [InlineData(5, 12.23)]
    public void WakeupGranularity_ByNiceOfWakee_Agrees(int nice, double expectedMs) =>
        Assert.Equal(expectedMs, Virtual(Cfs.WakeupGranularityNs, nice) / 1e6, 0.005);

    [Theory]
    [InlineData(-5, 0.919)]
    [InlineData(0, 2.800)]
    [InlineData(5, 8.559)]
    public void EevdfDeadline_ByNice_Agrees(int nice, double expectedMs) =>
        Assert.Equal(expectedMs, EevdfTunables.ForThreads(8, 1_000_000).DeadlineIncrementNs(nice) / 1e6, 0.0005);

    [Fact]
    public void ScaleFactor_ByThreads_StopsAtEight() =>
        Assert.Equal([1, 2, 2, 3, 3, 3, 3, 4, 4], Enumerable.Range(1, 9).Select(CfsTunables.ScaleFactor));

    [Fact]
    public void NiceWeights_Tables_AreInversesOfEachOther()
    {
        for (var nice = -20; nice < 20; nice++)
        {
            var exact = 4294967296.0 / LoadWeight.OfNice(nice);
            Assert.Equal(exact, LoadWeight.InverseOfNice(nice), 0.9999);
            if (nice > -20) Assert.InRange((double)LoadWeight.OfNice(nice - 1) / LoadWeight.OfNice(nice), 1.18, 1.29);
        }
    }

    [Theory]
    [InlineData(new[] { .4, .3, .2, .1 }, 1.6667)]
    [InlineData(new[] { .2, .4, .25, .1, .05 }, 1.75)]
    public void Tlp_ReferenceVectors_Agree(double[] shares, double expected) => Assert.Equal(expected, TlpMeter.Of(shares), 0.0001);

    [Theory]
    [InlineData(256, Replacement.LeastRecentlyUsed, 0)]
    [InlineData(512, Replacement.LeastRecentlyUsed, 25.0)]
    [InlineData(256, Replacement.Random, 4.92)]
    public void RefillNs_SecondLevelAlone_ReferenceVectorsAgree(int kib, Replacement replacement, double expectedUs)
    {
        var milan = new CacheCosts { Replacement = replacement, L1Ns = 3.8, MemoryNs = 16 };
        var ns = milan.RefillNs(kib * 1024, kib * 1024, kib * 1024);
        Assert.Equal(expectedUs, ns / 1000, 0.02);
    }

    private static long Virtual(long ns, int nice) =>
        LoadWeight.Scale(ns, LoadWeight.NiceZero, LoadWeight.InverseOfNice(nice));
}
