using Cloud.ControlPlane.Telemetry;

namespace Cloud.ControlPlane.Tests.Telemetry;

public sealed class LiveTelemetryTests
{
    private static readonly TelemetrySubject Subject = TelemetrySubject.Of(TelemetryWorld.Id(1));

    private static IAsyncEnumerator<LivePoint> Follow(TelemetryWorld world, DateTimeOffset? after = null) =>
        world.Store.FollowAsync(Subject, world.Store.Series(Subject, ["cpu.granted"]), after, CancellationToken.None).GetAsyncEnumerator();

    [Fact]
    public async Task Follow_TwoFollowers_EachGetsEveryTick()
    {
        var world = new TelemetryWorld();
        await using var first = Follow(world);
        await using var second = Follow(world);
        var one = first.MoveNextAsync().AsTask();
        var two = second.MoveNextAsync().AsTask();
        world.Tick(1, (0, [TelemetryWorld.Sample(1, 5)]));

        Assert.True(await one && await two);
        Assert.Equal((world.Now, 5f), (first.Current.At, first.Current.Values[0]));
        Assert.Equal(5f, second.Current.Values[0]);
    }

    [Fact]
    public async Task Follow_TooSlow_IsCutOffAndResumes()
    {
        var world = new TelemetryWorld();
        world.Tick(1, (0, [TelemetryWorld.Sample(1, 0)]));
        await using var slow = Follow(world);
        var next = slow.MoveNextAsync().AsTask();
        for (var tick = 1; tick <= TelemetryLimits.FollowerBacklog + 10; tick++) world.Tick(1, (0, [TelemetryWorld.Sample(1, tick)]));

        var seen = new List<(DateTimeOffset At, float Value)>();
        while (await next)
        {
            seen.Add((slow.Current.At, slow.Current.Values[0]));
            next = slow.MoveNextAsync().AsTask();
        }

        Assert.InRange(seen.Count, 1, TelemetryLimits.FollowerBacklog + 1);
        await using var again = Follow(world, seen[^1].At);
        for (var tick = seen.Count + 1; tick <= TelemetryLimits.FollowerBacklog + 10; tick++)
        {
            Assert.True(await again.MoveNextAsync());
            Assert.Equal((TelemetryWorld.Start.AddSeconds(tick + 1), tick), (again.Current.At, again.Current.Values[0]));
        }
    }

    [Fact]
    public async Task Follow_MoreThanTheLimit_HasNoRoom()
    {
        var world = new TelemetryWorld(new TelemetryLimits { Followers = 1 });
        Assert.True(world.Store.HasRoomToFollow);
        var only = Follow(world);
        var next = only.MoveNextAsync().AsTask();

        Assert.False(world.Store.HasRoomToFollow);
        world.Tick(1);
        Assert.True(await next);
        await only.DisposeAsync();
        Assert.True(world.Store.HasRoomToFollow);
    }
}
