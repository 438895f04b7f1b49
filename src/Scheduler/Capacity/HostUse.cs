using Cloud.Domain.Identity;

namespace Cloud.Scheduler.Capacity;

/// <summary>Use of one host.</summary>
public sealed record HostUse(HostId Host, int Instances, int DiskUsedGib, int DiskGib, IReadOnlyList<NumaUse> NumaNodes);

/// <summary>Use of one NUMA node.</summary>
/// <param name="NumaNode">Index on its host.</param>
/// <param name="VcpusUsed">Shared vCPUs placed here.</param>
/// <param name="VcpusCapacity">Shared vCPUs allowed here now: threads not dedicated × the pool's CPU ratio.</param>
/// <param name="CoresDedicated">Physical cores given away whole.</param>
/// <param name="Cores">Physical cores.</param>
/// <param name="MemoryUsedMib">Memory placed here, MiB.</param>
/// <param name="MemoryCapacityMib">Memory × the pool's memory ratio, MiB.</param>
public sealed record NumaUse(int NumaNode, int VcpusUsed, int VcpusCapacity, int CoresDedicated, int Cores, long MemoryUsedMib, long MemoryCapacityMib);
