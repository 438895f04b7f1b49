using Cloud.Contracts;
using Cloud.Scheduler.Pipeline;

namespace Cloud.Api.Iaas.Instances;

/// <summary>From the scheduler's advice to its view.</summary>
internal static class AdviceMapping
{
    public static GuestStepView ToView(this GuestStep guest) => new(guest.Guest?.Value, guest.Host.Value, guest.To?.Value, guest.Vcpus, guest.MemoryMib);

    public static AdviceView ToView(this PlacementAdvice advice) => new()
    {
        Kind = Kind(advice.Kind),
        Text = advice.Describe(),
        Changes = [.. advice.Changes.Select(change => ToView(change, advice))],
        Parts = advice.Parts == 0 ? null : advice.Parts,
        HostsFitting = advice.HostsFitting,
        Room = advice.Room is { } room ? new(room.Host.Value, room.NumaNode, room.Resource, room.Missing) : null,
        Guests = [.. advice.Guests.Select(guest => guest.ToView())],
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
        RequestField.PageSize => new("memory.pageSize", null, null, "asked", "any"),
        RequestField.Threads => new("cpu.threads", null, null, "asked", "prefer"),
        RequestField.NumaLayout => new("numa.layout", null, null, "nodes", "none"),
        RequestField.DeviceAffinity => new("devices.affinity", null, null, "required", "preferred"),
        RequestField.DeviceModels => new("devices.models", null, null, "asked", "any"),
        RequestField.Devices => new("devices", null, null, "asked", "none"),
        RequestField.Network => new("network.bandwidthMbps", null, null, "asked", "none"),
        RequestField.ConfidentialTechnology => new("isolation.confidential", null, null, "asked", "any"),
        RequestField.Confidential => new("isolation.confidential", null, null, "asked", "none"),
        RequestField.Hypervisor => new("isolation.hypervisor", null, null, "asked", "any"),
        RequestField.Traits => new("traits", null, null, "asked", "none"),
    };

    private static AdviceChangeView Number(string field, RequestChange change) => new(field, change.From, change.To, null, null);
}
