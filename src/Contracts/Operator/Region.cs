namespace Cloud.Contracts;

public sealed record ZoneView(string Name, int Hosts);

/// <summary>Sums over the region (operators).</summary>
public sealed class RegionView
{
    public required string Name { get; init; }
    public required string PlacementProfile { get; init; }

    /// <summary>Virtual seconds per real second.</summary>
    public required double Speed { get; init; }
    public required int Hosts { get; init; }
    public required int Instances { get; init; }
    public required long VcpusUsed { get; init; }
    public required long VcpusCapacity { get; init; }
    public required long MemoryUsedMib { get; init; }
    public required long MemoryCapacityMib { get; init; }
}

/// <summary>A physical host with what is used of it (operators).</summary>
public sealed class HostView
{
    public required string Name { get; init; }
    public required string Zone { get; init; }
    public required string Rack { get; init; }
    public required string Profile { get; init; }
    public required string NumaMode { get; init; }
    public required string Pool { get; init; }
    public required int Instances { get; init; }

    /// <summary>Whether it takes no new instances.</summary>
    public bool Cordoned { get; set; }

    /// <summary>Why it is cordoned, in the operator's words, or null.</summary>
    public string? CordonReason { get; set; }

    /// <summary>Since when, or null.</summary>
    public DateTimeOffset? CordonedSince { get; set; }

    /// <summary>Faults that were ordered for it and are in force; empty when it is well.</summary>
    public IReadOnlyList<HostFaultView> Faults { get; set; } = [];
    /// <summary>up, suspect (not heard from, nothing new is placed there) or down (its lease is over: nothing runs there).</summary>
    public string Health { get; set; } = "up";

    /// <summary>When it was last heard; null before it has spoken.</summary>
    public DateTimeOffset? HeardAt { get; set; }

    /// <summary>How far it has been emptied for maintenance; null when it is not to be.</summary>
    public DrainView? Drain { get; set; }
    public required int DiskUsedGib { get; init; }
    public required int DiskGib { get; init; }
    public required IReadOnlyList<NumaNodeView> NumaNodes { get; init; }
}

/// <param name="Index">Index on the host.</param>
/// <param name="Cores">Physical cores.</param>
/// <param name="ThreadsPerCore">Hardware threads per core.</param>
/// <param name="CoresDedicated">Cores given away whole.</param>
/// <param name="VcpusUsed">Shared vCPUs placed here.</param>
/// <param name="VcpusCapacity">Shared vCPUs allowed here, overcommit included.</param>
/// <param name="MemoryUsedMib">Memory placed here, MiB.</param>
/// <param name="MemoryCapacityMib">Memory allowed here, overcommit included, MiB.</param>
public sealed record NumaNodeView(
    int Index, int Cores, int ThreadsPerCore, int CoresDedicated, int VcpusUsed, int VcpusCapacity, long MemoryUsedMib, long MemoryCapacityMib);

/// <summary>A host with everything on it (operators).</summary>
/// <param name="Host">The host.</param>
/// <param name="CpuRatio">vCPUs per shared hardware thread in its pool.</param>
/// <param name="MemoryRatio">Guest memory per host memory in its pool.</param>
/// <param name="Instances">The instances placed on it.</param>
public sealed record HostDetailView(HostView Host, double CpuRatio, double MemoryRatio, IReadOnlyList<InstanceView> Instances);
