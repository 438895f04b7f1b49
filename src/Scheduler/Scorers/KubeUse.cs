using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Scorers;

/// <summary>
/// A host as kube-scheduler's scorers see it: what would be requested with this pod, and what is allocatable, in integers. Where we differ:
/// capacity is what the pool may promise (a Kubernetes node has no overcommit ratio), overhead counts where the pool charges it (as a pod's
/// RuntimeClass overhead does), and a pod without requests does not occur.
/// </summary>
/// <param name="Cpu">vCPUs requested, this guest's included, thousandths.</param>
/// <param name="CpuCapacity">vCPUs allocatable, thousandths.</param>
/// <param name="Memory">Memory requested, this guest's included, MiB.</param>
/// <param name="MemoryCapacity">Memory allocatable, MiB.</param>
internal readonly record struct KubeUse(long Cpu, long CpuCapacity, long Memory, long MemoryCapacity)
{
    /// <summary>Source: MaxNodeScore of the scheduling framework [C].</summary>
    public const long MaxScore = 100;

    public static KubeUse Of(in HostView host, PlacementAsk ask)
    {
        var (vcpus, memory) = (host.VcpuCapacity, host.MemoryCapacityMib);
        return new(
            1000 * (vcpus - host.HostFreeVcpus + ask.Request.Shape.Vcpus), 1000 * vcpus,
            memory - host.HostFreeMemoryMib + ask.Request.Shape.MemoryMib + host.OverheadMib(ask), memory);
    }

    /// <summary>Share not requested in percent, 0 when more is requested than there is.</summary>
    public static long Unused(long requested, long capacity) =>
        capacity == 0 || requested > capacity ? 0 : (capacity - requested) * MaxScore / capacity;

    /// <summary>Share requested in percent, at most 100.</summary>
    public static long Used(long requested, long capacity) => capacity == 0 ? 0 : Math.Min(requested, capacity) * MaxScore / capacity;

    /// <summary>Share requested, at most 1.</summary>
    public static double Share(long requested, long capacity) => capacity == 0 ? 1 : Math.Min(1, (double)requested / capacity);
}
