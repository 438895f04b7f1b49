namespace Cloud.Scheduler.Numa;

/// <summary>What one more guest could get on one NUMA node: the arithmetic of the ledger, and the only place where it is written.</summary>
/// <param name="FreeVcpus">Shared vCPUs not yet promised.</param>
/// <param name="Shared">Shared vCPUs that one guest could take: not more than the threads left, because a guest never overcommits itself.</param>
/// <param name="Dedicated">Threads of the whole cores that one guest could take without hurting the shared guests already here.</param>
/// <param name="FreeMemoryMib">Memory not yet promised, MiB.</param>
/// <param name="MemoryMib">Memory that one guest could take, MiB: not more than the NUMA node physically has.</param>
public readonly record struct NumaRoom(int FreeVcpus, int Shared, int Dedicated, long FreeMemoryMib, long MemoryMib)
{
    /// <summary>Shared vCPUs allowed while <paramref name="coresDedicated"/> cores are given away.</summary>
    public static int SharedCapacity(int threads, int threadsPerCore, int coresDedicated, OvercommitRatio ratio) =>
        (int)ratio.Capacity(threads - coresDedicated * threadsPerCore);

    /// <summary>Whole cores that back <paramref name="vcpus"/> dedicated vCPUs.</summary>
    public static int CoresFor(int vcpus, int threadsPerCore) => (vcpus + threadsPerCore - 1) / threadsPerCore;

    /// <param name="threads">Hardware threads.</param>
    /// <param name="threadsPerCore">SMT width.</param>
    /// <param name="coresDedicated">Cores given away.</param>
    /// <param name="sharedUsed">Shared vCPUs promised.</param>
    /// <param name="largestShared">vCPUs of the largest shared guest here; giving more cores away must leave it as many threads.</param>
    /// <param name="cpuRatio">vCPUs per shared thread.</param>
    /// <param name="memoryUsed">Memory promised, MiB.</param>
    /// <param name="memory">Physical memory, MiB.</param>
    /// <param name="memoryCapacity">Memory that may be promised, MiB.</param>
    public static NumaRoom Of(
        int threads, int threadsPerCore, int coresDedicated, int sharedUsed, int largestShared, OvercommitRatio cpuRatio,
        long memoryUsed, long memory, long memoryCapacity)
    {
        var open = threads - coresDedicated * threadsPerCore;
        var freeVcpus = SharedCapacity(threads, threadsPerCore, coresDedicated, cpuRatio) - sharedUsed;
        var reserved = Math.Max(largestShared, (int)cpuRatio.PhysicalBehind(sharedUsed));
        var freeMemory = memoryCapacity - memoryUsed;
        return new(
            freeVcpus, Math.Min(freeVcpus, open), (open - reserved) / threadsPerCore * threadsPerCore, freeMemory, Math.Min(freeMemory, memory));
    }

    /// <summary>
    /// The room after one more guest. Exact for further guests of the same CPU policy; for the other policy an estimate within one core, since
    /// the ledger alone knows the largest shared guest: for scores, never for decisions.
    /// </summary>
    public NumaRoom After(int vcpus, long memoryMib, bool dedicated, int threadsPerCore, OvercommitRatio cpuRatio)
    {
        var freeMemory = FreeMemoryMib - memoryMib;
        var memory = Math.Min(freeMemory, MemoryMib);
        if (!dedicated)
        {
            var freeVcpus = FreeVcpus - vcpus;
            var cores = (int)(Math.Max(0, freeVcpus) * 1_000_000L / cpuRatio.Millionths) / threadsPerCore * threadsPerCore;
            return new(freeVcpus, Math.Min(freeVcpus, Shared), Math.Min(Dedicated, cores), freeMemory, memory);
        }

        var threads = CoresFor(vcpus, threadsPerCore) * threadsPerCore;
        var free = FreeVcpus - (int)cpuRatio.Capacity(threads);
        return new(free, Math.Min(free, Shared < FreeVcpus ? Shared - threads : free), Dedicated - threads, freeMemory, memory);
    }
}
