using System.Diagnostics;
using System.Globalization;
using Cloud.Domain.Hardware;
using Cloud.Domain.Hardware.Costs.Exits;
using Cloud.Domain.Iaas;
using Cloud.Simulation.Engine;
using Cloud.Simulation.Fluid;

namespace Cloud.Benchmarks;

/// <summary>
/// Time to solve 10,000 hosts with 100,000 guests on one core. Milliseconds of processor time, so that neighbours on the measuring machine
/// matter less; the least of the repetitions stands beside the median, and wall time beside both.
/// </summary>
internal static class FluidBenchmark
{
    private const int Hosts = 10_000;
    private const int GuestsPerHost = 10;
    private const int Repetitions = 9;

    public static void Run()
    {
        Console.WriteLine("10,000 hosts, 100,000 guests                 solved   CPU ms min   median   wall ms min  host-ticks/CPU-s  bytes/tick  KiB/guest");
        Report("every demand changed", 1, overcommit: false);
        Report("every demand changed, CPU and memory overcommitted", 1, overcommit: true);
        Report("one guest of every tenth host changed", 10, overcommit: false);
        Report("nothing changed", 0, overcommit: false);
    }

    private static void Report(string name, int everyNth, bool overcommit)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var fleet = Build(overcommit);
        var bytes = GC.GetTotalMemory(forceFullCollection: true) - before;
        for (var i = 0; i < 40; i++) fleet.Tick(1);
        var random = new SimRandom(7);
        var (cpu, wall) = (new List<double>(), new List<double>());
        long allocated = 0;
        for (var i = 0; i < Repetitions; i++)
        {
            Change(fleet, random, everyNth);
            var watch = Stopwatch.StartNew();
            var start = Environment.CpuUsage.TotalTime;
            allocated = GC.GetAllocatedBytesForCurrentThread();
            fleet.Tick(1);
            allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
            cpu.Add((Environment.CpuUsage.TotalTime - start).TotalMilliseconds);
            wall.Add(watch.Elapsed.TotalMilliseconds);
        }

        cpu.Sort();
        wall.Sort();
        var median = cpu[Repetitions / 2];
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{name,-52} {fleet.Solved,6:N0} {cpu[0],9:F1} {median,8:F1} {wall[0],13:F1} {(median <= 0 ? 0 : fleet.Solved / median * 1000),15:N0} {allocated,8:N0} {bytes / 1024.0 / (Hosts * GuestsPerHost),10:F3}"));
    }

    private static void Change(FluidFleet fleet, SimRandom random, int everyNth)
    {
        for (var h = 0; everyNth > 0 && h < fleet.Hosts.Count; h += everyNth)
            for (var g = 0; g < (everyNth == 1 ? GuestsPerHost : 1); g++) fleet.Hosts[h].SetDemand(g, 0.05 + (0.9 * random.NextDouble()));
    }

    private static FluidFleet Build(bool overcommit)
    {
        var platforms = HardwareProfiles.ReferenceNames.Select(name => new FluidPlatform(HardwareProfiles.Get(name))).ToArray();
        var fleet = new FluidFleet();
        var random = new SimRandom(1);
        for (var h = 0; h < Hosts; h++)
        {
            var host = fleet.AddHost(platforms[h % platforms.Length]);
            for (var g = 0; g < GuestsPerHost; g++) host.Add(g, Guest(random, host.Platform, overcommit));
        }

        return fleet;
    }

    private static FluidGuest Guest(SimRandom random, FluidPlatform platform, bool overcommit)
    {
        var vcpus = (overcommit ? 16 : 2) << random.NextInt(3);
        var size = platform.MemoryBytes / GuestsPerHost * (overcommit ? 1.1 : 0.5);
        var node = random.NextInt(platform.NumaNodes);
        return new FluidGuest
        {
            Kind = (InstanceKind)random.NextInt(2), Vcpus = vcpus, Demand = 0.05 + (0.9 * random.NextDouble()), Weight = 100 * (1 + random.NextInt(4)),
            QuotaCpus = random.NextInt(4) == 0 ? vcpus * 0.5 : double.PositiveInfinity,
            CpuShares = [.. Enumerable.Range(0, platform.NumaNodes).Select(n => n == node ? 1.0 : 0)],
            Exits = [new(ExitReason.Kick, 2000), new(ExitReason.Halt, 500)],
            Cache = new FluidCacheUse { Apki = 2 + (30 * random.NextDouble()) },
            Memory = new FluidMemoryUse { SizeBytes = size, TouchedBytes = size * 0.9, WorkingSetBytes = size * 0.4 },
            Network = new FluidNetworkUse { PacketsPerSecond = 20_000 * random.NextDouble() },
            Disk = new FluidDiskUse { OperationsPerSecond = 2000 * random.NextDouble() },
        };
    }
}
