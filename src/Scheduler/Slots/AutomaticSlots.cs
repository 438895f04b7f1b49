using Cloud.Scheduler.Numa;
using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Slots;

/// <summary>
/// Guests that are split only when they must be: as many as fit whole, then halves in what is left of each NUMA node, then quarters, eighths.
/// Each stage is the closed form; what it takes is taken off before the next.
/// </summary>
internal static class AutomaticSlots
{
    public static int Count(in HostView host, ReadOnlySpan<NumaRoom> rooms, in GuestType guest, long overhead)
    {
        Span<NumaRoom> left = stackalloc NumaRoom[rooms.Length];
        rooms.CopyTo(left);
        var guests = 0;
        foreach (var parts in PlacementAsk.AutomaticLayouts)
        {
            if (parts > rooms.Length) break;
            if (!guest.Divides(parts)) continue;
            var more = SlotCount.Explicit(host, left, guest, parts, overhead);
            if (more == 0) continue;
            guests += more;
            PartPlacer.Take(host, left, new(parts, guest.Vcpus / parts, guest.MemoryMib / parts), guest.Dedicated, overhead, more);
        }

        return guests;
    }
}
