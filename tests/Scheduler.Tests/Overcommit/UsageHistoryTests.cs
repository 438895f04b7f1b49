using Cloud.Scheduler.Overcommit;
using CsCheck;

namespace Cloud.Scheduler.Tests.Overcommit;

/// <summary>The running statistics of a window against the window itself, computed anew.</summary>
public sealed class UsageHistoryTests
{
    private static readonly Gen<(int Capacity, int[] Percents)> GenRun = Gen.Select(Gen.Int[1, 12], Gen.Int[0, 100].Array[0, 40]);

    [Fact]
    public void Add_AnySamples_StatisticsAreThoseOfTheLastOnes() => GenRun.Sample(run =>
    {
        var history = Of(run.Percents, run.Capacity);
        var window = run.Percents.TakeLast(run.Capacity).Select(percent => percent / 100.0).ToArray();
        Assert.Equal(window.Length, history.Count);
        if (window.Length == 0) return;
        Assert.Equal(window.Average(), history.Mean, 9);
        Assert.Equal(window.Average(share => (share - window.Average()) * (share - window.Average())), history.Variance, 1e-12);
        Assert.Equal(window.Max(), history.Peak);
        foreach (var percent in new[] { 0.0, 1, 50, 90, 95, 99, 100 })
        {
            var rank = Math.Max(1, (int)Math.Ceiling(percent / 100 * window.Length));
            Assert.Equal(window.Order().ElementAt(rank - 1), history.Percentile(percent));
        }
    });

    [Fact]
    public void Add_Fractions_AreRoundedUp()
    {
        var history = new UsageHistory(4);
        history.Add(0.123);
        Assert.Equal(0.13, history.Peak);
        history.Add(double.NaN);
        Assert.Equal(1, history.Peak);
    }

    [Fact]
    public void Percentile_NoSamples_IsTheWholeLimit() => Assert.Equal(1, new UsageHistory().Percentile(50));

    internal static UsageHistory Of(int[] percents, int capacity = UsageHistory.DefaultCapacity)
    {
        var history = new UsageHistory(capacity);
        foreach (var percent in percents) history.Add(percent / 100.0);
        return history;
    }
}
