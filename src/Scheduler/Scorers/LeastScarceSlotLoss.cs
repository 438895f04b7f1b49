using Cloud.Scheduler.Numa;
using Cloud.Scheduler.Pipeline;
using Cloud.Scheduler.Slots;

namespace Cloud.Scheduler.Scorers;

/// <summary>
/// As <see cref="LeastSlotLoss"/>, but a host's last slots of a type are dearest: the n-th slot is worth 1/n of the first, and a type weighs by its
/// share in the expected mix. A host that could still take one large guest is kept, one that could take three may lose one.
/// score = −sum over types of share × (H(slots before) − H(slots after)), H the harmonic numbers, the NUMA nodes chosen likewise.
/// Source: ours; chosen on SPANE's validation starts among the variants that docs/published-results.md lists.
/// </summary>
public sealed class LeastScarceSlotLoss : IHostScorer, INumaScorer
{
    public string Name => nameof(LeastScarceSlotLoss);

    public PolicyInputs Inputs => PolicyInputs.HostClassAndMix;

    public double Score(in HostView host, PlacementAsk ask, int parts)
    {
        Span<NumaRoom> rooms = stackalloc NumaRoom[host.NumaNodes];
        host.CopyRooms(rooms);
        var before = ScarceSlotValue.Of(host, rooms, host.DiskRoomGib, ask.Context.Workload);
        Sketch.Place(host, ask, parts, NumaFitter.Choose(host, ask, parts, this), rooms);
        return ScarceSlotValue.Of(host, rooms, host.DiskRoomGib - ask.DiskGib, ask.Context.Workload) - before;
    }

    public double Score(in HostView host, PlacementAsk ask, int numaNode, int vcpus, long memoryMib)
    {
        Span<NumaRoom> rooms = stackalloc NumaRoom[host.NumaNodes];
        host.CopyRooms(rooms);
        rooms[numaNode] = host.RoomAfter(numaNode, rooms[numaNode], vcpus, memoryMib, ask.Dedicated);
        return ScarceSlotValue.Of(host, rooms, host.DiskRoomGib - ask.DiskGib, ask.Context.Workload);
    }
}
