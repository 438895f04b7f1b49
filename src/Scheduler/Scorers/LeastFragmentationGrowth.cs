using Cloud.Scheduler.Numa;
using Cloud.Scheduler.Pipeline;
using Cloud.Scheduler.Slots;

namespace Cloud.Scheduler.Scorers;

/// <summary>
/// Prefers the placement that makes least of the free room useless to the guests expected in future, and takes those NUMA nodes.
/// score = F(before) − F(after), F = expected fragments over the workload mix. Source: fragmentation gradient descent (FGD), ATC 2023 [C], carried
/// from GPUs to CPU and memory by NUMA node.
/// </summary>
public sealed class LeastFragmentationGrowth : IHostScorer, INumaScorer
{
    public string Name => nameof(LeastFragmentationGrowth);

    public PolicyInputs Inputs => PolicyInputs.HostClassAndMix;

    public double Score(in HostView host, PlacementAsk ask, int parts)
    {
        Span<NumaRoom> rooms = stackalloc NumaRoom[host.NumaNodes];
        host.CopyRooms(rooms);
        var before = Fragmentation.Of(host, rooms, ask.Context.Workload);
        Sketch.Place(host, ask, parts, NumaFitter.Choose(host, ask, parts, this), rooms);
        return before - Fragmentation.Of(host, rooms, ask.Context.Workload);
    }

    public double Score(in HostView host, PlacementAsk ask, int numaNode, int vcpus, long memoryMib)
    {
        Span<NumaRoom> rooms = stackalloc NumaRoom[host.NumaNodes];
        host.CopyRooms(rooms);
        rooms[numaNode] = host.RoomAfter(numaNode, rooms[numaNode], vcpus, memoryMib, ask.Dedicated);
        return -Fragmentation.Of(host, rooms, ask.Context.Workload);
    }
}
