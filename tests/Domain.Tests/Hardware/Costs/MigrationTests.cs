using Cloud.Domain.Hardware.Costs.Migration;
using CsCheck;

namespace Cloud.Domain.Tests.Hardware.Costs;

public class MigrationTests
{
    [Theory] // Test vector of section 13.
    [InlineData(4096, 100, 1200, .3, double.PositiveInfinity, 1, 3.413, .2844)]
    [InlineData(4096, 600, 1200, .3, double.PositiveInfinity, 4, 6.400, .2133)]
    [InlineData(4096, 1500, 1200, .3, 512, 3, 4.144, .2518)]
    [InlineData(16384, 300, 3000, .3, double.PositiveInfinity, 2, 6.007, .0546)]
    public void PreCopy_Converging_IsTheTestVector(double m, double d, double b, double limit, double w, int rounds, double live, double downtime)
    {
        var result = PreCopy.Run(new(m, d, b, limit) { WorkingSet = w });
        Assert.True(result.Converged);
        Assert.Equal(rounds, result.Rounds);
        Assert.Equal(live, result.LiveSeconds, 3);
        Assert.Equal(downtime, result.DowntimeSeconds, 4);
    }

    [Fact] // Test vector of section 13.
    public void PreCopy_OtherCases_AreTheTestVector()
    {
        var strict = PreCopy.Run(new(4096, 100, 1200, .03));
        Assert.Equal(2, strict.Rounds);
        Assert.Equal(.0237, strict.DowntimeSeconds, 4);
        Assert.Equal(7936, PreCopy.Run(new(4096, 600, 1200, .3)).Sent, 1e-6);
        var endless = PreCopy.Run(new(4096, 1500, 1200, .3) { WorkingSet = 2048 });
        Assert.False(endless.Converged);
        Assert.Equal(30, endless.Rounds);
        Assert.Equal(.6341, endless.DowntimeSeconds, 4);
        var xen = PreCopy.Run(new(4096, 1500, 1200, .3) { WorkingSet = 2048, SentFactorMax = 3 });
        Assert.Equal(7, xen.Rounds);
        Assert.Equal(.7296, xen.DowntimeSeconds, 4);
    }

    [Fact]
    public void PreCopy_Endless_EndsAtTheFixedPoint() =>
        Assert.Equal(PreCopy.FixedPoint(2048, 1500, 1200) / 1200, PreCopy.Run(new(4096, 1500, 1200, .3) { WorkingSet = 2048, IterationsMax = 500 }).DowntimeSeconds, 1e-6);

    [Fact]
    public void PreCopy_AnyGuest_AgreesWithTheClosedForm() =>
        Gen.Select(Gen.Double[100, 1e5], Gen.Double[0.05, 0.9], Gen.Double[0.01, 1]).Sample((memory, ratio, limit) =>
        {
            var run = PreCopy.Run(new(memory, ratio * 1000, 1000, limit) { IterationsMax = 1000 });
            var (total, downtime, rounds) = PreCopy.ClosedForm(memory, ratio * 1000, 1000, limit);
            if (Math.Abs(run.DowntimeSeconds - limit) < 1e-9) return;
            Assert.Equal(rounds, run.Rounds);
            Assert.Equal(downtime, run.DowntimeSeconds, 1e-6);
            Assert.Equal(total, run.LiveSeconds + run.DowntimeSeconds, 1e-6);
        });

    [Fact]
    public void PreCopy_DirtyingFaster_NeverShortensTheStop() =>
        Gen.Select(Gen.Double[0.1, 3], Gen.Double[0, 1]).Sample((ratio, more) =>
        {
            double At(double r) => PreCopy.Run(new(4096, r * 1000, 1000, 0) { WorkingSet = 1024, IterationsMax = 10 }).DowntimeSeconds;
            Assert.True(At(ratio + more) >= At(ratio) - 1e-12);
        });

    [Fact]
    public void AutoConverge_BusyGuest_IsSlowedUntilItFits()
    {
        var plain = PreCopy.Run(new(4096, 1500, 1200, .3) { WorkingSet = 2048 });
        var throttled = PreCopy.Run(new(4096, 1500, 1200, .3) { WorkingSet = 2048, AutoConverge = true });
        Assert.False(plain.Converged);
        Assert.True(throttled.Converged);
        Assert.InRange(throttled.Throttle, 0.2, 0.99);
        Assert.Equal(throttled.DowntimeSeconds + 0.03, throttled.TotalDowntimeSeconds, 1e-12);
    }

    [Fact]
    public void PostCopy_SendsOnce_AndObstaclesAreNamed()
    {
        Assert.Equal(3, PostCopy.TotalSeconds(3600, 1200));
        Assert.InRange(PostCopy.DowntimeSeconds, 0.01, 0.05);
        Assert.Equal(20_000 + 4096, PostCopy.FaultNs(20, 1), 1e-9);
        Assert.Empty(MigrationObstacles.Of(false, false, 0, false));
        Assert.Equal(4, MigrationObstacles.Of(true, true, 10, true).Count);
    }

    [Fact]
    public void Run_Volumes_AreRecorded()
    {
        var volumes = new double[PreCopy.RoundsKept];
        PreCopy.Run(new(4096, 600, 1200, .3), volumes);
        Assert.Equal([4096, 2048, 1024, 512, 256, 0], volumes[..6]);
    }
}
