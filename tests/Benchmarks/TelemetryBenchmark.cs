using System.Diagnostics;
using System.Globalization;
using Cloud.ControlPlane.Operator;
using Cloud.ControlPlane.Telemetry;
using Cloud.Domain.Identity;
using Cloud.Domain.Placement;

namespace Cloud.Benchmarks;

/// <summary>One tick of the telemetry store: 10,000 hosts with 100,000 instances, all of them changed, and with a tenth changed.</summary>
internal static class TelemetryBenchmark
{
    private const int Hosts = 10_000;
    private const int PerHost = 10;
    private const int Ticks = 60;

    public static void Run()
    {
        var region = new RegionDescription(
            "bench", "spread", Speed: 1, [new ZoneDescription(new("z1"), new("z1-c1"))],
            new Dictionary<string, PoolPolicy>(StringComparer.Ordinal) { ["general"] = new("general", 1, 1, ChargeOverhead: true) },
            [.. Enumerable.Range(0, Hosts).Select(host => new HostDescription(new($"h{host}"), new("z1"), $"r{host / 40}", "imported", "default", "general", [new(32, 2, 1), new(32, 2, 1)], DiskGib: 1))]);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var store = new TelemetryStore(region, new());
        var samples = new InstanceSample[Hosts][];
        for (var host = 0; host < Hosts; host++)
            samples[host] = [.. Enumerable.Range(0, PerHost).Select(guest => new InstanceSample(new InstanceId(new Guid((host * PerHost) + guest, 0, 0, new byte[8]))))];
        var now = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var held = GC.GetTotalMemory(forceFullCollection: true);
        Tick(1);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"store: {(GC.GetTotalMemory(forceFullCollection: true) - held) / 1e6:0} MB after the first tick ({(held - before) / 1e6:0} MB of samples are the benchmark's own)"));
        foreach (var every in new[] { 1, 10, Hosts })
        {
            for (var warm = 0; warm < 30; warm++) Tick(every);
            var began = Environment.CpuUsage.TotalTime;
            var times = Enumerable.Range(0, Ticks).Select(_ => Tick(every)).Order().ToList();
            var cpu = (Environment.CpuUsage.TotalTime - began).TotalMilliseconds / Ticks;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"tick, one host of {every} changed: {cpu:0.0} ms of processor; on the wall median {times[Ticks / 2]:0.0} ms, least {times[0]:0.0} ms"));
        }

        double Tick(int every)
        {
            var began = Stopwatch.GetTimestamp();
            now = now.AddSeconds(1);
            store.BeginTick(now, 1);
            for (var host = 0; host < Hosts; host += every)
            {
                var sample = new HostSample { [HostMetric.Threads] = 128, [HostMetric.CpuGranted] = now.Second };
                foreach (ref var guest in samples[host].AsSpan()) guest[InstanceMetric.CpuGranted] = now.Second;
                store.Host(region.Hosts[host].Id, sample, [new(0.5f, 0.5f, 1e9f, 1), new(0.5f, 0.5f, 1e9f, 1)], samples[host]);
            }

            store.EndTick();
            return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        }
    }
}
