using Cloud.Domain.Placement;
using Cloud.Scheduler.Numa;

namespace Cloud.Scheduler.Capacity;

/// <summary>
/// What fits where, as columns by NUMA node and by host: kept up to date by the ledger for every change, so that a decision only compares.
/// There are two of them, as things are and as they would be if every host were empty.
/// </summary>
internal sealed class Rooms(int hosts, int numaNodes, OvercommitRatio[] cpuRatio, FeatureRooms features)
{
    public int[] FreeVcpus { get; } = new int[numaNodes];

    public int[] Shared { get; } = new int[numaNodes];

    public int[] Dedicated { get; } = new int[numaNodes];

    public long[] FreeMemoryMib { get; } = new long[numaNodes];

    public long[] MemoryMib { get; } = new long[numaNodes];

    /// <summary>Cores given away whole.</summary>
    public int[] CoresDedicated { get; } = new int[numaNodes];

    /// <summary>The CPU ratio in force.</summary>
    public OvercommitRatio[] CpuRatio { get; } = cpuRatio;

    /// <summary>Huge pages, devices and the like; columns only where some host has any.</summary>
    public FeatureRooms Features { get; } = features;

    public int[] DiskGib { get; } = new int[hosts];

    public int[] Instances { get; } = new int[hosts];

    /// <summary>Hosts that take no new instances.</summary>
    public bool[] Cordoned { get; } = new bool[hosts];

    /// <summary>Sum of <see cref="FreeVcpus"/> by host.</summary>
    public int[] HostFreeVcpus { get; } = new int[hosts];

    /// <summary>Sum of <see cref="FreeMemoryMib"/> by host.</summary>
    public long[] HostFreeMemoryMib { get; } = new long[hosts];

    /// <summary>
    /// Whether a NUMA node has room for a guest with shared vCPUs and whole cores, either of which may be none: what is left of the threads must
    /// carry the shared guests already here and the new shared vCPUs.
    /// </summary>
    public bool FitsCpu(NumaNodeDescription description, int numa, int shared, int cores)
    {
        if (cores == 0) return shared <= Math.Max(0, Shared[numa]);
        if (cores * description.ThreadsPerCore > Dedicated[numa]) return false;
        var open = description.Threads - CoresDedicated[numa] * description.ThreadsPerCore;
        var used = CpuRatio[numa].Capacity(open) - FreeVcpus[numa];
        var left = open - cores * description.ThreadsPerCore;
        return shared == 0 || (shared <= left && CpuRatio[numa].PhysicalBehind(used + shared) <= left);
    }

    /// <summary>The same for so many guests, one after another; each alone must fit.</summary>
    public bool FitsCpuTimes(NumaNodeDescription description, int numa, int shared, int cores, int times)
    {
        if ((long)times * cores * description.ThreadsPerCore > Dedicated[numa]) return false;
        var open = description.Threads - CoresDedicated[numa] * description.ThreadsPerCore;
        var used = CpuRatio[numa].Capacity(open) - FreeVcpus[numa];
        var left = open - times * cores * description.ThreadsPerCore;
        return shared <= left && CpuRatio[numa].PhysicalBehind(used + (long)times * shared) <= left;
    }

    /// <summary>Whether every column is the same.</summary>
    public bool IsSame(Rooms other) => Features.IsSame(other.Features)
        && FreeVcpus.AsSpan().SequenceEqual(other.FreeVcpus) && Shared.AsSpan().SequenceEqual(other.Shared)
        && Dedicated.AsSpan().SequenceEqual(other.Dedicated) && FreeMemoryMib.AsSpan().SequenceEqual(other.FreeMemoryMib)
        && MemoryMib.AsSpan().SequenceEqual(other.MemoryMib) && CoresDedicated.AsSpan().SequenceEqual(other.CoresDedicated)
        && CpuRatio.AsSpan().SequenceEqual(other.CpuRatio) && DiskGib.AsSpan().SequenceEqual(other.DiskGib)
        && Instances.AsSpan().SequenceEqual(other.Instances) && Cordoned.AsSpan().SequenceEqual(other.Cordoned)
        && HostFreeVcpus.AsSpan().SequenceEqual(other.HostFreeVcpus) && HostFreeMemoryMib.AsSpan().SequenceEqual(other.HostFreeMemoryMib);

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
