using System.Diagnostics;
using Cloud.ControlPlane.Hosts;
using Cloud.ControlPlane.Ports;
using Cloud.ControlPlane.Telemetry;
using Cloud.Domain.Hardware;
using Cloud.Domain.Iaas;
using Cloud.Domain.Iaas.Workloads;
using Cloud.Domain.Identity;
using Cloud.Domain.Placement;
using Cloud.Simulation.Engine;
using Cloud.Simulation.Fleet;
using Cloud.Simulation.Guests;

namespace Cloud.Benchmarks;

/// <summary>What guests that live cost: processor time of a tick of one second with loads, telemetry's words and reports of use; memory of a guest.</summary>
internal static class LiveBenchmark
{
    private const int Hosts = 10_000;
    private const int PerHost = 10;
    private static readonly WorkloadKind?[] Mix = [null, WorkloadKind.Idle, WorkloadKind.Web, WorkloadKind.Batch, WorkloadKind.Database];

    public static void Run()
    {
        Tick(new() { Telemetry = new Listener() }, 30, "a tick of one second, told to a listener");
        var random = new SimRandom(7);
        var days = Enumerable.Range(0, 1052).Select(_ => new Recording([.. Enumerable.Range(0, 288).Select(_ => (byte)random.NextInt(0, 30))], null)).ToArray();
        Tick(new() { TickSeconds = 300, Recording = command => days[(int)((uint)command.Instance.GetHashCode() % 1052)] }, 288, "a day of five-minute ticks, one recording each", WorkloadKind.Trace);
    }

    private static void Tick(LiveOptions live, int ticks, string what, WorkloadKind? only = null)
    {
        var mode = HardwareProfiles.Get("epyc-7763-2s").DefaultNumaMode;
        NumaNodeDescription[] nodes = [.. mode.Nodes.Select(node => new NumaNodeDescription(node.Cores, 2, node.MemoryMib))];
        HostDescription[] hosts = [.. Enumerable.Range(0, Hosts).Select(i => new HostDescription(new($"h{i}"), new("z1"), "r01", "epyc-7763-2s", mode.Name, "general", nodes, 2_000))];
        var pools = new Dictionary<string, PoolPolicy>(StringComparer.Ordinal) { ["general"] = new("general", 4, 1, true) };
        EnsureInstance[] commands = [.. Enumerable.Range(0, Hosts * PerHost).Select(i => Create(hosts[i / PerHost].Id, i, nodes.Length, only ?? Mix[i % Mix.Length]))];
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var fleet = new SimulatedFleet(new EventLoop(), hosts, pools, new() { Live = live });
        var empty = GC.GetTotalMemory(forceFullCollection: true);
        foreach (var command in commands) fleet.Adopt(command, running: true);
        fleet.Advance((long)(live.TickSeconds * 8e9));
        var full = GC.GetTotalMemory(forceFullCollection: true);
        Console.WriteLine($"{Hosts} hosts empty: {(empty - before) / 1048576.0:0.0} MiB; a guest more: {(full - empty) / (double)commands.Length:0} bytes");
        var cpu = Process.GetCurrentProcess().TotalProcessorTime;
        var watch = Stopwatch.StartNew();
        var solved = 0L;
        for (var i = 1; i <= ticks; i++)
        {
            fleet.Advance((long)(live.TickSeconds * 1e9 * (8 + i)));
            solved += fleet.HostsSolved;
        }

        var spent = Process.GetCurrentProcess().TotalProcessorTime - cpu;
        Console.WriteLine($"{what}: {spent.TotalMilliseconds / ticks:0.0} ms of processor time a tick, {watch.Elapsed.TotalSeconds:0.0} s for {ticks}, {solved / ticks} hosts solved a tick");
        GC.KeepAlive(fleet);
    }

    private static EnsureInstance Create(HostId host, int number, int nodes, WorkloadKind? kind) => new(
        host, new(new Guid(number, 0, 0x7000, 0x80, 0, 0, 0, 0, 0, 0, 1)), new(1), DesiredPower.Running, 0, InstanceKind.MicroVm,
        new(4, 4096, 1, 1, CpuPolicy.Shared), new("debian-13"), new(host, 1, [new(number % nodes, 4, 4096, [])]))
    { Workload = kind is { } known ? new(known) : null };

    private sealed class Listener : ITelemetrySink
    {
        private double _sum;

        public void BeginTick(DateTimeOffset end, double seconds)
        {
        }

        public void Host(HostId host, in HostSample sample, ReadOnlySpan<NumaNodeSample> numaNodes, ReadOnlySpan<InstanceSample> instances)
        {
            foreach (ref readonly var instance in instances) _sum += instance[InstanceMetric.CpuGranted];
        }

        public void Lost(HostId host)
        {
        }

        public void EndTick()
        {
        }
    }
}
