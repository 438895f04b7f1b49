using Cloud.Cli.Replay;

namespace Cloud.Cli.Tests.Replay;

public sealed class LatencySummaryTests
{
    [Fact]
    public void Of_OneToAHundred_TakesTheNearestRank() =>
        Assert.Equal(new LatencySummary(100, 50, 90, 99, 100), LatencySummary.Of([.. Enumerable.Range(1, 100).Reverse().Select(value => (double)value)]));

    [Fact]
    public void Of_One_IsThatOne() => Assert.Equal(new LatencySummary(1, 7, 7, 7, 7), LatencySummary.Of([7]));

    [Fact]
    public void Of_Nothing_IsZero() => Assert.Equal(new LatencySummary(0, 0, 0, 0, 0), LatencySummary.Of([]));
}
