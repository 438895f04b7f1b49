using System.Diagnostics;
using System.Text.Json;
using Cloud.Domain.Identity;
using Cloud.Domain.Placement;
using Cloud.Scheduler;
using Cloud.Scheduler.Capacity;
using Cloud.Scheduler.Pipeline;

namespace Cloud.Benchmarks.Placement;

/// <summary>How long one placement decision takes, on a region half full, on one nearly full and for a request that no host takes.</summary>
internal static class ExplainedBenchmark
{
    private static readonly InstanceShape[] Flavors =
    [
        Shape(1, 2, 1), Shape(2, 4, 1), Shape(2, 8, 1), Shape(4, 8, 1), Shape(4, 16, 1), Shape(8, 16, 1), Shape(8, 32, 1),
        Shape(16, 64, 1), Shape(16, 32, 2), Shape(32, 64, 2), Shape(4, 8, 1, CpuPolicy.Dedicated), Shape(8, 16, 2, CpuPolicy.Dedicated), Shape(8, 16, 0),
    ];

    public static void Run()
    {
        Console.WriteLine($"{"hosts",8} {"profile",8} {"load",6} {"p10 us",8} {"median us",12} {"p99 us",8} {"KiB/decision",13} {"refused us",11} {"JSON bytes",11}");
        foreach (var hosts in new[] { 48, 1_710, 10_000 })
        {
            foreach (var profile in PlacementProfiles.All)
            {
                foreach (var load in new[] { 0.5, 1.0 }) Measure(hosts, profile, load);
            }
        }
    }

    private static void Measure(int hosts, PlacementProfile profile, double load)
    {
        var ledger = Ledger(hosts);
        Fill(ledger, load);
        var requests = Flavors.Select(shape => new PlacementRequest(shape, 142)).ToArray();
        var count = Math.Max(200, 2_000_000 / hosts);
        for (var i = 0; i < count / 4; i++) PlacementPipeline.Place(ledger, requests[i % requests.Length], profile);
        var times = new double[count];
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < count; i++)
        {
            var start = Stopwatch.GetTimestamp();
            PlacementPipeline.Place(ledger, requests[i % requests.Length], profile);
            times[i] = Stopwatch.GetElapsedTime(start).TotalMicroseconds;
        }

        var bytes = (GC.GetAllocatedBytesForCurrentThread() - before) / count;
        Array.Sort(times);
        var json = JsonSerializer.SerializeToUtf8Bytes(PlacementPipeline.Place(ledger, requests[0], profile).Explanation).Length;
        Console.WriteLine(
            $"{hosts,8} {profile.Name,8} {load,6:P0} {times[count / 10],8:F1} {times[count / 2],12:F1} {times[count * 99 / 100],8:F1} {bytes / 1024.0,13:F1} {Refusal(ledger, profile, count),11:F1} {json,11}");
    }

    private static double Refusal(CapacityLedger ledger, PlacementProfile profile, int count)
    {
        var impossible = new PlacementRequest(Shape(64, 512, 1), 142);
        var times = new double[Math.Max(20, count / 10)];
        for (var i = 0; i < times.Length * 2; i++)
        {
            var start = Stopwatch.GetTimestamp();
            PlacementPipeline.Place(ledger, impossible, profile);
            times[i % times.Length] = Stopwatch.GetElapsedTime(start).TotalMicroseconds;
        }

        Array.Sort(times);
        return times[times.Length / 2];
    }

    /// <summary>Hosts of two NUMA nodes with 32 cores, 64 threads and 256 GiB each.</summary>
    private static CapacityLedger Ledger(int hosts)
    {
        var numa = new NumaNodeDescription(32, 2, 256 * 1024);
        var pools = new Dictionary<string, PoolPolicy>(StringComparer.Ordinal) { ["general"] = new("general", 2, 1, true) };
        return new([.. Enumerable.Range(0, hosts).Select(index => Host(index, numa))], pools);
    }

    private static HostDescription Host(int index, NumaNodeDescription numa) => new(
        new HostId($"z{index % 3 + 1}-r{index / 20:D4}-h{index % 20:D2}"), new ZoneId($"z{index % 3 + 1}"), $"r{index / 20:D4}",
        "bench", "nps1", "general", [numa, numa], 4_000);

    /// <summary>Fills every NUMA node to about the given share of its memory, each differently.</summary>
    private static void Fill(CapacityLedger ledger, double load)
    {
        var guest = 0;
        foreach (var host in ledger.Hosts)
        {
            for (var numa = 0; numa < 2; numa++, guest++)
            {
                var limit = Math.Min(1, load * (0.9 + guest % 5 * 0.05)) * host.NumaNodes[numa].MemoryMib;
                for (var memory = 0L; ; guest++)
                {
                    var shape = Flavors[guest % 10];
                    memory += shape.MemoryMib;
                    var placement = new HostPlacement(host.Id, 20, [new NumaClaim(numa, shape.Vcpus, shape.MemoryMib, [])]);
                    if (memory > limit || !ledger.Fits(placement)) break;
                    ledger.Take(placement);
                }
            }
        }
    }

    private static InstanceShape Shape(int vcpus, long gib, int numaNodes, CpuPolicy policy = CpuPolicy.Shared) =>
        new(vcpus, gib * 1024, 20, numaNodes, policy);
}
