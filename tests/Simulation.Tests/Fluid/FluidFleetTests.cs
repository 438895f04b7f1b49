using Cloud.Domain.Hardware;
using Cloud.Domain.Hardware.Costs.InputOutput;
using Cloud.Domain.Hardware.Costs.Memory;
using Cloud.Domain.Iaas;
using Cloud.Simulation.Fluid;

namespace Cloud.Simulation.Tests.Fluid;

/// <summary>Examples that can be checked in the head, and what a fleet does with its hosts.</summary>
public sealed class FluidFleetTests
{
    private static readonly FluidGuest Quiet = new() { Kind = InstanceKind.Container, Cache = new FluidCacheUse { Apki = 0, RandomApki = 0 }, CpuShares = [1, 0] };

    private static readonly FluidPlatform Altra = new(HardwareProfiles.Get("altra-q80-30-2s"), options: new FluidOptions { HasOverheads = false });

    [Fact]
    public void Tick_WeightsOneToThree_ShareANumaNodeOneToThree()
    {
        // 80 threads on the NUMA node; both could use all of them.
        var (fleet, host) = FluidWorlds.Build(Altra, [Quiet with { Vcpus = 80 }, Quiet with { Vcpus = 80, Weight = 300 }]);
        fleet.Tick(1);
        Assert.Equal((20, 60), (host.GuestState(0).CpuGranted, host.GuestState(1).CpuGranted));
        Assert.Equal(0.75, host.GuestState(0).StealShare, 1e-9);
        Assert.Equal((1.0, 0.0), (host.NodeState(0).Utilisation, host.NodeState(1).Utilisation));
    }

    [Fact]
    public void Tick_WithoutACpuset_RoamsToIdleThreads()
    {
        var (fleet, host) = FluidWorlds.Build(Altra, [Quiet with { Vcpus = 80 }, Quiet with { Vcpus = 80, Floats = true }]);
        fleet.Tick(1);
        Assert.Equal((40, 80), (host.GuestState(0).CpuGranted, host.GuestState(1).CpuGranted));
    }

    [Fact]
    public void Tick_Quota_ThrottlesAndLeavesTheRest()
    {
        var (fleet, host) = FluidWorlds.Build(Altra, [Quiet with { Vcpus = 4, QuotaCpus = 1 }]);
        fleet.Tick(1);
        Assert.Equal((1, 3, 0), (host.GuestState(0).CpuGranted, host.GuestState(0).Throttled, host.GuestState(0).Steal));
    }

    [Fact]
    public void Tick_DedicatedCores_AreNotDisturbed()
    {
        var (fleet, host) = FluidWorlds.Build(Altra, [Quiet with { Vcpus = 8, DedicatedCores = 8 }, Quiet with { Vcpus = 400 }]);
        fleet.Tick(1);
        Assert.Equal((8, 72), (host.GuestState(0).CpuGranted, host.GuestState(1).CpuGranted));
        Assert.Throws<ArgumentException>(() => host.Add(7, Quiet with { DedicatedCores = 73 }));
    }

    [Fact]
    public void Tick_MemoryShort_GoesThroughTheStatesAndComesBack()
    {
        var platform = FluidWorlds.Xeon;
        var part = platform.MemoryBytes * 0.33;
        var guest = new FluidGuest { Memory = new FluidMemoryUse { SizeBytes = part, TouchedBytes = part, WorkingSetBytes = part / 3 } };
        var (fleet, host) = FluidWorlds.Build(platform, [guest, guest, guest]);
        fleet.Tick(1);
        Assert.True(host.State.Pressure > PressureState.High);
        FluidWorlds.Settle(fleet);
        Assert.True(host.GuestState(0).Pages.Ballooned > 0);
        Assert.Equal(0, host.GuestState(0).Pages.Swapped);
        Assert.InRange(host.State.FreeBytes / platform.MemoryBytes, 0.0599, 0.07);
        host.Remove(2);
        FluidWorlds.Settle(fleet);
        Assert.Equal((PressureState.High, 0.0), (host.State.Pressure, host.GuestState(0).Pages.Ballooned));
    }

    [Fact]
    public void Tick_ConfidentialAndPinnedGuests_KeepTheirMemory()
    {
        var platform = FluidWorlds.Milan;
        var part = platform.MemoryBytes * 0.32;
        var memory = new FluidMemoryUse { SizeBytes = part, TouchedBytes = part, WorkingSetBytes = 0 };
        var (fleet, host) = FluidWorlds.Build(platform, [
            new FluidGuest { Confidential = true, Memory = memory }, new FluidGuest { Memory = memory, Network = new FluidNetworkUse { Path = IoPath.SrIov } }, new FluidGuest { Memory = memory }]);
        FluidWorlds.Settle(fleet);
        Assert.Equal((part, part), (host.GuestState(0).Pages.Resident, host.GuestState(1).Pages.Resident));
        Assert.True(host.GuestState(2).Pages.Resident < part);
        Assert.Throws<ArgumentException>(() => host.Add(9, new FluidGuest { Kind = InstanceKind.Container, Confidential = true }));
    }

    [Fact]
    public void Tick_PageSharing_MergesClonesOfOneImage()
    {
        var platform = new FluidPlatform(HardwareProfiles.Get("xeon-6338-2s"), options: new FluidOptions { SharesPages = true, Sharing = SharingMix.Identical });
        var clone = new FluidGuest { Memory = new FluidMemoryUse { ImageId = 3 } };
        var (fleet, host) = FluidWorlds.Build(platform, [clone, clone, clone with { Memory = new FluidMemoryUse { ImageId = 4 } }]);
        FluidWorlds.Settle(fleet);
        var expected = clone.Memory.TouchedBytes * PageSharing.ReclaimedFraction(SharingMix.Identical, 2);
        Assert.Equal((expected, 0.0), (host.GuestState(1).Pages.Shared, host.GuestState(2).Pages.Shared));
    }

    [Fact]
    public void Tick_UnchangedHosts_AreSkippedAndStillUseEnergy()
    {
        var (fleet, host) = FluidWorlds.Build(FluidWorlds.Milan, [Quiet with { Vcpus = 64 }]);
        var other = fleet.AddHost(FluidWorlds.Milan);
        fleet.Tick(10);
        Assert.Equal(2, fleet.Solved);
        fleet.Tick(10);
        Assert.Equal(0, fleet.Solved);
        Assert.Equal(20 * host.State.Watts, host.EnergyJoules, 1e-6);
        Assert.Equal(20 * 108.0, other.EnergyJoules, 1e-6);
        host.SetDemand(0, 0.5);
        fleet.Tick(10);
        Assert.Equal(1, fleet.Solved);
        fleet.RemoveHost(host);
        Assert.Throws<InvalidOperationException>(() => host.Add(5, Quiet));
        fleet.Tick(1);
        Assert.Same(other, Assert.Single(fleet.Hosts));
    }

    [Fact]
    public void Tick_SteadyState_AllocatesNothing()
    {
        var (fleet, host) = FluidWorlds.Build(FluidWorlds.Milan, [.. Enumerable.Range(0, 24).Select(i => new FluidGuest { Vcpus = 16, Demand = 0.02 * i })]);
        fleet.Tick(1);
        host.SetDemand(0, 0.7);
        fleet.Tick(1);
        host.SetDemand(0, 0.6);
        var before = GC.GetAllocatedBytesForCurrentThread();
        fleet.Tick(1);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(1, fleet.Solved);
    }

    [Fact]
    public void Add_WhatCannotBe_IsRefused()
    {
        var (_, host) = FluidWorlds.Build(FluidWorlds.Milan, [Quiet]);
        Assert.Throws<ArgumentException>(() => host.Add(0, Quiet));
        Assert.Throws<ArgumentException>(() => host.Remove(77));
        Assert.Throws<ArgumentOutOfRangeException>(() => host.Add(1, Quiet with { CpuShares = [0.5, 0.6] }));
        Assert.Throws<ArgumentOutOfRangeException>(() => host.Add(1, Quiet with { Demand = 1.5 }));
        Assert.Equal(1, host.Count);
    }
}
