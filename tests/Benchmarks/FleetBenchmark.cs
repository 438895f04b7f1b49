using System.Diagnostics;
using Cloud.ControlPlane.Hosts;
using Cloud.ControlPlane.Ports;
using Cloud.Domain.Iaas;
using Cloud.Domain.Identity;
using Cloud.Domain.Placement;
using Cloud.Simulation.Engine;
using Cloud.Simulation.Fleet;

namespace Cloud.Benchmarks;

/// <summary>What the modelled hosts cost the process that pumps them: creates per second, and memory of hosts that are idle or hold one guest.</summary>
internal static class FleetBenchmark
{
    private const int Hosts = 100_000;
    private const int Creates = 100_000;

    public static void Run()
    {
        var numaNodes = new NumaNodeDescription[] { new(32, 2, 262_144), new(32, 2, 262_144) };
        HostDescription[] hosts = [.. Enumerable.Range(0, Hosts).Select(i => new HostDescription(new($"h{i}"), new("z1"), "r01", "imported", "default", "general", numaNodes, 2_000))];
        var pools = new Dictionary<string, PoolPolicy>(StringComparer.Ordinal) { ["general"] = new("general", 4, 1, true) };
        foreach (var touched in (int[])[1_710, Hosts])
        {
            HostCommand[] commands = [.. Enumerable.Range(0, Creates).Select(i => Create(hosts[i % touched].Id, i))];
            Measure(hosts, pools, commands, touched);
        }
    }

    private static void Measure(HostDescription[] hosts, Dictionary<string, PoolPolicy> pools, HostCommand[] commands, int touched)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var fleet = new SimulatedFleet(new EventLoop(), hosts, pools, new());
        Console.WriteLine($"{Hosts} idle hosts: {Mib(before):0.0} MiB");
        var watch = Stopwatch.StartNew();
        var sink = new Sink();
        for (var at = 0; at < Creates; at += 500)
        {
            fleet.Send(commands[at..Math.Min(at + 500, Creates)]);
            fleet.Advance(fleet.NowNs + 250_000_000);
            fleet.Deliver(sink);
        }

        fleet.Advance(fleet.NowNs + 60_000_000_000);
        fleet.Deliver(sink);
        Console.WriteLine($"{Creates} microVMs on {touched} hosts: {Creates / watch.Elapsed.TotalSeconds:0} creates/s, {sink.Running} running, {fleet.Counters.Refusals} refused");
        Console.WriteLine($"  with guests: {Mib(before):0.0} MiB");
        GC.KeepAlive(fleet);
        GC.KeepAlive(commands);
    }

    private static double Mib(long before) => (GC.GetTotalMemory(forceFullCollection: true) - before) / 1048576.0;

    private static EnsureInstance Create(HostId host, int i) => new(
        host, new(new Guid(i, 0, 0x7000, new byte[8])), new(1), DesiredPower.Running, 0, InstanceKind.MicroVm, new(1, 128, 0, 1, CpuPolicy.Shared),
        new("alpine"), new(host, 0, [new(i & 1, 1, 128, [])]));

    private sealed class Sink : IHostReports
    {
        public int Running { get; private set; }

        public bool TryReport(HostReport report)
        {
            if (report.Observed is ObservedPower.Running) Running++;
            return true;
        }
    }
}
