namespace Cloud.Domain.Hardware;

/// <summary>Names of the cache levels the model knows.</summary>
public enum CacheName
{
    /// <summary>First-level instruction cache.</summary>
    L1I,

    /// <summary>First-level data cache.</summary>
    L1D,

    /// <summary>Second level.</summary>
    L2,

    /// <summary>Third level, shared.</summary>
    L3,
}

/// <summary>Who shares one instance of a cache.</summary>
public enum CacheSharing
{
    /// <summary>The threads of one core.</summary>
    Core,

    /// <summary>The cores of one complex.</summary>
    Complex,

    /// <summary>All cores of a socket.</summary>
    Socket,
}

/// <summary>
/// One cache level: size of one instance in bytes, associativity, who shares it, and its load-to-use latency.
/// The latency is known either in core cycles or, when the cache has a clock of its own, in nanoseconds; exactly one is set.
/// </summary>
public sealed record CacheLevel(CacheName Level, long SizeBytes, int Ways, CacheSharing SharedBy, double? LatencyCycles, double? FixedLatencyNs)
{
    /// <summary>Load-to-use latency in nanoseconds at the all-core clock.</summary>
    public double LatencyNs(CoreClock clock) => FixedLatencyNs ?? clock.ToNs(LatencyCycles ?? 0);
}
