using Cloud.Domain.Hardware;
using Cloud.Domain.Hardware.Costs.Exits;
using Cloud.Domain.Hardware.Costs.InputOutput;
using Cloud.Domain.Hardware.Costs.Isolation;
using Cloud.Domain.Iaas;
using Cloud.Simulation.Fluid;
using CsCheck;

namespace Cloud.Simulation.Tests.Fluid;

/// <summary>Drawn hosts with drawn guests.</summary>
internal static class FluidWorlds
{
    public static readonly FluidPlatform Milan = new(HardwareProfiles.Get("epyc-7763-2s"));
    public static readonly FluidPlatform Milan4 = new(HardwareProfiles.Get("epyc-7763-2s"), HardwareProfiles.Get("epyc-7763-2s").FindNumaMode("nps4"), new FluidOptions { SharesPages = true });
    public static readonly FluidPlatform Xeon = new(HardwareProfiles.Get("xeon-6338-2s"));
    public static readonly FluidPlatform Altra = new(HardwareProfiles.Get("altra-q80-30-2s"));

    /// <summary>All reference hosts, and one with eight NUMA nodes that shares pages.</summary>
    public static readonly Gen<FluidPlatform> Platforms = Gen.Int[0, 3].Select(i => new[] { Milan, Milan4, Xeon, Altra }[i]);

    private static readonly Gen<FluidMemoryUse> Memories = Gen.Select(Gen.Double[0.1, 90], Gen.Double[0.1, 1], Gen.Double[0.1, 1], Gen.Bool, Gen.Int[0, 2],
        (gib, touched, working, balloon, image) => new FluidMemoryUse
        {
            SizeBytes = gib * (1L << 30), TouchedBytes = gib * touched * (1L << 30), WorkingSetBytes = gib * touched * working * (1L << 30),
            Balloonable = balloon, ImageId = image,
        });

    private static readonly Gen<FluidCacheUse> Caches = Gen.Select(Gen.Double[0, 60], Gen.Double[0.4, 2], Gen.Double[0.05, 0.8], Gen.Double[1, 300], Gen.Int[0, 4], Gen.Bool,
        (apki, cpi, miss, mib, ways, capped) => new FluidCacheUse
        {
            Apki = apki, CpiBase = cpi, Curve = new MissCurve(miss, 8 << 20, 0.5, 0.02, mib * (1 << 20)),
            OwnWays = ways == 4 ? 1 : 0, BandwidthCap = capped ? 0.3 : 1, PrivateBytes = 64 * 1024,
        });

    private static readonly Gen<(FluidNetworkUse Network, FluidDiskUse Disk)> Devices = Gen.Select(
        Gen.Double[0, 400_000], Gen.Int[0, 3], Gen.Double[0, 60_000], Gen.Int[1, 64], Gen.Double[512, 65536],
        (packets, path, operations, depth, bytes) => (
            new FluidNetworkUse { PacketsPerSecond = packets, Path = (IoPath)path },
            new FluidDiskUse { OperationsPerSecond = operations, Depth = depth, Bytes = bytes, Path = (IoPath)path }));

    /// <summary>A guest of any kind on NUMA node <c>i mod n</c>, on all of them, or anywhere.</summary>
    public static Gen<FluidGuest> Guest(FluidPlatform platform) => Gen.Select(
        Gen.Select(Gen.Int[0, 2], Gen.Int[1, 48], Gen.Double[0, 1], Gen.Bool, Gen.Int[1, 400]), Memories, Caches, Devices,
        Gen.Select(Gen.Int[0, 9], Gen.Int[0, 16], Gen.Double[0.1, 20], Gen.Double[0, 20_000]),
        (cpu, memory, cache, devices, more) =>
        {
            var (place, dedicated, quota, exits) = more;
            var kind = (InstanceKind)cpu.Item1;
            var node = place % platform.NumaNodes;
            return new FluidGuest
            {
                Kind = kind, Vcpus = cpu.Item2, Demand = cpu.Item4 ? 1 : cpu.Item3, Weight = cpu.Item5, Floats = place > 7,
                QuotaCpus = quota < 10 ? quota : double.PositiveInfinity,
                DedicatedCores = dedicated == 16 ? 1 : 0,
                CpuShares = place > 5 ? [] : [.. Enumerable.Range(0, platform.NumaNodes).Select(n => n == node ? 1.0 : 0)],
                MemoryShares = place is 4 or 5 ? [.. Enumerable.Range(0, platform.NumaNodes).Select(n => n == platform.NumaNodes - 1 ? 1.0 : 0)] : [],
                Exits = kind is InstanceKind.Container ? [] : [new(ExitReason.Kick, exits), new(ExitReason.DeviceInUserSpace, exits / 10)],
                Cache = cache, Memory = memory, Network = devices.Network, Disk = devices.Disk,
            };
        });

    /// <summary>A host with guests, by their ids.</summary>
    public static readonly Gen<(FluidPlatform Platform, FluidGuest[] Guests)> Hosts =
        Platforms.SelectMany(platform => Guest(platform).Array[1, 24].Select(guests => (platform, guests)));

    public static (FluidFleet Fleet, FluidHost Host) Build(FluidPlatform platform, IEnumerable<FluidGuest> guests)
    {
        var fleet = new FluidFleet();
        var host = fleet.AddHost(platform);
        var id = 0;
        foreach (var guest in guests) host.Add(id++, guest);
        return (fleet, host);
    }

    /// <summary>Ticks until memory stands still; at most <paramref name="most"/> ticks.</summary>
    public static void Settle(FluidFleet fleet, int most = 2000)
    {
        for (var i = 0; i < most; i++)
        {
            fleet.Tick(10);
            if (fleet.Solved == 0) return;
        }

        Assert.Fail($"Memory still moves after {most} ticks.");
    }
}
