using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Scorers;

/// <summary>A guest's demand and a host's room as shares of what the empty host could promise: the two vectors of the packing heuristics.</summary>
/// <param name="CpuNeeded">Share of the CPU that the guest takes.</param>
/// <param name="CpuFree">Share of the CPU free before.</param>
/// <param name="MemoryNeeded">Share of the memory that the guest takes, overhead included.</param>
/// <param name="MemoryFree">Share of the memory free before.</param>
internal readonly record struct HostShares(double CpuNeeded, double CpuFree, double MemoryNeeded, double MemoryFree)
{
    public double CpuLeft => CpuFree - CpuNeeded;

    public double MemoryLeft => MemoryFree - MemoryNeeded;

    public double Dot => CpuNeeded * CpuFree + MemoryNeeded * MemoryFree;

    public double SquaredLeft => CpuLeft * CpuLeft + MemoryLeft * MemoryLeft;

    /// <summary>Cosine of the angle between demand and room, 0 to 1: 1 when they have the same proportions.</summary>
    public double Cosine
    {
        get
        {
            var lengths = Math.Sqrt((CpuNeeded * CpuNeeded + MemoryNeeded * MemoryNeeded) * (CpuFree * CpuFree + MemoryFree * MemoryFree));
            return lengths > 0 ? Dot / lengths : 0;
        }
    }

    /// <summary>The whole host.</summary>
    public static HostShares Of(in HostView host, PlacementAsk ask)
    {
        var shape = ask.Request.Shape;
        var (vcpus, memory) = (host.VcpuCapacity, host.MemoryCapacityMib);
        return new(Share(shape.Vcpus, vcpus), host.FreeVcpuShare, Share(shape.MemoryMib + host.OverheadMib(ask), memory), host.FreeMemoryShare);
    }

    /// <summary>One NUMA node that would take a part.</summary>
    public static HostShares Of(in HostView host, PlacementAsk ask, int numaNode, int vcpus, long memoryMib)
    {
        var (cpuCapacity, memoryCapacity) = (host.NumaVcpuCapacity(numaNode), host.NumaMemoryCapacityMib(numaNode));
        return new(
            Share(vcpus, cpuCapacity), Share(host.FreeVcpus[numaNode], cpuCapacity),
            Share(memoryMib, memoryCapacity), Share(host.FreeMemoryMib[numaNode], memoryCapacity));
    }

    private static double Share(long amount, long capacity) => capacity == 0 ? 0 : (double)amount / capacity;
}
