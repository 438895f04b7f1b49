using Cloud.Simulation.Experiments;

namespace Cloud.Simulation.Tests.Experiments;

public sealed class SampleStatisticsTests
{
    [Fact]
    public void TrimmedMean_TenValues_LeavesOutTheLowestAndTheHighest() =>
        Assert.Equal(4.5, SampleStatistics.TrimmedMean([1000, 1, 2, 3, 4, 5, 6, 7, 8, 0]));

    [Fact]
    public void TrimmedMean_NineValues_IsTheMean() => Assert.Equal(5, SampleStatistics.TrimmedMean([9, 1, 2, 3, 4, 5, 6, 7, 8]));

    [Fact]
    public void Mean_Nothing_IsRefused() => Assert.Throws<ArgumentException>(() => SampleStatistics.Mean([]));
}
