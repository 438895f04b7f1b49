using Cloud.Simulation.Fluid;
using CsCheck;

namespace Cloud.Simulation.Tests.Fluid;

/// <summary>What holds for every host, whatever is on it.</summary>
public sealed class FluidLawTests
{
    private const double Tiny = 1e-7;

    [Fact]
    public void Tick_CpuTime_IsConserved() => FluidWorlds.Hosts.Sample(world =>
    {
        var (fleet, host) = FluidWorlds.Build(world.Platform, world.Guests);
        fleet.Tick(1);
        var state = host.State;
        var granted = Ids(host).Sum(id => host.GuestState(id).CpuGranted);
        Assert.Equal(state.Granted, granted, Tiny);
        Assert.InRange(state.Idle, -Tiny, state.Capacity);
        Assert.Equal(state.Capacity, granted + state.Backends + state.Idle, Tiny);
        var busy = Enumerable.Range(0, world.Platform.NumaNodes).Sum(n => host.NodeState(n).Utilisation * world.Platform.ThreadsPerNode);
        Assert.Equal(granted + state.Backends, busy, 1e-6);
        Assert.All(Enumerable.Range(0, world.Platform.NumaNodes), n => Assert.InRange(host.NodeState(n).Utilisation, 0, 1 + Tiny));
    });

    [Fact]
    public void Tick_TimeOfEachVcpu_IsWholeAndWithinItsLimits() => FluidWorlds.Hosts.Sample(world =>
    {
        var (fleet, host) = FluidWorlds.Build(world.Platform, world.Guests);
        fleet.Tick(1);
        foreach (var id in Ids(host))
        {
            var (guest, state) = (world.Guests[id], host.GuestState(id));
            Assert.InRange(state.CpuGranted, 0, Math.Min(guest.Vcpus, guest.QuotaCpus) + Tiny);
            Assert.InRange(state.CpuGranted + state.Steal + state.Throttled, 0, guest.Vcpus + Tiny);
            Assert.InRange(state.Speed, 0, 1 + Tiny);
            if (guest.Demand >= 1) Assert.Equal(guest.Vcpus, state.CpuGranted + state.Steal + state.Throttled, Tiny);
        }
    });

    [Fact]
    public void Tick_Memory_SumsToPhysicalAndToWhatWasTouched() => FluidWorlds.Hosts.Sample(world =>
    {
        var (fleet, host) = FluidWorlds.Build(world.Platform, world.Guests);
        for (var i = 0; i < 5; i++)
        {
            fleet.Tick(3);
            Assert.Equal(world.Platform.MemoryBytes, host.State.UsedBytes + host.State.FreeBytes, 1.0);
            Assert.InRange(host.State.FreeBytes, -1.0, world.Platform.MemoryBytes);
            foreach (var id in Ids(host))
            {
                var pages = host.GuestState(id).Pages;
                Assert.Equal(world.Guests[id].Memory.TouchedBytes, pages.Resident + pages.Shared + pages.Ballooned + pages.Compressed + pages.Swapped + pages.Missing, 16.0);
                Assert.All([pages.Resident, pages.Shared, pages.Ballooned, pages.Compressed, pages.Swapped, pages.Missing, pages.Slowdown], part => Assert.True(part >= -16));
            }
        }
    });

    [Fact]
    public void Tick_Memory_ComesToRest() => FluidWorlds.Hosts.Sample(
        world => FluidWorlds.Settle(FluidWorlds.Build(world.Platform, world.Guests).Fleet), iter: 40);

    [Fact]
    public void Tick_Devices_StayWithinTheLineAndNeverBelowIdleLatency() => FluidWorlds.Hosts.Sample(world =>
    {
        var (fleet, host) = FluidWorlds.Build(world.Platform, world.Guests);
        fleet.Tick(1);
        Assert.InRange(host.State.NetworkLoad, 0, 1 + Tiny);
        Assert.InRange(host.State.DiskLoad, 0, 1 + Tiny);
        foreach (var id in Ids(host))
        {
            var guest = world.Guests[id];
            var quiet = guest with { Network = guest.Network with { PacketsPerSecond = 0 }, Disk = guest.Disk with { OperationsPerSecond = 0 } };
            var (alone, idle) = FluidWorlds.Build(world.Platform, [quiet]);
            alone.Tick(1);
            var (state, least) = (host.GuestState(id), idle.GuestState(0));
            Assert.True(state.Network.LatencyUs >= least.Network.LatencyUs - Tiny);
            Assert.True(state.Disk.LatencyUs >= least.Disk.LatencyUs - Tiny);
            Assert.True(state.Memory.ContentionSlowdown >= 1 - Tiny);
            Assert.InRange(state.Network.PerSecond, 0, world.Guests[id].Network.PacketsPerSecond + Tiny);
            Assert.InRange(state.Disk.PerSecond, 0, world.Guests[id].Disk.OperationsPerSecond + Tiny);
        }
    }, iter: 50);

    [Fact]
    public void Tick_Bandwidth_StaysBelowWhatControllersAndLinksCarry() => FluidWorlds.Hosts.Sample(world =>
    {
        var (fleet, host) = FluidWorlds.Build(world.Platform, world.Guests);
        fleet.Tick(1);
        for (var n = 0; n < world.Platform.NumaNodes; n++)
        {
            Assert.InRange(host.NodeState(n).MemoryLoad, 0, 1);
            Assert.True(host.NodeState(n).LatencyFactor >= 1);
        }

        Assert.InRange(host.LinkState(0, 1).Load, 0, 1);
        Assert.InRange(host.LinkState(1, 0).Load, 0, 1);
    });

    /// <summary>
    /// One more guest, or a guest that asks for more, never makes another one faster, gives it more, or answers it sooner. Where a NUMA node is
    /// offered more threads than it has cores, the order in which guests load the memory is
    /// that on an idle one, the chance to meet is a bound, and the law holds to 2 %.
    /// </summary>
    [Fact]
    public void Tick_MoreLoad_MakesNobodyElseFaster() => FluidWorlds.Platforms
        .SelectMany(platform => Gen.Select(FluidWorlds.Guest(platform).Array[1, 16], FluidWorlds.Guest(platform), Gen.Double[0, 1], (guests, more, part) => (platform, guests, more, part)))
        .Sample(world =>
        {
            // A working set that never fits: one that comes to fit its share of the cache stops loading the memory.
            var curve = world.more.Cache.Curve with { WorkingSet = 1L << 40 };
            var more = world.more with { DedicatedCores = 0, Cache = world.more.Cache with { Curve = curve } };
            var less = more with { Demand = more.Demand * world.part };
            var worlds = new[] { world.guests, [.. world.guests, less], [.. world.guests, more] }.Select(guests => FluidWorlds.Build(world.platform, guests)).ToList();
            foreach (var (fleet, _) in worlds) FluidWorlds.Settle(fleet);
            for (var step = 1; step < worlds.Count; step++)
                for (var id = 0; id < world.guests.Length; id++)
                    NotBetter(worlds[step - 1].Host.GuestState(id), worlds[step].Host.GuestState(id), world.guests[id], IsCrowded(worlds[^1].Host, [.. world.guests, more]) ? 0.02 : 1e-6);
        }, iter: 300);

    // I/O backends take threads from the guests' cores.
    private static bool IsCrowded(FluidHost host, IEnumerable<FluidGuest> guests) => Enumerable.Range(0, host.Platform.NumaNodes).Any(node =>
        guests.Sum(guest => guest.Vcpus * (guest.CpuShares.Count == 0 ? 1.0 / host.Platform.NumaNodes : guest.CpuShares[node])) + host.State.Backends
        > (host.Platform.Profile.Cores / host.Platform.NumaNodes) - guests.Sum(guest => guest.DedicatedCores));

    private static void NotBetter(FluidGuestState before, FluidGuestState after, FluidGuest guest, double tolerance)
    {
        void AtMost(double after, double before, string what, double tolerance = 1e-6) =>
            Assert.True(after <= before + (Math.Abs(before) * tolerance) + 1e-9, $"{what} {after:R} > {before:R}");
        AtMost(after.Speed, before.Speed, "speed", tolerance);
        AtMost(after.Work, before.Work, "work", tolerance);
        AtMost(before.Memory.Cpi, after.Memory.Cpi, "cpi", tolerance);
        AtMost(before.Network.LatencyUs, after.Network.LatencyUs, "network latency");
        AtMost(before.Disk.LatencyUs, after.Disk.LatencyUs, "disk latency");
        AtMost(after.Network.PerSecond, before.Network.PerSecond, "packets");
        AtMost(after.Disk.PerSecond, before.Disk.PerSecond, "operations");
        if (guest.Demand < 1) return;
        AtMost(after.CpuGranted, before.CpuGranted, "granted", tolerance);
    }

    [Fact]
    public void Add_OrderOfArrival_LeavesNoTrace() => FluidWorlds.Hosts.Sample(world =>
    {
        var (fleet, host) = FluidWorlds.Build(world.Platform, world.Guests);
        var other = new FluidFleet();
        var mirror = other.AddHost(world.Platform);
        for (var id = world.Guests.Length - 1; id >= 0; id--) mirror.Add(id, world.Guests[id]);
        mirror.Add(1000, new FluidGuest());
        mirror.Remove(1000);
        for (var i = 0; i < 3; i++)
        {
            fleet.Tick(2);
            other.Tick(2);
        }

        Assert.Equal(host.State, mirror.State);
        Assert.Equal(host.EnergyJoules, mirror.EnergyJoules);
        foreach (var id in Ids(host)) Assert.Equal(host.GuestState(id), mirror.GuestState(id));
    });

    [Fact]
    public void SetDemand_IsTheSameAsUpdate() => FluidWorlds.Hosts.Sample(world =>
    {
        var (fleet, host) = FluidWorlds.Build(world.Platform, world.Guests);
        var (other, mirror) = FluidWorlds.Build(world.Platform, world.Guests);
        host.SetDemand(0, 0.4);
        mirror.Update(0, world.Guests[0] with { Demand = 0.4 });
        fleet.Tick(1);
        other.Tick(1);
        Assert.Equal(mirror.State, host.State);
        foreach (var id in Ids(host)) Assert.Equal(mirror.GuestState(id), host.GuestState(id));
    });

    [Fact]
    public void Tick_GuestsRenamed_GetTheSameButForRounding() => FluidWorlds.Hosts.Sample(world =>
    {
        var (fleet, host) = FluidWorlds.Build(world.Platform, world.Guests);
        var (other, mirror) = FluidWorlds.Build(world.Platform, world.Guests.Reverse());
        fleet.Tick(1);
        other.Tick(1);
        foreach (var id in Ids(host))
        {
            var (a, b) = (host.GuestState(id), mirror.GuestState(world.Guests.Length - 1 - id));
            Assert.Equal(a.CpuGranted, b.CpuGranted, 1e-6);
            Assert.Equal(a.Speed, b.Speed, 1e-4);
            Assert.Equal(a.Pages.Swapped, b.Pages.Swapped, 1e4);
        }
    });

    private static IEnumerable<int> Ids(FluidHost host) => host.Guests.ToArray().Select(id => (int)id);
}
