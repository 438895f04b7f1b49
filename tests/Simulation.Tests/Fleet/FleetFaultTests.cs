using Cloud.ControlPlane.Hosts;
using Cloud.ControlPlane.Operator.Faults;
using Cloud.ControlPlane.Ports;
using Cloud.Domain.Iaas;
using Cloud.Domain.Identity;
using Cloud.Simulation.Fleet;

namespace Cloud.Simulation.Tests.Fleet;

/// <summary>Each kind of fault does what its name says to the hosts it names, to no others, and is gone when it is healed.</summary>
public sealed class FleetFaultTests
{
    private static readonly HostId First = Worlds.Host(1).Id;
    private static readonly HostId Second = Worlds.Host(2).Id;

    private readonly SimulatedFleet _fleet = Worlds.Fleet(2);
    private readonly ReportLog _log = new();

    private List<HostReport> Run(double seconds, params HostCommand[] commands)
    {
        _fleet.Send(commands);
        for (var step = 0; step < 100; step++)
        {
            _fleet.Advance(_fleet.NowNs + (long)(seconds * Worlds.SecondNs / 100));
            _fleet.Deliver(_log);
        }

        var said = _log.Reports.ToList();
        _log.Reports.Clear();
        return said;
    }

    private void Strike(FaultKind kind, HostId host, FaultParameters? parameters = null) =>
        _fleet.Set([new(kind, [host], parameters ?? FaultParameters.DefaultOf(kind))]);

    private static HostCommand[] OneEach() => OneEach(1);

    private static HostCommand[] OneEach(int number) => [Worlds.Ensure(First, Worlds.Instance(number), 1), Worlds.Ensure(Second, Worlds.Instance(number + 100), 1)];

    private static double BootMs(IEnumerable<HostReport> said, HostId host) =>
        said.Last(report => report.Host == host && report.Observed is ObservedPower.Running).Timeline.Sum(phase => phase.DurationMs);

    [Theory]
    [InlineData(FaultKind.HostCrash)]
    [InlineData(FaultKind.RackPowerLoss)]
    public void NoPower_HostIsSilentAndBootsAgainWhenHealed(FaultKind kind)
    {
        Run(60, OneEach());
        Strike(kind, First);
        var dark = Run(60, OneEach(2));
        _fleet.Set([]);
        var back = Run(60);

        Assert.All(dark, report => Assert.Equal(Second, report.Host));
        Assert.Contains(back, report => report.Host == First && report.Observed is ObservedPower.Running);
        Assert.Equal(2, _fleet.Held().Single(held => held.Host == First).Boots);
        Assert.All(_fleet.Held().Where(held => held.Host == Second), held => Assert.Equal(1, held.Boots));
    }

    [Fact]
    public void SlowHost_BootsLater()
    {
        Strike(FaultKind.SlowHost, First, new() { Factor = 20 });
        var fast = Run(2, OneEach());
        var slow = Run(120);

        Assert.Contains(fast, report => report.Host == Second && report.Observed is ObservedPower.Running);
        Assert.DoesNotContain(fast, report => report.Host == First && report.Observed is ObservedPower.Running);
        Assert.Contains(slow, report => report.Host == First && report.Observed is ObservedPower.Running);
    }

    /// <summary>Found by <c>cloud sim --scenario storm --seed 0x5</c>: a boot that began on a slow host stayed slow for ever.</summary>
    [Fact]
    public void SlowHost_HealedInTheMiddleOfABoot_GoesOnAtFullSpeed()
    {
        Strike(FaultKind.SlowHost, First, new() { Factor = 1_000 });
        var slow = Run(1, OneEach());
        _fleet.Set([]);
        var well = Run(60);

        Assert.DoesNotContain(slow, report => report.Host == First && report.Observed is ObservedPower.Running);
        Assert.Contains(well, report => report.Host == First && report.Observed is ObservedPower.Running);
    }

    [Theory]
    [InlineData(FaultDirection.Both, false, false)]
    [InlineData(FaultDirection.ToHosts, false, true)]
    [InlineData(FaultDirection.FromHosts, true, false)]
    public void Partition_CutsTheWayItSays(FaultDirection direction, bool hears, bool speaks)
    {
        Run(0.002, OneEach());
        Strike(FaultKind.Partition, First, new() { Direction = direction });
        var said = Run(60, OneEach(2));

        Assert.Equal(hears, _fleet.Held().Any(held => held.Instance == Worlds.Instance(2)));
        Assert.Equal(speaks, said.Exists(report => report.Host == First));
        Assert.Contains(said, report => report.Host == Second && report.Instance == Worlds.Instance(102));
        _fleet.Set([]);
        Assert.Contains(Run(60, OneEach(2)), report => report.Host == First && report.Instance == Worlds.Instance(2));
    }

    [Fact]
    public void LostMessages_AllOfThem_NothingArrives()
    {
        Strike(FaultKind.LostMessages, First, new() { Rate = 1 });

        Assert.DoesNotContain(Run(60, OneEach()), report => report.Host == First);
        Assert.True(_fleet.Counters.MessagesDropped > 0);
    }

    [Fact]
    public void LateMessages_AreLateByNoMoreThanAsked()
    {
        Strike(FaultKind.LateMessages, First, new() { Rate = 1, DelayMs = 10_000 });
        HostCommand[] many = [.. Enumerable.Range(1, 50).Select(i => Worlds.Ensure(First, Worlds.Instance(i), 1, DesiredPower.Stopped, vcpus: 1, memoryMib: 64))];
        Run(5, many);
        var half = _fleet.Held().Count();
        Run(6);

        Assert.InRange(half, 10, 40);
        Assert.Equal(50, _fleet.Held().Count());
        Assert.True(_fleet.Counters.MessagesDelayed >= 50);
    }

    [Fact]
    public void DuplicatedMessages_ChangeNothing()
    {
        Strike(FaultKind.DuplicatedMessages, First, new() { Rate = 1 });
        Run(60, OneEach());

        Assert.True(_fleet.Counters.MessagesDuplicated > 0);
        Assert.All(_fleet.Held(), held => Assert.Equal((1, ObservedPower.Running), (held.Boots, held.Observed)));
    }

    [Fact]
    public void ReorderedMessages_TheNewerCommandWinsAndNoneIsLost()
    {
        Strike(FaultKind.ReorderedMessages, First, new() { Rate = 0.5 });
        for (var number = 1; number <= 20; number++)
        {
            _fleet.Send([
                Worlds.Ensure(First, Worlds.Instance(number), 1, DesiredPower.Stopped, vcpus: 1, memoryMib: 64),
                Worlds.Ensure(First, Worlds.Instance(number), 2, DesiredPower.Stopped, vcpus: 1, memoryMib: 64),
            ]);
        }

        Run(5);

        Assert.True(_fleet.Counters.MessagesReordered > 0);
        Assert.Equal(0, _fleet.Counters.MessagesDropped);
        Assert.Equal(Enumerable.Repeat(new Generation(2), 20), _fleet.Held().Select(held => held.Generation));
    }

    [Fact]
    public void StaleReports_AreSaidAgainByThatHostAlone()
    {
        Strike(FaultKind.StaleReports, First, new() { Rate = 1 });
        var said = Run(120, [.. Enumerable.Range(1, 5).SelectMany(OneEach)]);

        Assert.True(_fleet.Counters.ReportsRepeated > 0);
        var last = said.GroupBy(report => (report.Host, report.Instance)).Select(group => group.Last()).ToList();
        Assert.Contains(last, report => report.Host == First && report.Observed is ObservedPower.Booting); // The last word is an old one.
        Assert.All(last.Where(report => report.Host == Second), report => Assert.Equal(ObservedPower.Running, report.Observed));
        Assert.All(_fleet.Held(), held => Assert.Equal(ObservedPower.Running, held.Observed));
    }

    [Fact]
    public void DiskFull_NothingNewIsTakenAndWhatIsThereStays()
    {
        Run(60, OneEach());
        Strike(FaultKind.DiskFull, First);
        var said = Run(60, OneEach(2));

        var refused = Assert.Single(said, report => report.Host == First && report.Observed is ObservedPower.Failed);
        Assert.Contains("disk is full", refused.Reason, StringComparison.Ordinal);
        Assert.Equal(1, _fleet.Use(First).Instances);
        Assert.Equal(2, _fleet.Use(Second).Instances);
    }

    [Fact]
    public void ClockSkew_OnlyWhatTheHostMeasuresIsWrong()
    {
        Strike(FaultKind.ClockSkew, First, new() { ClockRate = 2, OffsetSeconds = -3_600 });
        var fast = BootMs(Run(60, Worlds.Ensure(First, Worlds.Instance(1), 1)), First);
        _fleet.Set([]);

        var right = Worlds.Fleet(2);
        right.Send([Worlds.Ensure(First, Worlds.Instance(1), 1)]);
        right.Advance(0);
        right.Advance(60 * Worlds.SecondNs);
        var log = new ReportLog();
        right.Deliver(log);

        Assert.InRange(fast / BootMs(log.Reports, First), 1.999, 2.001); // The same boot of the same seed, measured twice as long.
        Assert.Equal(0, _fleet.NowNs - (60 * Worlds.SecondNs));
    }

    /// <summary>Found by <c>cloud sim --scenario storm --seed 0x34CF</c>: hosts remembered by the time of day, and nobody knew what a late command raised.</summary>
    [Theory]
    [InlineData(600, 1)]
    [InlineData(0, 2)]
    public void ClockSkew_AheadOrFast_DoesNotForgetWhatWasRemoved(double offsetSeconds, double clockRate)
    {
        var ensure = Worlds.Ensure(First, Worlds.Instance(1), 1);
        Run(10, ensure);
        Run(1, new RemoveInstance(First, Worlds.Instance(1), new(2)));
        Strike(FaultKind.ClockSkew, First, new() { OffsetSeconds = offsetSeconds, ClockRate = clockRate });
        Run(LinkFaults.DelayMsLimit / 1_000);

        Assert.Empty(Run(60, ensure));
        Assert.Empty(_fleet.Held());
    }

    [Fact]
    public void TwoFaultsOnOneHost_HealOne_TheOtherStays()
    {
        ActiveFault power = new(FaultKind.HostCrash, [First], FaultParameters.None);
        ActiveFault rack = new(FaultKind.RackPowerLoss, [First, Second], FaultParameters.None);
        _fleet.Set([power, rack]);
        Run(1, OneEach());
        Assert.Equal((true, true), (_fleet.IsCrashed(First), _fleet.IsCrashed(Second)));

        _fleet.Set([power]);
        Run(1);
        Assert.Equal((true, false), (_fleet.IsCrashed(First), _fleet.IsCrashed(Second)));
        _fleet.Set([power]);
        _fleet.Set([]);
        Run(1);
        Assert.False(_fleet.IsCrashed(First));
    }

    [Fact]
    public void EveryKind_IsSupportedAndDescribesItself()
    {
        Assert.Equal(FaultNames.Kinds.Order(), _fleet.Supported.Order());
        Assert.All(FaultNames.Kinds, kind => Assert.NotEmpty(FaultParameters.DefaultOf(kind).Describe(kind)));
        Assert.All(FaultNames.Kinds, kind => Assert.Equal(kind, FaultNames.Kind(kind.Name())));
        Assert.Equal(LinkFaults.DelayMsLimit, FaultParameters.DelayMsLimit);
    }
}
