using Cloud.Scheduler.Context;
using Cloud.Scheduler.Numa;
using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Slots;

/// <summary>
/// How much of a host's free room the expected guests could not use. A type that does not fit at all makes everything free a fragment; one that
/// fits makes a fragment of the NUMA nodes that cannot take a part of it. Room is the share of CPU plus the share of memory of a NUMA node.
/// Source: the fragmentation measure of FGD, ATC 2023, section 3.2 [C], carried from GPUs to NUMA nodes here.
/// </summary>
internal static class Fragmentation
{
    /// <summary>Expected fragments over the mix, in capacities of NUMA nodes (0 to 2 for each).</summary>
    public static double Of(in HostView host, ReadOnlySpan<NumaRoom> rooms, WorkloadMix mix)
    {
        Span<double> free = stackalloc double[rooms.Length];
        var all = 0.0;
        for (var numa = 0; numa < rooms.Length; numa++) all += free[numa] = host.RoomShare(numa, rooms[numa]);
        var expected = 0.0;
        foreach (ref readonly var type in mix.Types) expected += type.Share * Of(host, rooms, free, all, type.Guest);
        return expected;
    }

    private static double Of(in HostView host, ReadOnlySpan<NumaRoom> rooms, ReadOnlySpan<double> free, double all, in GuestType guest)
    {
        if (guest.NumaNodes > 0) return Of(host, rooms, free, all, guest, guest.NumaNodes) ?? all;
        foreach (var parts in PlacementAsk.AutomaticLayouts)
        {
            if (Of(host, rooms, free, all, guest, parts) is { } fragment) return fragment;
        }

        return all;
    }

    /// <summary>Free room on the NUMA nodes that cannot take a part; null when too few can.</summary>
    private static double? Of(
        in HostView host, ReadOnlySpan<NumaRoom> rooms, ReadOnlySpan<double> free, double all, in GuestType guest, int parts)
    {
        if (parts > rooms.Length || !guest.Divides(parts)) return null;
        var (usable, found) = (0.0, 0);
        for (var numa = 0; numa < rooms.Length; numa++)
        {
            if (SlotCount.PartsOn(rooms[numa], host.ThreadsPerCore(numa), guest.Vcpus / parts, guest.MemoryMib / parts, guest.Dedicated) == 0) continue;
            usable += free[numa];
            found++;
        }

        return found < parts ? null : all - usable;
    }
}
