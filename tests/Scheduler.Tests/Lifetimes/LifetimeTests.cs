using Cloud.Domain.Identity;
using Cloud.Scheduler.Lifetimes;
using CsCheck;

namespace Cloud.Scheduler.Tests.Lifetimes;

public sealed class LifetimeTests
{
    private static readonly HostId Host = new("h");

    [Fact]
    public void Remaining_LongerThanTheShortOnes_IsTheMeanOfTheRest()
    {
        var distribution = new LifetimeDistribution([100, 10, 40]);
        Assert.Equal(50, distribution.Remaining(0));
        Assert.Equal(60, distribution.Remaining(10)); // (40 + 100) / 2 - 10
        Assert.Equal(30, distribution.Remaining(70));
        Assert.Equal(500, distribution.Remaining(500)); // Older than all: as long again.
    }

    [Fact]
    public void Remaining_AnyAge_IsNeverNegative() =>
        Gen.Select(Gen.Int[0, 1000].Array[1, 20], Gen.Int[0, 2000]).Sample((lifetimes, age) =>
            Assert.True(new LifetimeDistribution([.. lifetimes.Select(seconds => (double)seconds)]).Remaining(age) > 0 || lifetimes.All(it => it == 0)));

    [Fact]
    public void LifetimeDistribution_Nonsense_Throws()
    {
        Assert.Throws<ArgumentException>(() => new LifetimeDistribution([]));
        Assert.Throws<ArgumentException>(() => new LifetimeDistribution([-1]));
        Assert.Throws<ArgumentException>(() => new LifetimeDistribution([double.NaN]));
    }

    [Theory, InlineData(0, 1), InlineData(3599, 1), InlineData(3600, 2), InlineData(36_000, 3), InlineData(360_000, 4)]
    public void LifetimeClass_Seconds_AreDecades(double seconds, int expected) => Assert.Equal(expected, LifetimeClass.Of(seconds));

    [Fact]
    public void View_AsTimePasses_PredictsAnew()
    {
        var table = new LifetimeTable();
        var kind = new LifetimeDistribution([100, 1000]);
        table.Add(Host, 1, kind, now: 0, hostShareUsed: 0.1);
        Assert.Equal(550, table.View(kind, 0).Of(Host)!.Value.ExitSeconds);
        Assert.Equal(800, table.View(kind, 200).Of(Host)!.Value.ExitSeconds); // It has outlived the short ones.
        Assert.Equal(550, table.View(kind, 200).GuestSeconds);
        table.Remove(Host, 1, 300);
        Assert.Null(table.View(kind, 300).Of(Host));
    }

    [Fact]
    public void View_FilledHost_RecyclesAndItsClassFallsWhenItsFoundersLeave()
    {
        var table = new LifetimeTable();
        var (day, minute) = (new LifetimeDistribution([86_400]), new LifetimeDistribution([60]));
        table.Add(Host, 1, day, 0, 0.5);
        Assert.Equal((3, false), State(table, 0));
        table.Add(Host, 2, day, 10, 0.96);
        Assert.Equal((3, true), State(table, 10));
        table.Remove(Host, 1, 1000);
        table.Add(Host, 3, minute, 1000, 0.9);
        Assert.Equal((3, true), State(table, 1000));
        table.Remove(Host, 2, 2000);
        Assert.Equal((2, true), State(table, 2000));
    }

    [Fact]
    public void View_HostThatOverstaysItsClass_Rises()
    {
        var table = new LifetimeTable();
        table.Add(Host, 1, new LifetimeDistribution([60]), 0, 0.1);
        Assert.Equal(1, State(table, 3600).Class);
        Assert.Equal(2, State(table, 3601).Class);
        Assert.Equal(3, State(table, 40_000).Class);
    }

    [Fact]
    public void LifetimeTable_GuestTwiceOrNever_Throws()
    {
        var table = new LifetimeTable();
        var kind = new LifetimeDistribution([1]);
        table.Add(Host, 1, kind, 0, 0.1);
        Assert.Throws<InvalidOperationException>(() => table.Add(Host, 1, kind, 0, 0.1));
        Assert.Throws<InvalidOperationException>(() => table.Remove(Host, 2, 0));
    }

    private static (int Class, bool IsRecycling) State(LifetimeTable table, double now)
    {
        var lifetime = table.View(0, now).Of(Host)!.Value;
        return (lifetime.Class, lifetime.IsRecycling);
    }
}
