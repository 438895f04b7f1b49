using Cloud.Domain.Placement;
using Cloud.Scheduler.Needs;
using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Slots;

/// <summary>How many parts of a guest with needs one NUMA node takes, one after another; and how many guests that are cut up anyhow.</summary>
internal static class NodeSlots
{
    /// <summary>Parts that each carry the kind's overhead.</summary>
    public static int On(in HostView host, PlacementAsk ask, in GuestPart part, int numa)
    {
        var byCpu = ByCpu(host, ask.Plan!, part, numa);
        return byCpu == 0 ? 0 : (int)Math.Min(byCpu, ByMemory(host, ask, part.MemoryMib, numa));
    }

    /// <summary>Guests without NUMA nodes, where sums alone decide: shared vCPUs and memory of which one guest could take all. Otherwise null.</summary>
    public static int? Floating(in HostView host, PlacementAsk ask)
    {
        var plan = ask.Plan!;
        var part = plan.Layouts[0][0];
        if (part.Dedicated > 0 || plan.Pages.Length > 1) return null;
        var (vcpus, small, pages) = (0L, 0L, 0L);
        for (var numa = 0; numa < host.NumaNodes; numa++)
        {
            var room = Math.Max(0, host.CpuRoom(dedicated: false)[numa]);
            if (room < host.FreeVcpus[numa] || host.MemoryRoomMib[numa] < host.FreeMemoryMib[numa]) return null;
            vcpus += room;
            small += Math.Max(0, host.FreeMemoryMib[numa]);
            pages += host.PageRoom(numa, plan.Pages[0]);
        }

        var size = plan.Pages[0].Mib();
        var perGuest = host.OverheadMib(ask) + (size == 0 ? part.MemoryMib : 0);
        var most = Math.Min(vcpus / part.Shared, perGuest == 0 ? int.MaxValue : small / perGuest);
        return (int)Math.Min(most, size == 0 ? int.MaxValue : part.MemoryMib % size != 0 ? 0 : pages / (part.MemoryMib / size));
    }

    /// <summary>The most times that the vCPUs of a part fit: every limit is on a sum or a maximum, so what fits so often also fits fewer times.</summary>
    private static int ByCpu(in HostView host, NeedsPlan plan, in GuestPart part, int numa)
    {
        var cores = plan.CoresFor(part.Dedicated, host.ThreadsPerCore(numa));
        if (cores < 0 || !host.FitsCpu(numa, part.Shared, cores)) return 0;
        if (cores == 0) return host.FreeVcpus[numa] / part.Shared;
        var most = host.CpuRoom(dedicated: true)[numa] / host.ThreadsPerCore(numa) / cores;
        if (part.Shared == 0) return most;
        var least = 1;
        while (least < most)
        {
            var middle = least + (most - least + 1) / 2;
            if (host.FitsCpuTimes(numa, part.Shared, cores, middle)) least = middle;
            else most = middle - 1;
        }

        return least;
    }

    /// <summary>Guests with any page size take the largest that has room, which also costs the small pages least.</summary>
    private static long ByMemory(in HostView host, PlacementAsk ask, long memoryMib, int numa)
    {
        var overhead = host.OverheadMib(ask);
        var (huge, takesSmall) = (0L, false);
        foreach (var page in ask.Plan!.Pages)
        {
            if (page.Mib() is not (> 0 and var size)) takesSmall = true;
            else if (memoryMib % size == 0) huge += host.PageRoom(numa, page) / (memoryMib / size);
        }

        var (free, room) = (Math.Max(0, host.FreeMemoryMib[numa]), Math.Max(0, host.MemoryRoomMib[numa]));
        if (overhead > 0) huge = overhead > room ? 0 : Math.Min(huge, free / overhead);
        return !takesSmall || memoryMib + overhead > room ? huge : huge + (free - huge * overhead) / (memoryMib + overhead);
    }
}
