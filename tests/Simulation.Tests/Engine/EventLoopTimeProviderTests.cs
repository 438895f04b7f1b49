using Cloud.Simulation.Engine;

namespace Cloud.Simulation.Tests.Engine;

public sealed class EventLoopTimeProviderTests
{
    private static readonly DateTimeOffset Epoch = new(2030, 5, 6, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void GetUtcNow_LoopAdvanced_FollowsVirtualTime()
    {
        var loop = new EventLoop();
        var clock = new EventLoopTimeProvider(loop, Epoch);
        var start = clock.GetTimestamp();
        loop.RunFor(TimeSpan.FromSeconds(90));
        Assert.Equal(Epoch.AddSeconds(90), clock.GetUtcNow());
        Assert.Equal(TimeSpan.FromSeconds(90), clock.GetElapsedTime(start));
    }

    [Fact]
    public void CreateTimer_Periodic_FiresOnTheLoopUntilDisposed()
    {
        var loop = new EventLoop();
        var clock = new EventLoopTimeProvider(loop, Epoch);
        var fired = new List<DateTimeOffset>();
        var timer = clock.CreateTimer(_ => fired.Add(clock.GetUtcNow()), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10));
        loop.RunFor(TimeSpan.FromSeconds(25));
        Assert.Equal([Epoch.AddSeconds(1), Epoch.AddSeconds(11), Epoch.AddSeconds(21)], fired);
        timer.Change(TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
        loop.RunFor(TimeSpan.FromSeconds(100));
        Assert.Equal(4, fired.Count);
        timer.Change(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        timer.Dispose();
        loop.RunFor(TimeSpan.FromSeconds(100));
        Assert.Equal(4, fired.Count);
        Assert.Equal(0, loop.Pending);
    }
}
