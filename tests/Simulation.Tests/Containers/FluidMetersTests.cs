using Cloud.Domain.Hardware;
using Cloud.Domain.Iaas;
using Cloud.Domain.Identity;
using Cloud.Domain.Placement;
using Cloud.Simulation.Containers;
using Cloud.Simulation.Tests.Fleet;
using CsCheck;

namespace Cloud.Simulation.Tests.Containers;

/// <summary>What control groups count comes from the fluid model of the host, and what is written to them changes it.</summary>
public sealed class FluidMetersTests
{
    private static readonly HardwareProfile Profile = HardwareProfiles.Get("epyc-7763-2s");
    private static readonly HostDescription Host = new(
        new("h1"), new("z1"), "r1", Profile.Name, Profile.DefaultNumaMode.Name, "plain",
        [.. Profile.DefaultNumaMode.Nodes.Select(node => new NumaNodeDescription(node.Cores, Profile.ThreadsPerCore, node.MemoryMib))], 1000);

    private readonly IContainerMeters _meters = FluidMeters.For(Host);
    private long _nowNs;

    [Fact]
    public void Limit_QuotaBelowTheLoad_Throttles_AndLiftedLetsItRunAgain()
    {
        var web = Guest(1, "nginx", 2);
        Pass(10, web);
        var free = _meters.Read(web.Id)!.Value;
        Assert.InRange(free.CpuSeconds, 6.5, 9);
        Assert.Equal(0, free.ThrottledSeconds);

        _meters.Limit(web.Id, ContainerLimits.None with { QuotaCpus = 0.2 });
        Pass(10, web);
        var tight = _meters.Read(web.Id)!.Value;
        Assert.Equal(2, tight.CpuSeconds - free.CpuSeconds, 1);
        Assert.True(tight.ThrottledSeconds > 1);
        Assert.Equal(100, tight.ThrottledPeriods, 1e-6);
        Assert.True(tight.CpuPressure.Avg10 > 0.1);

        _meters.Limit(web.Id, ContainerLimits.None);
        Pass(10, web);
        var again = _meters.Read(web.Id)!.Value;
        Assert.Equal(free.CpuSeconds, again.CpuSeconds - tight.CpuSeconds, 0.1);
        Assert.Equal(tight.ThrottledSeconds, again.ThrottledSeconds);
        Assert.True(again.CpuPressure.Avg10 < tight.CpuPressure.Avg10);
    }

    [Fact]
    public void Follow_AnyQuota_NeverRunsMoreThanItAllows_AndCountersOnlyRise() => Gen.Select(Gen.Double[0.05, 3], Gen.Double[0.5, 60].Array[1, 5], Gen.Int[1, 8]).Sample((quota, steps, vcpus) =>
    {
        var meters = FluidMeters.For(Host);
        var database = Guest(1, "postgres", vcpus);
        meters.Follow([database], 0);
        meters.Limit(database.Id, ContainerLimits.None with { QuotaCpus = quota });
        var (now, before) = (0.0, meters.Read(database.Id)!.Value);
        foreach (var seconds in steps)
        {
            meters.Follow([database], (long)((now += seconds) * 1e9));
            var after = meters.Read(database.Id)!.Value;
            Assert.InRange(after.CpuSeconds - before.CpuSeconds, 0, (Math.Min(quota, vcpus) * seconds) + 1e-6);
            Assert.True(after.ThrottledSeconds >= before.ThrottledSeconds && after.ReadBytes >= before.ReadBytes);
            Assert.Equal(seconds, after.UptimeSeconds - before.UptimeSeconds, 1e-6);
            before = after;
        }
    }, iter: 50);

    [Fact]
    public void Follow_FirstLookAfterAnHour_CountsFromTheStart_AndARestartBeginsAnew()
    {
        var web = Guest(1, "nginx", 2);
        Pass(3600, web);
        Assert.Equal(3600, _meters.Read(web.Id)!.Value.UptimeSeconds, 1e-6);
        var restarted = web with { Boots = 2, SinceNs = _nowNs };
        Pass(5, restarted);
        Assert.Equal(5, _meters.Read(web.Id)!.Value.UptimeSeconds, 1e-6);
        Pass(1);
        Assert.Null(_meters.Read(web.Id));
    }

    [Fact]
    public void Limit_DrivesAndMemory_HoldBackWhatWasAsked()
    {
        var database = Guest(1, "postgres", 2);
        Pass(10, database);
        var free = _meters.Read(database.Id)!.Value;
        Assert.Equal(4000, free.Reads + free.Writes, 4000 * 0.1);
        _meters.Limit(database.Id, ContainerLimits.None with { OperationsPerSecond = 50, MemoryHigh = 100 << 20 });
        Pass(10, database);
        var tight = _meters.Read(database.Id)!.Value;
        Assert.Equal(500, tight.Reads + tight.Writes - free.Reads - free.Writes, 500 * 0.1);
        Assert.True(tight.MemoryBytes <= 100 << 20 && free.MemoryBytes > 150 << 20);
    }

    [Fact]
    public void For_UnknownHardware_CountsNothing() => Assert.IsType<NoMeters>(FluidMeters.For(Worlds.Host(1)));

    private static GuestFact Guest(int number, string image, int vcpus) => new(
        Worlds.Instance(number), InstanceKind.Container, new ImageId(image), new(vcpus, 256, 1, 1, CpuPolicy.Shared), new(new("h1"), 1, [new(0, vcpus, 256, [])]), false, 1, 0);

    private void Pass(double seconds, params GuestFact[] guests) => _meters.Follow(guests, _nowNs += (long)(seconds * 1e9));
}
