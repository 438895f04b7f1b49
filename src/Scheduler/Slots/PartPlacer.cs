using Cloud.Scheduler.Numa;
using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Slots;

/// <summary>
/// Counts by placing, where there is no closed form: guests of several parts of which the lowest also carries an overhead, so that it depends
/// on the order which NUMA node carries how many. A guest takes the NUMA nodes that could hold most parts, which keeps the counts level.
/// </summary>
internal static class PartPlacer
{
    /// <summary>How many such guests <paramref name="left"/> takes, at most <paramref name="limit"/>; takes them.</summary>
    public static int Take(in HostView host, Span<NumaRoom> left, in PartNeed part, bool dedicated, long overhead, int limit)
    {
        if (part.Parts == 1) return TakeWhole(host, left, part, dedicated, overhead);
        var guests = 0;
        while (guests < limit && TakeOne(host, left, part, dedicated, overhead)) guests++;
        return guests;
    }

    private static int TakeWhole(in HostView host, Span<NumaRoom> left, in PartNeed part, bool dedicated, long overhead)
    {
        var guests = 0;
        for (var numa = 0; numa < left.Length; numa++)
        {
            var threads = host.ThreadsPerCore(numa);
            var count = SlotCount.PartsOn(left[numa], threads, part.Vcpus, part.MemoryMib + overhead, dedicated);
            if (count == 0) continue;
            var vcpus = dedicated ? NumaRoom.CoresFor(part.Vcpus, threads) * threads : part.Vcpus;
            left[numa] = host.RoomAfter(numa, left[numa], count * vcpus, count * (part.MemoryMib + overhead), dedicated);
            guests += count;
        }

        return guests;
    }

    private static bool TakeOne(in HostView host, Span<NumaRoom> left, in PartNeed part, bool dedicated, long overhead)
    {
        Span<double> first = stackalloc double[left.Length];
        Span<double> rest = stackalloc double[left.Length];
        for (var numa = 0; numa < left.Length; numa++)
        {
            var threads = host.ThreadsPerCore(numa);
            first[numa] = Cost(SlotCount.PartsOn(left[numa], threads, part.Vcpus, part.MemoryMib + overhead, dedicated));
            rest[numa] = Cost(SlotCount.PartsOn(left[numa], threads, part.Vcpus, part.MemoryMib, dedicated));
        }

        var nodes = NumaSelection.Cheapest(first, rest, part.Parts).Nodes;
        for (var numa = 0; numa < left.Length; numa++)
        {
            if ((nodes >> numa & 1) == 0) continue;
            left[numa] = host.RoomAfter(numa, left[numa], part.Vcpus, part.MemoryMib + overhead, dedicated);
            overhead = 0;
        }

        return nodes != 0;
    }

    private static double Cost(int parts) => parts > 0 ? -parts : double.PositiveInfinity;
}
