using Cloud.Domain.Placement;
using Cloud.Scheduler.Numa;

namespace Cloud.Scheduler.Capacity;

/// <summary>Whether a claim makes sense on a NUMA node at all, whatever else is there.</summary>
internal static class ClaimForm
{
    public static bool IsWellFormed(NumaNodeDescription numa, NumaClaim claim)
    {
        if (claim.Detail is null) return claim.Vcpus >= 1 && claim.MemoryMib >= 1 && (claim.Cores.Count == 0 || AreCoresWellFormed(numa, claim));
        return IsWellFormed(claim, claim.Detail) && (claim.Cores.Count == 0
            ? claim.Detail.Threads.Count == 0
            : AreCoresWellFormed(numa, claim) && AreThreadsWellFormed(numa, claim));
    }

    /// <summary>A guest without NUMA nodes may have memory on one where it has no vCPU, and the other way round.</summary>
    private static bool IsWellFormed(NumaClaim claim, ClaimDetail detail) =>
        claim.Vcpus >= 0 && claim.MemoryMib >= 0 && claim.Vcpus + claim.MemoryMib > 0
        && detail.GuestNode is >= 0 and < InstanceShape.MaxNumaNodes && detail.SharedVcpus >= 0 && detail.Pages is >= 0 and <= int.MaxValue
        && (detail.Pages > 0) == (detail.PageSize.Mib() > 0) && detail.PageSize != PageSize.Any && claim.SmallMib >= 0
        && (claim.Cores.Count == 0 ? detail.SharedVcpus == 0 : claim.DedicatedVcpus >= 1);

    private static bool AreCoresWellFormed(NumaNodeDescription numa, NumaClaim claim)
    {
        var pinned = claim.Detail?.Threads.Count ?? 0;
        if (pinned == 0 && claim.Cores.Count != NumaRoom.CoresFor(claim.DedicatedVcpus, numa.ThreadsPerCore)) return false;
        var previous = -1;
        foreach (var core in claim.Cores)
        {
            if (core <= previous || core >= numa.Cores) return false;
            previous = core;
        }

        return true;
    }

    /// <summary>Each dedicated vCPU has a thread of its own, on the cores that are named, and none of these is without.</summary>
    private static bool AreThreadsWellFormed(NumaNodeDescription numa, NumaClaim claim)
    {
        var threads = claim.Detail!.Threads;
        if (threads.Count == 0) return true;
        if (threads.Count != claim.DedicatedVcpus) return false;
        var (core, previous) = (-1, -1);
        foreach (var thread in threads)
        {
            if (thread <= previous) return false;
            previous = thread;
            if (core >= 0 && claim.Cores[core] == thread / numa.ThreadsPerCore) continue;
            if (++core >= claim.Cores.Count || claim.Cores[core] != thread / numa.ThreadsPerCore) return false;
        }

        return core == claim.Cores.Count - 1;
    }
}
