using Cloud.Contracts;
using Cloud.Scheduler.Pipeline;

namespace Cloud.Api.Iaas.Instances;

/// <summary>From the scheduler's advice to its view.</summary>
internal static class AdviceMapping
{
    public static AdviceView ToView(this PlacementAdvice advice) => new()
    {
        Kind = Kind(advice.Kind),
        Text = advice.Describe(),
        Changes = [.. advice.Changes.Select(change => ToView(change, advice))],
        Parts = advice.Parts == 0 ? null : advice.Parts,
        HostsFitting = advice.HostsFitting,
        Room = advice.Room is { } room ? new(room.Host.Value, room.NumaNode, room.Resource, room.Missing) : null,
        Guests = [.. advice.Guests.Select(guest => new GuestStepView(guest.Guest?.Value, guest.Host.Value, guest.To?.Value, guest.Vcpus, guest.MemoryMib))],
        Largest = advice.Largest is { } size ? new(size.Host.Value, size.NumaNodes, size.Vcpus, size.MemoryMib, size.DiskGib) : null,
    };

    private static string Kind(AdviceKind kind) => kind switch
    {
        AdviceKind.Impossible => "impossible",
        AdviceKind.Change => "change",
        AdviceKind.ChangeAndWait => "changeAndWait",
        AdviceKind.Wait => "wait",
        AdviceKind.Leave => "leave",
        AdviceKind.Move => "move",
        AdviceKind.Preempt => "preempt",
        AdviceKind.LargestHost => "largestHost",
    };

    private static AdviceChangeView ToView(RequestChange change, PlacementAdvice advice) => change.Field switch
    {
        RequestField.Vcpus => Number("vcpus", change),
        RequestField.MemoryMib => Number("memoryMib", change),
        RequestField.DiskGib => Number("diskGib", change),
        RequestField.NumaNodes => Number("numaNodes", change),
        RequestField.Zone => new("zone", null, null, advice.Zone?.Value, "any"),
        RequestField.Group => new("group", null, null, "member", "none"),
        RequestField.CpuPolicy => new("cpuPolicy", null, null, "dedicated", "shared"),
    };

    private static AdviceChangeView Number(string field, RequestChange change) => new(field, change.From, change.To, null, null);
}
