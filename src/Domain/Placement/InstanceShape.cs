namespace Cloud.Domain.Placement;

/// <summary>How virtual CPUs are backed.</summary>
public enum CpuPolicy
{
    /// <summary>vCPUs float over the shared threads of their NUMA node, under the pool's overcommit ratio.</summary>
    Shared,

    /// <summary>Whole physical cores (with all their SMT siblings) belong to the instance alone.</summary>
    Dedicated,
}

/// <summary>What an instance asks of a host: the part of a request that placement needs.</summary>
/// <param name="Vcpus">Virtual CPUs, 1 to <see cref="MaxVcpus"/>.</param>
/// <param name="MemoryMib">Guest memory, MiB, 1 to <see cref="MaxMemoryMib"/>.</param>
/// <param name="DiskGib">Root disk, GiB.</param>
/// <param name="NumaNodes">
/// 0 = automatic: one NUMA node if it fits, otherwise the fewest equal parts. N ≥ 1 = exactly N distinct NUMA nodes of one host with equal parts.
/// </param>
/// <param name="CpuPolicy">Shared or dedicated cores.</param>
public sealed record InstanceShape(int Vcpus, long MemoryMib, int DiskGib, int NumaNodes, CpuPolicy CpuPolicy)
{
    public const int MaxVcpus = 1024;
    public const long MaxMemoryMib = 16L * 1024 * 1024;
    public const int MaxDiskGib = 64 * 1024;
    public const int MaxNumaNodes = 8;
}

/// <summary>What an instance holds on one NUMA node of its host.</summary>
/// <param name="NumaNode">Index of the NUMA node on the host.</param>
/// <param name="Vcpus">vCPUs homed on this NUMA node.</param>
/// <param name="MemoryMib">Memory taken, MiB, the kind's overhead included on the first claim.</param>
/// <param name="Cores">Indexes of the dedicated physical cores within the NUMA node, ascending; empty when shared.</param>
public sealed record NumaClaim(int NumaNode, int Vcpus, long MemoryMib, IReadOnlyList<int> Cores);

/// <summary>A committed placement: the host and exactly what is held there. The host enforces it as decided.</summary>
/// <param name="Host">The host's name.</param>
/// <param name="DiskGib">Local disk taken, GiB.</param>
/// <param name="Claims">One entry per NUMA node, ascending.</param>
public sealed record HostPlacement(Cloud.Domain.Identity.HostId Host, int DiskGib, IReadOnlyList<NumaClaim> Claims);
