using Cloud.ControlPlane.Hosts;
using Cloud.ControlPlane.Hosts.Containers;
using Cloud.ControlPlane.Ports;
using Cloud.ControlPlane.Telemetry;
using Cloud.Domain.Iaas;
using Cloud.Domain.Iaas.Workloads;
using Cloud.Domain.Identity;
using Cloud.Domain.Placement;
using Cloud.Simulation.Engine;
using Cloud.Simulation.Fleet;
using Cloud.Simulation.Tests.Fleet;

namespace Cloud.Simulation.Tests.Guests;

public class LiveFleetTests
{
    private const long MinuteNs = 60 * Worlds.SecondNs;

    private static readonly HostId First = new("z1-r01-h01");

    [Fact]
    public void A_running_guest_uses_threads_and_a_stopped_one_does_not()
    {
        var fleet = Fleet(1);
        fleet.Send([Ensure(1, new(WorkloadKind.Batch))]);
        fleet.Advance(MinuteNs);
        var busy = fleet.StateOf(First, Worlds.Instance(1))!.Value;
        Assert.InRange(busy.CpuGranted, 1.9, 2.0);
        Assert.True(fleet.StateOf(First)!.Value.Watts > 0);

        fleet.Send([Ensure(1, new(WorkloadKind.Batch), generation: 2, power: DesiredPower.Stopped)]);
        fleet.Advance(2 * MinuteNs);
        Assert.Null(fleet.StateOf(First, Worlds.Instance(1)));
        Assert.Equal(0, fleet.StateOf(First)!.Value.Granted);
    }

    [Fact]
    public void A_new_workload_is_taken_up_at_once_and_nothing_boots()
    {
        var fleet = Fleet(1);
        fleet.Send([Ensure(1, new(WorkloadKind.Idle))]);
        fleet.Advance(MinuteNs);
        Assert.InRange(fleet.StateOf(First, Worlds.Instance(1))!.Value.CpuGranted, 0, 0.1);

        var half = new Workload(WorkloadKind.Schedule) { Points = [new(0, 0.5, 0.5, 0, 0)] };
        fleet.Send([Ensure(1, half, generation: 2)]);
        fleet.Advance(MinuteNs + (10 * Worlds.SecondNs));
        Assert.InRange(fleet.StateOf(First, Worlds.Instance(1))!.Value.CpuGranted, 1, 1.3); // Half of two vCPUs, and its exits on top.
        Assert.Equal(1, fleet.Counters.Boots);
    }

    [Fact]
    public void Use_is_reported_once_per_host_and_interval()
    {
        var fleet = Fleet(2);
        fleet.Send([Ensure(1, new(WorkloadKind.Batch)), Ensure(2, new(WorkloadKind.Idle)), Ensure(3, new(WorkloadKind.Idle), host: 2)]);
        var log = new UsageLog();
        fleet.Advance(21 * MinuteNs);
        fleet.Deliver(log);
        Assert.Equal(2 * 4, log.Usages.Count);
        Assert.Equal([1, 2], log.Usages.Select(usage => usage.Instances.Count).Distinct().Order());
        var last = log.Usages.Last(usage => usage.Host == First);
        Assert.InRange(Share(last, 1), 0.2, 1);
        Assert.InRange(Share(last, 2), 0.001, 0.03);
        Assert.True(log.Usages.Where(usage => usage.Host == First).Zip(log.Usages.Where(usage => usage.Host == First).Skip(1), (a, b) => a.Number < b.Number).All(rises => rises));
    }

    [Fact]
    public void What_is_lost_on_the_way_is_lost_for_use_too()
    {
        var fleet = Fleet(1);
        fleet.Send([Ensure(1, new(WorkloadKind.Idle))]);
        fleet.Advance(MinuteNs);
        fleet.Partition(First, cut: true);
        var log = new UsageLog();
        fleet.Advance(20 * MinuteNs);
        fleet.Deliver(log);
        Assert.Empty(log.Usages);
        fleet.Partition(First, cut: false);
        fleet.Advance(31 * MinuteNs);
        fleet.Deliver(log);
        Assert.Equal(2, log.Usages.Count);
    }

    [Fact]
    public void Telemetry_hears_what_changed_and_who_was_lost()
    {
        var sink = new TickLog();
        var fleet = Fleet(1, sink);
        fleet.Send([Ensure(1, new(WorkloadKind.Idle))]);
        fleet.Advance(MinuteNs);
        Assert.Equal(60, sink.Ticks);
        Assert.Equal(Worlds.Instance(1), sink.LastInstance);
        Assert.InRange(sink.LastGranted, 0.001f, 0.1f);
        // Idle guests do not change, so that a host at rest is told once.
        Assert.Equal(1, sink.Told);
        fleet.Crash(First);
        fleet.Advance(2 * MinuteNs);
        Assert.Equal([First], sink.Lost);
    }

    [Fact]
    public void The_same_seed_lives_the_same_life_in_whatever_order_guests_come()
    {
        static string Live(int[] order)
        {
            var fleet = Fleet(1);
            fleet.Send([.. order.Select(number => Ensure(number, null))]);
            fleet.Advance(10 * MinuteNs);
            return string.Join('|', new[] { 1, 2, 3 }.Select(number => fleet.StateOf(First, Worlds.Instance(number)).ToString()));
        }

        Assert.Equal(Live([1, 2, 3]), Live([3, 1, 2]));
    }

    [Fact]
    public void A_limit_written_inside_a_container_is_what_the_live_model_grants_and_counts()
    {
        var fleet = Fleet(1);
        fleet.Send([Ensure(1, new(WorkloadKind.Batch)) with { Kind = InstanceKind.Container }]);
        fleet.Advance(MinuteNs);
        var free = Usage(fleet);
        Assert.InRange(free, 60, 120);

        Assert.IsType<ControlFile>(Ask(fleet, new WriteControl(Address, "cpu.max", "50000 100000")));
        fleet.Advance(2 * MinuteNs);
        Assert.Equal(0.5, fleet.StateOf(First, Worlds.Instance(1))!.Value.CpuGranted, 6);
        Assert.InRange(Usage(fleet) - free, 29, 32);
        Assert.True(fleet.StateOf(First, Worlds.Instance(1))!.Value.Throttled > 0.5);

        // What it runs changes; its control group stays.
        fleet.Send([Ensure(1, new(WorkloadKind.Web), generation: 2) with { Kind = InstanceKind.Container }]);
        fleet.Advance(3 * MinuteNs);
        Assert.InRange(fleet.StateOf(First, Worlds.Instance(1))!.Value.CpuGranted, 0, 0.5 + 1e-9);
        Assert.True(Usage(fleet) > free + 29);
    }

    [Fact]
    public void A_limit_written_before_the_first_tick_of_a_container_holds_from_then_on()
    {
        var fleet = new SimulatedFleet(new EventLoop(), [Host(1)], Worlds.Pools, new() { Live = new() { TickSeconds = 600 } });
        fleet.Send([Ensure(1, new(WorkloadKind.Batch)) with { Kind = InstanceKind.Container }]);
        fleet.Advance(MinuteNs);
        Assert.IsType<ControlFile>(Ask(fleet, new WriteControl(Address, "cpu.max", "1000 100000")));
        fleet.Advance(11 * MinuteNs);
        var state = fleet.StateOf(First, Worlds.Instance(1))!.Value;
        Assert.Equal(0.01, state.CpuGranted, 6);
        Assert.True(state.Throttled > 0);
    }

    private static ContainerAddress Address => new(First, Worlds.Instance(1), "box", "ada", "alpha");

    private static ContainerAnswer Ask(SimulatedFleet fleet, ContainerQuestion question)
    {
        ContainerAnswer? said = null;
        fleet.Ask(question, answer => said = answer);
        fleet.Advance(fleet.NowNs);
        return said!;
    }

    private static double Usage(SimulatedFleet fleet)
    {
        var stat = Assert.IsType<ContainerLook>(Ask(fleet, new LookInside(Address))).Controls.Single(file => file.Name == "cpu.stat").Value;
        return double.Parse(stat.Split('\n')[0].Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture) / 1e6;
    }

    private static double Share(HostUsage usage, int number) => usage.Instances.Single(one => one.Instance == Worlds.Instance(number)).CpuShare;

    private static EnsureInstance Ensure(int number, Workload? workload, int host = 1, long generation = 1, DesiredPower power = DesiredPower.Running) =>
        Worlds.Ensure(new($"z1-r01-h{host:00}"), Worlds.Instance(number), generation, power) with { Workload = workload };

    private static SimulatedFleet Fleet(int hosts, ITelemetrySink? sink = null) => new(
        new EventLoop(), [.. Enumerable.Range(1, hosts).Select(Host)], Worlds.Pools, new() { Live = new() { Telemetry = sink } });

    internal static HostDescription Host(int number) => new(
        new($"z1-r01-h{number:00}"), new("z1"), "r01", "xeon-6338-2s", Mode.Name, "plain",
        [.. Mode.Nodes.Select(node => new NumaNodeDescription(node.Cores, 2, node.MemoryMib))], 1000);

    private static Domain.Hardware.NumaMode Mode => Domain.Hardware.HardwareProfiles.Get("xeon-6338-2s").DefaultNumaMode;

    private sealed class UsageLog : IHostReports
    {
        public List<HostUsage> Usages { get; } = [];

        public bool TryReport(HostReport report) => true;

        public bool TryReport(HostUsage usage)
        {
            Usages.Add(usage);
            return true;
        }
    }

    private sealed class TickLog : ITelemetrySink
    {
        public int Ticks { get; private set; }

        public int Told { get; private set; }

        public float LastGranted { get; private set; }

        public InstanceId? LastInstance { get; private set; }

        public List<HostId> Lost { get; } = [];

        public void BeginTick(DateTimeOffset end, double seconds)
        {
        }

        public void Host(HostId host, in HostSample sample, ReadOnlySpan<NumaNodeSample> numaNodes, ReadOnlySpan<InstanceSample> instances)
        {
            Told++;
            if (instances.Length == 0) return;
            LastInstance = instances[0].Instance;
            LastGranted = instances[0][InstanceMetric.CpuGranted];
        }

        void ITelemetrySink.Lost(HostId host) => Lost.Add(host);

        public void EndTick() => Ticks++;
    }
}
