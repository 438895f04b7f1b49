using Cloud.Domain.Identity;

namespace Cloud.Domain.Placement;

/// <summary>One NUMA node of a host as the ledger sees it.</summary>
/// <param name="Cores">Physical cores.</param>
/// <param name="ThreadsPerCore">Hardware threads per core (SMT width).</param>
/// <param name="MemoryMib">Memory for guests, MiB (host reserve and huge pages already taken off).</param>
public sealed record NumaNodeDescription(int Cores, int ThreadsPerCore, long MemoryMib)
{
    public int Threads => Cores * ThreadsPerCore;

    /// <summary>Huge pages of 2 MiB set aside for guests, beside <see cref="MemoryMib"/>, which is in 4 KiB pages.</summary>
    public int Pages2M { get; init; }

    /// <summary>Huge pages of 1 GiB set aside for guests, beside <see cref="MemoryMib"/>.</summary>
    public int Pages1G { get; init; }
}

/// <summary>A physical host as the region file describes it, resolved: what scheduler and host agree on.</summary>
/// <param name="Id">Unique name.</param>
/// <param name="Zone">Availability zone.</param>
/// <param name="Rack">Rack name, unique in its zone.</param>
/// <param name="Profile">Hardware profile name, or <c>imported</c>.</param>
/// <param name="NumaMode">The profile's NUMA mode (for example <c>nps1</c>).</param>
/// <param name="Pool">Pool whose overcommit ratios apply.</param>
/// <param name="NumaNodes">The NUMA nodes, by index.</param>
/// <param name="DiskGib">Local disk for guests, GiB.</param>
public sealed record HostDescription(
    HostId Id, ZoneId Zone, string Rack, string Profile, string NumaMode, string Pool, IReadOnlyList<NumaNodeDescription> NumaNodes, int DiskGib)
{
    /// <summary>What the host has besides cores, memory and disk. Equal hosts share one object.</summary>
    public HostFeatures Features { get; init; } = HostFeatures.None;
}

/// <summary>Overcommit of a pool of hosts.</summary>
/// <param name="Name">Pool name, unique in the region.</param>
/// <param name="CpuRatio">vCPUs per shared hardware thread, 1 or more. A guest never overcommits against itself.</param>
/// <param name="MemoryRatio">Guest memory per host memory, 1 or more.</param>
/// <param name="ChargeOverhead">Whether the kind's overhead is charged to the host.</param>
public sealed record PoolPolicy(string Name, double CpuRatio, double MemoryRatio, bool ChargeOverhead);
