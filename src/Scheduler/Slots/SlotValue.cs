using Cloud.Scheduler.Context;
using Cloud.Scheduler.Numa;
using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Slots;

/// <summary>
/// What a host is worth to the expected guests: the sum over types of vCPUs × how many more of the type it would take.
/// Source: slot-preserving policy, placement.md 2.1; confidence: its published comparison is recomputed by a test on the public trace.
/// </summary>
internal static class SlotValue
{
    public static double Of(in HostView host, ReadOnlySpan<NumaRoom> rooms, int diskGib, WorkloadMix mix)
    {
        var value = 0L;
        foreach (ref readonly var type in mix.Types) value += (long)type.Guest.Vcpus * SlotCount.Of(host, rooms, diskGib, type.Guest);
        return value;
    }
}
