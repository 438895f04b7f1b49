namespace Cloud.Domain.Hardware;

/// <summary>
/// One firmware setting of a host: how many NUMA nodes each socket is cut into, and what it costs to reach memory.
/// SLIT is a firmware constant that only orders nodes; cost comes from <see cref="LatencyNs"/>.
/// </summary>
public sealed record NumaMode
{
    /// <summary>Name of the setting, for example <c>nps4</c>.</summary>
    public required string Name { get; init; }

    /// <summary>NUMA nodes of one socket.</summary>
    public required int NodesPerSocket { get; init; }

    /// <summary>What each NUMA node has, in node order; socket 0 first.</summary>
    public required IReadOnlyList<NumaNodeCapacity> Nodes { get; init; }

    /// <summary>Distances as firmware reports them: 10 is local. For ordering only.</summary>
    public required NodeMatrix Slit { get; init; }

    /// <summary>Idle load latency in nanoseconds.</summary>
    public required NodeMatrix LatencyNs { get; init; }

    /// <summary>Most bandwidth in GB/s that all cores of one node can draw from another.</summary>
    public required NodeMatrix BandwidthGBs { get; init; }

    /// <summary>Mean latency seen by a node whose memory is interleaved over all nodes, ns.</summary>
    public double InterleavedLatencyNs(int from)
    {
        var sum = 0.0;
        foreach (var latency in LatencyNs.Row(from)) sum += latency;
        return sum / LatencyNs.Size;
    }
}

/// <summary>What one NUMA node has to give: cores, threads per core, memory, channels and their peak bandwidth in GB/s.</summary>
public sealed record NumaNodeCapacity(int Index, int Socket, int Cores, int ThreadsPerCore, long MemoryMib, int Channels, double PeakGBs)
{
    /// <summary>Hardware threads of the node.</summary>
    public int HardwareThreads => Cores * ThreadsPerCore;
}
