using Cloud.Domain.Placement;
using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Needs;

/// <summary>
/// Guests without NUMA nodes: what they need may be cut up over the host's NUMA nodes in any way, so sums decide. The ledger still books
/// every piece on the NUMA node where it is.
/// </summary>
internal static class FloatingFitter
{
    public static bool Fits(in HostView host, PlacementAsk ask, PageSize page, NeedsChecks checks)
    {
        var part = ask.Plan!.Layouts[0][0];
        return Missing(host, ask, part, page, checks, out _) == 0 && (!checks.Has(NeedsChecks.Devices) || NeedsShortfall.MissingDevices(host, ask) == 0);
    }

    /// <summary>By how much all NUMA nodes together fall short, 0 for not at all; <paramref name="check"/> is what misses most.</summary>
    public static long Missing(in HostView host, PlacementAsk ask, in GuestPart part, PageSize page, NeedsChecks checks, out NeedsChecks check)
    {
        var (shared, cores, small, huge) = (0L, 0L, 0L, 0L);
        for (var numa = 0; numa < host.NumaNodes; numa++)
        {
            shared += SharedOn(host, numa);
            cores += DedicatedOn(host, ask.Plan!, numa);
            small += Math.Max(0, host.MemoryRoomMib[numa]);
            huge += host.PageRoom(numa, page);
        }

        var size = page.Mib();
        if (size > 0 && part.MemoryMib % size != 0) huge = 0;
        ReadOnlySpan<(NeedsChecks Check, long Missing)> all =
        [
            (NeedsChecks.SharedVcpus, part.Shared - shared), (NeedsChecks.Cores, part.Dedicated - cores),
            (NeedsChecks.SmallMemory, host.OverheadMib(ask) + (size == 0 ? part.MemoryMib : 0) - small),
            (NeedsChecks.HugePages, size == 0 ? 0 : (part.MemoryMib + size - 1) / size - huge),
        ];
        check = NeedsChecks.None;
        foreach (var (which, missing) in all)
        {
            if (!checks.Has(which) || missing <= 0) continue;
            check = which;
            return missing;
        }

        return 0;
    }

    /// <summary>Shared vCPUs that may be on a NUMA node.</summary>
    public static int SharedOn(in HostView host, int numa) => Math.Max(0, host.CpuRoom(dedicated: false)[numa]);

    /// <summary>Dedicated vCPUs that may be on a NUMA node, under the guest's thread policy.</summary>
    public static int DedicatedOn(in HostView host, NeedsPlan plan, int numa)
    {
        var threads = host.ThreadsPerCore(numa);
        if (plan.CoresFor(1, threads) < 0) return 0;
        var cores = Math.Max(0, host.CpuRoom(dedicated: true)[numa]) / threads;
        return plan.Needs.Threads == ThreadPolicy.Isolate ? cores : cores * threads;
    }
}
