using Cloud.Scheduler.Numa;
using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Slots;

/// <summary>A host's rooms as they would be with the guest on it: for scores that compare before and after.</summary>
internal static class Sketch
{
    /// <summary>Takes the parts of the guest off <paramref name="rooms"/> on these NUMA nodes (a bit each), overhead on the lowest.</summary>
    public static void Place(in HostView host, PlacementAsk ask, int parts, ulong numaNodes, Span<NumaRoom> rooms)
    {
        var shape = ask.Request.Shape;
        var overhead = host.OverheadMib(ask);
        for (var numa = 0; numa < rooms.Length; numa++)
        {
            if ((numaNodes >> numa & 1) == 0) continue;
            rooms[numa] = host.RoomAfter(numa, rooms[numa], shape.Vcpus / parts, shape.MemoryMib / parts + overhead, ask.Dedicated);
            overhead = 0;
        }
    }
}
