using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Numa;

/// <summary>
/// The smaller of the two shares (vCPUs, memory) that a NUMA node has free. Divided, not multiplied by a reciprocal: the published balance-fit
/// numbers depend on the last bit of this quotient, because it decides which of two equal gaps is the wider.
/// </summary>
internal static class ScarcestShare
{
    public static double Of(in HostView host, int numaNode)
    {
        var numa = host.Description.NumaNodes[numaNode];
        return Math.Min(Share(host.FreeVcpus[numaNode], numa.Threads), Share(host.FreeMemoryMib[numaNode], numa.MemoryMib));
    }

    private static double Share(long free, long capacity) => capacity == 0 ? 0 : (double)free / capacity;
}
