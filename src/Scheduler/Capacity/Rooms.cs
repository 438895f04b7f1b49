using Cloud.Scheduler.Numa;

namespace Cloud.Scheduler.Capacity;

/// <summary>
/// What fits where, as columns by NUMA node and by host: kept up to date by the ledger for every change, so that a decision only compares.
/// There are two of them, as things are and as they would be if every host were empty.
/// </summary>
internal sealed class Rooms(int hosts, int numaNodes)
{
    public int[] FreeVcpus { get; } = new int[numaNodes];

    public int[] Shared { get; } = new int[numaNodes];

    public int[] Dedicated { get; } = new int[numaNodes];

    public long[] FreeMemoryMib { get; } = new long[numaNodes];

    public long[] MemoryMib { get; } = new long[numaNodes];

    public int[] DiskGib { get; } = new int[hosts];

    public int[] Instances { get; } = new int[hosts];

    /// <summary>Hosts that take no new instances.</summary>
    public bool[] Cordoned { get; } = new bool[hosts];

    /// <summary>Sum of <see cref="FreeVcpus"/> by host.</summary>
    public int[] HostFreeVcpus { get; } = new int[hosts];

    /// <summary>Sum of <see cref="FreeMemoryMib"/> by host.</summary>
    public long[] HostFreeMemoryMib { get; } = new long[hosts];

    public void Set(int host, int numa, NumaRoom room)
    {
        HostFreeVcpus[host] += room.FreeVcpus - FreeVcpus[numa];
        HostFreeMemoryMib[host] += room.FreeMemoryMib - FreeMemoryMib[numa];
        FreeVcpus[numa] = room.FreeVcpus;
        Shared[numa] = room.Shared;
        Dedicated[numa] = room.Dedicated;
        FreeMemoryMib[numa] = room.FreeMemoryMib;
        MemoryMib[numa] = room.MemoryMib;
    }
}
