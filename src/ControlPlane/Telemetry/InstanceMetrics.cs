using static Cloud.ControlPlane.Telemetry.InstanceMetric;
using static Cloud.ControlPlane.Telemetry.MetricKind;

namespace Cloud.ControlPlane.Telemetry;

/// <summary>The metrics of an instance, in the order of <see cref="InstanceMetric"/>.</summary>
internal static class InstanceMetrics
{
    public static Metric[] All { get; } =
    [
        Of(CpuGranted, "cpu.granted", "s/s", Counter, "cpu_granted_seconds_total", "Time that its vCPUs ran on hardware threads; 1 s/s is one thread.", "WaterFilling", "cfs"),
        Of(CpuSteal, "cpu.steal", "s/s", Counter, "cpu_steal_seconds_total", "Time that its vCPUs were runnable but waited for a thread (VMware: ready time).", "Steal", "steal"),
        Of(CpuThrottled, "cpu.throttled", "s/s", Counter, "cpu_throttled_seconds_total", "Time that its vCPUs stood still because of cpu.max.", "CpuQuota", "cpu-quota"),
        Of(CpuReady, "cpu.ready", "1", Gauge, "cpu_ready_ratio", "Steal as a share of the time that it wanted to run.", "Steal", "steal"),
        Of(CpuSpeed, "cpu.speed", "1", Gauge, "cpu_speed_ratio", "Work per second on a thread, relative to bare metal alone with local memory.", "FluidSolver", "noisy-neighbour"),
        Of(Exits, "cpu.exits", "1/s", Counter, "vm_exits_total", "Exits to the hypervisor.", "ExitTable", "exit-profile"),
        Of(TlbMisses, "memory.tlb_misses", "1/s", Counter, "tlb_misses_total", "Walks of the page tables; nested ones unless it is a plain container.", "NestedWalk", "nested-paging"),
        Of(NumaLocal, "memory.numa_local", "1", Gauge, "numa_local_ratio", "Share of its memory accesses that stay on the NUMA node of the vCPU.", "NumaAccess", "numa"),
        Of(InstanceMetric.CacheBytes, "cache.bytes", "By", Gauge, "cache_occupancy_bytes", "Last-level cache that it holds.", "SharedCache", "noisy-neighbour"),
        Of(CacheMissRatio, "cache.miss_ratio", "1", Gauge, "cache_miss_ratio", "Share of its accesses to the last-level cache that miss.", "MissCurve", "noisy-neighbour"),
        Of(CyclesPerInstruction, "cpu.cpi", "1", Gauge, "cycles_per_instruction", "Cycles per instruction.", "Neighbours", "noisy-neighbour"),
        Of(MemoryTraffic, "memory.traffic", "By/s", Counter, "memory_traffic_bytes_total", "Bytes to and from memory.", "NumaBandwidth", "noisy-neighbour"),
        Of(Contention, "memory.contention", "1", Gauge, "memory_contention_ratio", "Cycles per instruction relative to being alone with local memory.", "MemoryLoad", "noisy-neighbour"),
        Page(MemoryResident, "resident", "Touched memory in frames of its own.", "FrameTable", "reclaim"),
        Page(MemoryShared, "shared", "Touched memory saved by sharing equal pages with others.", "PageSharing", "reclaim"),
        Page(MemoryBallooned, "ballooned", "Memory given back by its balloon.", "Ballooning", "reclaim"),
        Page(MemoryCompressed, "compressed", "Touched memory that is compressed; bytes before compression.", "ReclaimPlan", "reclaim"),
        Page(MemorySwapped, "swapped", "Touched memory on the host's swap device.", "ReclaimPlan", "reclaim"),
        Page(MemoryMissing, "missing", "Touched memory that nothing backs: its vCPUs stand still where they touch it.", "ReclaimPlan", "reclaim"),
        Of(MemoryWait, "memory.wait", "s/s", Counter, "memory_wait_seconds_total", "Time per second of work that it waits for pages to come back.", "FluidSolver", "reclaim"),
        Of(NetworkPackets, "network.packets", "1/s", Counter, "network_packets_total", "Packets sent and received.", "IoThroughput", "device-models"),
        Of(NetworkBytes, "network.bytes", "By/s", Counter, "network_bytes_total", "Bytes sent and received.", "Ethernet", "device-models"),
        Of(NetworkLatency, "network.latency", "s", Gauge, "network_latency_seconds", "Mean latency of one packet, queues included.", "IoPath", "sr-iov"),
        Of(DiskOperations, "disk.operations", "1/s", Counter, "disk_operations_total", "Disk operations done.", "BlockLatency", "device-models"),
        Of(DiskBytes, "disk.bytes", "By/s", Counter, "disk_bytes_total", "Bytes read and written.", "BlockLatency", "device-models"),
        Of(DiskLatency, "disk.latency", "s", Gauge, "disk_latency_seconds", "Mean latency of one disk operation, queues included.", "BlockLatency", "device-models"),
    ];

    private static Metric Page(InstanceMetric metric, string state, string meaning, string mechanism, string? lab) =>
        Of(metric, $"memory.{state}", "By", Gauge, "memory_bytes", meaning, mechanism, lab) with { State = state };

    private static Metric Of(InstanceMetric metric, string name, string unit, MetricKind kind, string exposition, string meaning, string mechanism, string? lab) =>
        new(MetricScope.Instance, (int)metric, name, unit, kind, exposition, State: null, meaning, mechanism, lab);
}
