using Cloud.Domain.Hardware.Costs.Switching;

namespace Cloud.Simulation.Machine;

/// <summary>Capacities and latencies that price a cache refill (2.3); defaults are AMD Milan (1).</summary>
public sealed record CacheCosts
{
    /// <summary>Refills cost nothing.</summary>
    public static readonly CacheCosts None = new() { Enabled = false };

    /// <summary>False to price nothing.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Replacement model.</summary>
    public Replacement Replacement { get; init; }

    /// <summary>First-level data cache per core, in bytes.</summary>
    public double L1Bytes { get; init; } = 32 * 1024;

    /// <summary>Second-level cache per core, in bytes.</summary>
    public double L2Bytes { get; init; } = 512 * 1024;

    /// <summary>Last-level cache of one complex, in bytes.</summary>
    public double L3Bytes { get; init; } = 32 * 1024 * 1024;

    /// <summary>Load-to-use latency of the first level, in ns.</summary>
    public double L1Ns { get; init; } = 1.27;

    /// <summary>Load-to-use latency of the second level, in ns.</summary>
    public double L2Ns { get; init; } = 3.8;

    /// <summary>Load-to-use latency of the last level, in ns.</summary>
    public double L3Ns { get; init; } = 16;

    /// <summary>Latency of local memory, in ns.</summary>
    public double MemoryNs { get; init; } = 105;

    /// <summary>Misses that overlap: 8 sequential, 4 strided, 1 pointer chasing.</summary>
    public double MemoryParallelism { get; init; } = SwitchConstants.StridedOverlap;

    /// <summary>Bytes that a running task can touch per ns; bounds the footprint of a short run (model default).</summary>
    public double TouchBytesPerNs { get; init; } = 10;

    /// <summary>Time to refill what others pushed out, in ns.</summary>
    /// <param name="workingSetBytes">Working set of the task that resumes.</param>
    /// <param name="coreFootprintBytes">Distinct bytes that others touched on its core meanwhile.</param>
    /// <param name="complexFootprintBytes">The same for its last-level cache.</param>
    public double RefillNs(double workingSetBytes, double coreFootprintBytes, double complexFootprintBytes)
    {
        if (!Enabled || workingSetBytes <= 0) return 0;
        return LevelNs(L1Bytes, L1Ns, L2Ns, workingSetBytes, coreFootprintBytes)
            + LevelNs(L2Bytes, L2Ns, L3Ns, workingSetBytes, coreFootprintBytes)
            + LevelNs(L3Bytes, L3Ns, MemoryNs, workingSetBytes, complexFootprintBytes);
    }

    private double LevelNs(double capacityBytes, double latencyNs, double nextNs, double workingSetBytes, double footprintBytes) =>
        CacheRefill.LevelNs(new CacheStep(capacityBytes, latencyNs, nextNs), Replacement, workingSetBytes, footprintBytes, MemoryParallelism);
}
