using Cloud.ControlPlane.Telemetry;
using Cloud.Domain.Identity;
using CsCheck;

namespace Cloud.ControlPlane.Tests.Telemetry;

public sealed class TelemetryStoreTests
{
    [Fact]
    public void Total_TicksOfAnyLength_IsTheIntegralOfTheRateAndOnlyRises() =>
        Gen.Select(Gen.Int[1, 240], Gen.Int[0, 5], Gen.Bool, Gen.Int[0, 30]).Array[1, 40].Sample(ticks =>
        {
            var world = new TelemetryWorld();
            var (expected, before, rate) = (0.0, 0.0, 0);
            foreach (var (quarters, value, says, gap) in ticks)
            {
                world.Gap(gap);
                if (says) rate = value;
                expected += rate * quarters / 4.0;
                world.Tick(quarters / 4.0, says ? [(0, [TelemetryWorld.Sample(1, value)])] : []);
                if (world.Of(1, "cpu.granted").Series[0].Total is not { } total) continue;

                Assert.Equal(expected, total, 1e-6);
                Assert.True(total >= before, "A counter fell.");
                before = total;
            }
        }, iter: 200);

    [Fact]
    public void Total_InstanceMovesToAnotherHost_GoesOn()
    {
        var world = new TelemetryWorld();
        world.Tick(1, (0, [TelemetryWorld.Sample(1, 2)]));
        world.Tick(1, (0, []), (1, [TelemetryWorld.Sample(1, 3)]));
        world.Tick(1, (1, []), (0, [TelemetryWorld.Sample(1, 4)]));

        Assert.Equal(2 + 3 + 4, world.Total(1));
    }

    [Fact]
    public void Lost_Host_LeavesAGapAndStopsTheCounters()
    {
        var world = new TelemetryWorld();
        world.Tick(1, (0, [TelemetryWorld.Sample(1, 2)]));
        world.Tick(1);
        world.Gap(0);
        world.Store.BeginTick(world.Now.AddSeconds(1), 1);
        world.Store.Lost(world.Region.Hosts[0].Id);
        world.Store.EndTick();

        var reading = world.Of(1, "cpu.granted");
        Assert.False(reading.IsMeasured);
        Assert.Equal(4, reading.Series[0].Total);
        Assert.Equal([2f, 2f, float.NaN], reading.Series[0].Points.Mean[^3..]);
        Assert.Equal(0, world.Store.Read(TelemetrySubject.Of(new ZoneId("z1")), new(["hosts"], null, null, null)).Series.Count(series => series.Current > 0));
    }

    [Fact]
    public void RackAndZone_AreTheSumsOfTheirHosts()
    {
        var world = new TelemetryWorld();
        world.Tick(1, (0, [TelemetryWorld.Sample(1, 1), TelemetryWorld.Sample(2, 2)]), (1, [TelemetryWorld.Sample(3, 3)]), (2, [TelemetryWorld.Sample(4, 9)]));

        foreach (var subject in new[] { TelemetrySubject.Of(new ZoneId("z1"), "r01"), TelemetrySubject.Of(new ZoneId("z1")) })
        {
            var values = world.Store.Read(subject, TelemetryQuery.Default).Series.ToDictionary(series => series.Key.Metric.Name, series => series.Current, StringComparer.Ordinal);
            Assert.Equal(6, values["cpu.granted"]);
            Assert.Equal(6, values["memory.resident"]);
            Assert.Equal(3, values["instances"]);
            Assert.Equal(2, values["hosts"]);
            Assert.Equal(16, values["cpu.threads"]);
            Assert.Equal(6 / 16f, values["cpu.utilization"]);
            Assert.Equal(3, values["cpu.ready_worst"]);
        }
    }

    [Fact]
    public void Histories_MoreInstancesThanRoom_KeepsThoseAskedForLast()
    {
        var world = new TelemetryWorld(new TelemetryLimits { InstanceHistories = 2 });
        world.Tick(1, (0, [TelemetryWorld.Sample(1, 1), TelemetryWorld.Sample(2, 2), TelemetryWorld.Sample(3, 3)]));

        world.Of(1);
        Assert.All(world.Of(3, "cpu.granted").Series[0].Points.Mean, point => Assert.True(float.IsNaN(point)));
        world.Tick(1);

        Assert.Equal(2, world.Store.InstanceHistories);
        Assert.Equal(3, world.Of(3, "cpu.granted").Series[0].Points.Mean[^1]);
        Assert.Equal([1f, 1f], world.Of(1, "cpu.granted").Series[0].Points.Mean[^2..]);
        Assert.Equal(2, world.Of(2, "cpu.granted").Series[0].Current);
    }

    [Fact]
    public void Instances_MoreThanTheLimit_AreStillCountedOnTheirHost()
    {
        var world = new TelemetryWorld(new TelemetryLimits { Instances = 1 });
        world.Tick(1, (0, [TelemetryWorld.Sample(1, 1), TelemetryWorld.Sample(2, 2)]));

        Assert.False(world.Of(2).IsMeasured);
        Assert.Equal(3, world.Store.Read(TelemetrySubject.Of(world.Region.Hosts[0].Id), new(["memory.resident"], null, null, null)).Series[0].Current);
    }

    [Fact]
    public void Instance_AwayForLongerThanKept_IsForgotten()
    {
        var world = new TelemetryWorld(new TelemetryLimits { KeepAbsentSeconds = 10 });
        world.Tick(1, (0, [TelemetryWorld.Sample(1, 1)]));
        world.Tick(1, (0, []));
        world.Tick(9);
        Assert.Equal(1, world.Total(1));

        world.Tick(3);
        Assert.Null(world.Of(1, "cpu.granted").Series[0].Total);
    }

    [Fact]
    public void Tick_BackInTime_IsRefused()
    {
        var world = new TelemetryWorld();
        world.Tick(1);

        Assert.Throws<ArgumentOutOfRangeException>(() => world.Store.BeginTick(world.Now, 1));
        Assert.Throws<InvalidOperationException>(() => world.Store.Lost(world.Region.Hosts[0].Id));
    }
}
