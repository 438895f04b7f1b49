using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Cloud.Domain.Identity;

namespace Cloud.ControlPlane.Telemetry;

/// <summary>What an instance measures. The order is that of the values in <see cref="InstanceSample"/>; units are in <see cref="MetricCatalogue"/>.</summary>
public enum InstanceMetric
{
    CpuGranted,
    CpuSteal,
    CpuThrottled,
    CpuReady,
    CpuSpeed,
    Exits,
    TlbMisses,
    NumaLocal,
    CacheBytes,
    CacheMissRatio,
    CyclesPerInstruction,
    MemoryTraffic,
    Contention,
    MemoryResident,
    MemoryShared,
    MemoryBallooned,
    MemoryCompressed,
    MemorySwapped,
    MemoryMissing,
    MemoryWait,
    NetworkPackets,
    NetworkBytes,
    NetworkLatency,
    DiskOperations,
    DiskBytes,
    DiskLatency,
}

/// <summary>What a host measures: first what it tells, then (from <see cref="CpuUtilisation"/>) what the store derives and sums over its instances.</summary>
public enum HostMetric
{
    Threads,
    CpuGranted,
    CpuBackends,
    CpuRunnable,
    NetworkLoad,
    DiskLoad,
    MemoryUsed,
    MemoryFree,
    MemoryPressure,
    Power,
    CpuUtilisation,
    RunQueuePressure,
    CpuReadyWorst,
    Instances,
    Hosts,
    CpuSteal,
    CpuThrottled,
    Exits,
    TlbMisses,
    MemoryTraffic,
    MemoryResident,
    MemoryShared,
    MemoryBallooned,
    MemoryCompressed,
    MemorySwapped,
    MemoryMissing,
    NetworkPackets,
    NetworkBytes,
    DiskOperations,
    DiskBytes,
}

/// <summary>What a NUMA node of a host measures.</summary>
public enum NumaNodeMetric
{
    CpuUtilisation,
    MemoryLoad,
    MemoryTraffic,
    MemoryLatencyFactor,
}

/// <summary>An instance over one tick: rates are per world second.</summary>
public struct InstanceSample
{
    /// <summary>Values per sample.</summary>
    public const int Count = (int)InstanceMetric.DiskLatency + 1;

    private Buffer _values;

    public InstanceSample(InstanceId instance) => Instance = instance;

    /// <summary>Who.</summary>
    public InstanceId Instance { get; set; }

    /// <summary>The values in the order of <see cref="InstanceMetric"/>.</summary>
    [UnscopedRef]
    public readonly ReadOnlySpan<float> Values => _values;

    public float this[InstanceMetric metric]
    {
        readonly get => _values[(int)metric];
        set => _values[(int)metric] = value;
    }

    [InlineArray(Count)]
    private struct Buffer
    {
        private float _first;
    }
}

/// <summary>A host over one tick, without what follows from its instances.</summary>
public struct HostSample
{
    /// <summary>Values per sample.</summary>
    public const int Count = (int)HostMetric.Power + 1;

    private Buffer _values;

    /// <summary>The values in the order of <see cref="HostMetric"/>.</summary>
    [UnscopedRef]
    public readonly ReadOnlySpan<float> Values => _values;

    public float this[HostMetric metric]
    {
        readonly get => _values[(int)metric];
        set => _values[(int)metric] = value;
    }

    [InlineArray(Count)]
    private struct Buffer
    {
        private float _first;
    }
}

/// <summary>A NUMA node over one tick.</summary>
/// <param name="CpuUtilisation">Busy share of its threads, 0 to 1.</param>
/// <param name="MemoryLoad">Utilisation of its memory controllers' achievable bandwidth, 0 to 1.</param>
/// <param name="MemoryTraffic">Bytes per second of its memory controllers.</param>
/// <param name="MemoryLatencyFactor">Memory latency relative to idle; at least 1.</param>
public readonly record struct NumaNodeSample(float CpuUtilisation, float MemoryLoad, float MemoryTraffic, float MemoryLatencyFactor)
{
    /// <summary>Values per sample.</summary>
    public const int Count = (int)NumaNodeMetric.MemoryLatencyFactor + 1;
}
