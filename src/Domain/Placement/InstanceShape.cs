namespace Cloud.Domain.Placement;

/// <summary>How virtual CPUs are backed.</summary>
public enum CpuPolicy
{
    /// <summary>vCPUs float over the shared threads of their NUMA node, under the pool's overcommit ratio.</summary>
    Shared,

    /// <summary>Whole physical cores (with all their SMT siblings) belong to the instance alone.</summary>
    Dedicated,

    /// <summary>Some vCPUs have whole cores (<see cref="InstanceNeeds.DedicatedVcpus"/>), the rest float over the shared threads of the same NUMA node.</summary>
    Mixed,
}

/// <summary>What an instance asks of a host: the part of a request that placement needs.</summary>
/// <param name="Vcpus">Virtual CPUs, 1 to <see cref="MaxVcpus"/>.</param>
/// <param name="MemoryMib">Guest memory, MiB, 1 to <see cref="MaxMemoryMib"/>.</param>
/// <param name="DiskGib">Root disk, GiB.</param>
/// <param name="NumaNodes">
/// 0 = automatic: one NUMA node if it fits, otherwise the fewest equal parts. N ≥ 1 = exactly N distinct NUMA nodes of one host with equal parts.
/// </param>
/// <param name="CpuPolicy">Shared vCPUs, dedicated cores or some of each.</param>
public sealed record InstanceShape(int Vcpus, long MemoryMib, int DiskGib, int NumaNodes, CpuPolicy CpuPolicy)
{
    public const int MaxVcpus = 1024;
    public const long MaxMemoryMib = 16L * 1024 * 1024;
    public const int MaxDiskGib = 64 * 1024;
    public const int MaxNumaNodes = 8;

    /// <summary>What it asks beyond sizes; null for nothing, as most instances do.</summary>
    public InstanceNeeds? Needs { get; init; }
}
