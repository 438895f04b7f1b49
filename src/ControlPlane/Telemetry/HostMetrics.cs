using static Cloud.ControlPlane.Telemetry.HostMetric;
using static Cloud.ControlPlane.Telemetry.MetricKind;

namespace Cloud.ControlPlane.Telemetry;

/// <summary>The metrics of hosts, racks and zones, in the order of <see cref="HostMetric"/>, and those of NUMA nodes.</summary>
internal static class HostMetrics
{
    /// <summary>Instance metrics that a host sums over its instances, in the order of the last values of <see cref="HostMetric"/>.</summary>
    public static InstanceMetric[] Summed { get; } =
    [
        InstanceMetric.CpuSteal, InstanceMetric.CpuThrottled, InstanceMetric.Exits, InstanceMetric.TlbMisses, InstanceMetric.MemoryTraffic,
        InstanceMetric.MemoryResident, InstanceMetric.MemoryShared, InstanceMetric.MemoryBallooned, InstanceMetric.MemoryCompressed,
        InstanceMetric.MemorySwapped, InstanceMetric.MemoryMissing, InstanceMetric.NetworkPackets, InstanceMetric.NetworkBytes,
        InstanceMetric.DiskOperations, InstanceMetric.DiskBytes,
    ];

    public static Metric[] Hosts { get; } =
    [
        Of(Threads, "cpu.threads", "1", Gauge, "cpu_threads", "Hardware threads.", "FluidPlatform", null),
        Of(CpuGranted, "cpu.granted", "s/s", Counter, "cpu_granted_seconds_total", "Thread time that ran instances.", "WaterFilling", "cfs"),
        Of(CpuBackends, "cpu.backends", "s/s", Counter, "cpu_backend_seconds_total", "Thread time that ran I/O backends and page scanning for instances.", "IoPath", "device-models"),
        Of(CpuRunnable, "cpu.runnable", "s/s", Gauge, "cpu_runnable_threads", "Threads that instances would have kept busy; above the threads that are there, run queues grow.", "FluidSolver", "cfs"),
        Of(NetworkLoad, "network.load", "1", Gauge, "network_utilization_ratio", "Utilisation of the network cards.", "IoThroughput", "device-models") with { Sum = MetricSum.Mean },
        Of(DiskLoad, "disk.load", "1", Gauge, "disk_utilization_ratio", "Utilisation of the drives.", "BlockLatency", "device-models") with { Sum = MetricSum.Mean },
        Of(MemoryUsed, "memory.used", "By", Gauge, "memory_used_bytes", "Physical memory in use, the host's own included.", "FluidSolver", "reclaim"),
        Of(MemoryFree, "memory.free", "By", Gauge, "memory_free_bytes", "Physical memory free.", "FluidSolver", "reclaim"),
        Of(MemoryPressure, "memory.pressure", "1", Gauge, "memory_pressure_level", "0 none, 1 ballooning, 2 compression and swapping, 3 instances are stopped until memory is free.", "PressureState", "reclaim") with { Sum = MetricSum.Max },
        Of(Power, "power", "J/s", Counter, "energy_joules_total", "Wall power, watts.", "EnergyUse", "consolidation"),
        Of(CpuUtilisation, "cpu.utilization", "1", Gauge, "cpu_utilization_ratio", "Busy share of the threads.", "FluidSolver", "cfs") with { Sum = MetricSum.Derived },
        Of(RunQueuePressure, "cpu.run_queue", "1", Gauge, "cpu_run_queue_ratio", "Runnable threads beyond those that are there, per thread.", "FluidSolver", "cfs") with { Sum = MetricSum.Derived },
        Of(CpuReadyWorst, "cpu.ready_worst", "1", Gauge, "cpu_ready_worst_ratio", "Largest ready share of an instance: who looks for noisy neighbours begins here.", "Steal", "noisy-neighbour") with { Sum = MetricSum.Max },
        Of(Instances, "instances", "1", Gauge, "instances", "Instances that it runs.", "FluidHost", null),
        Of(HostMetric.Hosts, "hosts", "1", Gauge, "hosts", "Hosts that measure; a host that says nothing counts 0.", "FluidFleet", null),
        .. Summed.Select((metric, index) => Sum(InstanceMetrics.All[(int)metric], (int)CpuSteal + index)),
    ];

    public static Metric[] NumaNodes { get; } =
    [
        Node(NumaNodeMetric.CpuUtilisation, "numa.cpu.utilization", "1", Gauge, "cpu_utilization_ratio", "Busy share of its threads.", "FluidSolver", "numa"),
        Node(NumaNodeMetric.MemoryLoad, "numa.memory.load", "1", Gauge, "memory_utilization_ratio", "Utilisation of its memory controllers' achievable bandwidth.", "MemoryLoad", "noisy-neighbour"),
        Node(NumaNodeMetric.MemoryTraffic, "numa.memory.traffic", "By/s", Gauge, "memory_traffic_bytes_per_second", "Traffic of its memory controllers.", "NumaBandwidth", "numa"),
        Node(NumaNodeMetric.MemoryLatencyFactor, "numa.memory.latency_factor", "1", Gauge, "memory_latency_ratio", "Memory latency relative to idle.", "MemoryLoad", "noisy-neighbour"),
    ];

    private static Metric Of(HostMetric metric, string name, string unit, MetricKind kind, string exposition, string meaning, string mechanism, string? lab) =>
        new(MetricScope.Host, (int)metric, name, unit, kind, exposition, State: null, meaning, mechanism, lab);

    private static Metric Sum(Metric of, int index) =>
        of with { Scope = MetricScope.Host, Index = index, Meaning = $"Sum over its instances: {char.ToLowerInvariant(of.Meaning[0])}{of.Meaning[1..]}" };

    private static Metric Node(NumaNodeMetric metric, string name, string unit, MetricKind kind, string exposition, string meaning, string mechanism, string? lab) =>
        new(MetricScope.NumaNode, (int)metric, name, unit, kind, exposition, State: null, meaning, mechanism, lab);
}
