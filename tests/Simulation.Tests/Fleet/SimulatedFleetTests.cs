using Cloud.ControlPlane.Hosts;
using Cloud.Domain.Iaas;
using Cloud.Domain.Placement;
using Cloud.Simulation.Engine;
using Cloud.Simulation.Fleet;

namespace Cloud.Simulation.Tests.Fleet;

public sealed class SimulatedFleetTests
{
    private static readonly HostDescription First = Worlds.Host(1);

    private readonly ReportLog _log = new();

    private List<HostReport> Run(SimulatedFleet fleet, double seconds, params HostCommand[] commands)
    {
        if (commands.Length > 0) fleet.Send(commands);
        fleet.Advance(fleet.NowNs);
        fleet.Advance(fleet.NowNs + (long)(seconds * Worlds.SecondNs));
        fleet.Deliver(_log);
        var said = _log.Reports.ToList();
        _log.Reports.Clear();
        return said;
    }

    [Fact]
    public void Advance_BootTimes_DifferByKindAsTheReferenceSays()
    {
        foreach (var kind in InstanceKinds.All)
        {
            var fleet = Worlds.Fleet(1);
            HostCommand[] commands = [.. Enumerable.Range(1, 16).Select(i => Worlds.Ensure(First.Id, Worlds.Instance(i), 1, kind: kind, vcpus: 1))];

            var boots = Run(fleet, 120, commands)
                .Select(report => report.Timeline.Where(phase => phase.Phase is not ImageFetch.Phase).Sum(phase => phase.DurationMs)).Order().ToList();

            Assert.Equal(16, boots.Count);
            Assert.InRange(boots[8] / BootPath.Of(kind).MedianMs, 0.9, 1.1);
            Assert.True(boots[^1] > boots[0]);
        }
    }

    [Fact]
    public void CatchUp_AfterTheWorldSlept_ACommandBeginsNow()
    {
        var fleet = Worlds.Fleet(1);
        fleet.Send([Worlds.Ensure(First.Id, Worlds.Instance(1), 1, vcpus: 1)]);

        fleet.CatchUp(60 * Worlds.SecondNs);
        fleet.Advance(60 * Worlds.SecondNs);
        fleet.Deliver(_log);

        Assert.DoesNotContain(_log.Reports, report => report.Observed is ObservedPower.Running);
        fleet.Advance(120 * Worlds.SecondNs);
        fleet.Deliver(_log);
        Assert.Equal(ObservedPower.Running, _log.Reports[^1].Observed);
    }

    [Fact]
    public void Advance_SecondUseOfAnImage_DoesNotFetchAgain()
    {
        var fleet = Worlds.Fleet(1, new() { ImageSizeMib = _ => 2048 });

        var first = Run(fleet, 60, Worlds.Ensure(First.Id, Worlds.Instance(1), 1));
        var second = Run(fleet, 60, Worlds.Ensure(First.Id, Worlds.Instance(2), 1));
        var other = Run(fleet, 60, Worlds.Ensure(First.Id, Worlds.Instance(3), 1, image: "alpine"));

        var fetch = first[^1].Timeline[0];
        Assert.Equal(ImageFetch.Phase, fetch.Phase);
        Assert.InRange(fetch.DurationMs / ImageFetch.MedianMs(2048, ImageFetch.DefaultNicGbitPerSecond), 0.7, 1.4);
        Assert.DoesNotContain(second[^1].Timeline, phase => phase.Phase is ImageFetch.Phase);
        Assert.Contains(other[^1].Timeline, phase => phase.Phase is ImageFetch.Phase);
    }

    [Fact]
    public void Advance_TwoGuestsWantTheSameNewImage_FetchItOnce()
    {
        var fleet = Worlds.Fleet(1, new() { ImageSizeMib = _ => 4096 });

        var said = Run(fleet, 60, Worlds.Ensure(First.Id, Worlds.Instance(1), 1), Worlds.Ensure(First.Id, Worlds.Instance(2), 1));

        var fetches = said.Select(report => report.Timeline[0]).ToList();
        Assert.All(fetches, phase => Assert.Equal(ImageFetch.Phase, phase.Phase));
        Assert.Equal(fetches[0].DurationMs, fetches[1].DurationMs);
    }

    [Fact]
    public void Deliver_FullSink_SaysItAgainLaterAndOnlyTheNewest()
    {
        var fleet = Worlds.Fleet(1);
        _log.Room = 0;
        fleet.Send([Worlds.Ensure(First.Id, Worlds.Instance(1), 1), Worlds.Ensure(First.Id, Worlds.Instance(2), 1)]);
        for (var step = 0; step < 100; step++)
        {
            fleet.Advance(fleet.NowNs + (Worlds.SecondNs / 20));
            Assert.Equal(0, fleet.Deliver(_log));
        }

        Assert.Equal(2, fleet.ReportsWaiting);
        _log.Room = 1;
        Assert.Equal(1, fleet.Deliver(_log));
        _log.Room = 10;
        Assert.Equal(1, fleet.Deliver(_log));
        Assert.Equal(0, fleet.Deliver(_log));
        Assert.Equal([ObservedPower.Running, ObservedPower.Running], _log.Reports.Select(report => report.Observed));
    }

    [Fact]
    public void Send_InboxFull_DropsAndCounts()
    {
        var fleet = Worlds.Fleet(1, new() { InboxMax = 3 });

        fleet.Send([.. Enumerable.Range(1, 5).Select(i => Worlds.Ensure(First.Id, Worlds.Instance(i), 1, DesiredPower.Stopped))]);
        fleet.Advance(Worlds.SecondNs);

        Assert.Equal((3, 2), (fleet.Counters.CommandsTaken, fleet.Counters.CommandsRefused));
        Assert.Equal(3, fleet.Held().Count());
    }

    [Fact]
    public void Send_UnknownHost_IsCountedAndIgnored()
    {
        var fleet = Worlds.Fleet(1);

        var said = Run(fleet, 1, Worlds.Ensure(new("nowhere"), Worlds.Instance(1), 1));

        Assert.Empty(said);
        Assert.Equal(1, fleet.Counters.CommandsRefused);
    }

    [Fact]
    public void Adopt_RunningInstance_IsThereWithoutABootAndAnswersCommands()
    {
        var fleet = Worlds.Fleet(1);
        var ensure = Worlds.Ensure(First.Id, Worlds.Instance(1), 4, reboots: 2);

        Assert.True(fleet.Adopt(ensure, running: true));
        var silent = Run(fleet, 10);
        var said = Run(fleet, 10, ensure);

        Assert.Empty(silent);
        Assert.Equal(ObservedPower.Running, Assert.Single(said).Observed);
        Assert.Equal((0L, 1), (fleet.Counters.Boots, fleet.Use(First.Id).Instances));
    }

    [Fact]
    public void Ensure_WhatAnotherGuestHolds_IsRefusedToTheFunction()
    {
        var features = new HostFeatures { Devices = [new("nic0", DeviceKind.Nic, "cx6", 0, 4), new("gpu0", DeviceKind.Gpu, "t4", 1)], NetworkMbps = 1_000, ConfidentialGuests = 1 };
        var host = Worlds.Host(1) with { Features = features };
        var fleet = new SimulatedFleet(new EventLoop(), [host], Worlds.Pools, new());
        HostPlacement With(PlacementExtras extras) => new(host.Id, 1, [new(0, 2, 1024, [])]) { Extras = extras };
        PlacementExtras[] all =
        [
            new() { Devices = [new("nic0", 2, [0, 1])], NetworkMbps = 600, ConfidentialKey = true },
            new() { Devices = [new("nic0", 1, [1])] }, // Taken, although two others are free.
            new() { Devices = [new("nic0", 1, [4])] }, // There is none.
            new() { NetworkMbps = 401 },
            new() { ConfidentialKey = true },
            new() { Devices = [new("gpu0", 1001, [])] },
            new() { Devices = [new("nic0", 1, [2]), new("gpu0", 1000, [])], NetworkMbps = 400 },
        ];
        var failed = new List<string?>();
        for (var i = 0; i < all.Length; i++)
        {
            var said = Run(fleet, 120, Worlds.Ensure(host.Id, Worlds.Instance(i), 1) with { Placement = With(all[i]) });
            failed.Add(said.Find(report => report.Observed == ObservedPower.Failed)?.Reason);
        }

        Assert.Equal([true, false, false, false, false, false, true], failed.Select(fault => fault is null));
        Assert.Contains("400 Mb/s of bandwidth are free, 401 are asked", failed[3], StringComparison.Ordinal);
        Assert.Contains("no memory-encryption key is free", failed[4], StringComparison.Ordinal);
        Assert.Contains("device gpu0 has 1000 of 1000 units free, 1001 are asked", failed[5], StringComparison.Ordinal);
    }

    [Fact]
    public void Adopt_MoreThanTheHostHolds_IsRefusedAndExplainedOnTheNextCommand()
    {
        var fleet = Worlds.Fleet(1);
        Assert.True(fleet.Adopt(Worlds.Ensure(First.Id, Worlds.Instance(1), 1, memoryMib: 30_000), true));
        var second = Worlds.Ensure(First.Id, Worlds.Instance(2), 1, memoryMib: 30_000);

        Assert.False(fleet.Adopt(second, true));
        var said = Run(fleet, 1, second);

        Assert.Equal(ObservedPower.Failed, Assert.Single(said).Observed);
    }

    [Fact]
    public void Crash_RunningHost_IsSilentAndBootsAgainWhenRestored()
    {
        var fleet = Worlds.Fleet(1);
        Run(fleet, 60, Worlds.Ensure(First.Id, Worlds.Instance(1), 1), Worlds.Ensure(First.Id, Worlds.Instance(2), 1, DesiredPower.Stopped));

        fleet.Crash(First.Id);
        var dark = Run(fleet, 60, Worlds.Ensure(First.Id, Worlds.Instance(3), 1));
        fleet.Restore(First.Id);
        var back = Run(fleet, 60);

        Assert.Empty(dark);
        Assert.Equal(
            [(Worlds.Instance(1), ObservedPower.Running), (Worlds.Instance(2), ObservedPower.Stopped)],
            back.Select(report => (report.Instance, report.Observed)).Order());
        Assert.Equal([2, 0], fleet.Held().Select(held => held.Boots));
    }

    [Fact]
    public void Faults_OutOfRange_AreRefused()
    {
        var fleet = Worlds.Fleet(1);

        Assert.Throws<ArgumentOutOfRangeException>(() => fleet.Faults = new(1.5, 0, 0, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => fleet.Faults = new(0, 0, double.NaN, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => fleet.Faults = new(0, 0, 0, 2 * LinkFaults.DelayMsLimit));
    }

    [Fact]
    public void NewFleet_HundredThousandHosts_CostsNoLedgerUntilSpokenTo()
    {
        HostDescription[] hosts = [.. Enumerable.Range(1, 100_000).Select(number => First with { Id = new($"h{number}") })];
        var before = GC.GetTotalAllocatedBytes(precise: true);

        var fleet = new SimulatedFleet(new EventLoop(), hosts, Worlds.Pools, new());
        var cost = GC.GetTotalAllocatedBytes(precise: true) - before;

        Assert.Empty(fleet.Held());
        Assert.InRange(cost, 0, 20_000_000);
    }
}
