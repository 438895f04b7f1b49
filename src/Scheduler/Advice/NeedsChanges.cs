using Cloud.Domain.Placement;
using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Advice;

/// <summary>How each need of a request can give way.</summary>
internal static class NeedsChanges
{
    /// <summary>The needs that the request has and that can be weakened to a valid request, least loss first.</summary>
    public static IEnumerable<RequestChange> Of(InstanceShape shape)
    {
        if (shape.Needs is not { } needs) return [];
        (RequestField Field, bool Asked)[] all =
        [
            (RequestField.DeviceAffinity, needs.Devices.Any(device => device.Affinity == DeviceAffinity.Required)),
            (RequestField.PageSize, needs.Pages.Mib() > 0),
            (RequestField.Threads, needs.Threads != ThreadPolicy.Prefer),
            (RequestField.NumaLayout, needs.Layout != NumaLayout.None),
            (RequestField.DeviceModels, needs.Devices.Any(device => device.Models.Count > 0)),
            (RequestField.ConfidentialTechnology, needs.Confidential is ConfidentialNeed.SevSnp or ConfidentialNeed.Tdx),
            (RequestField.Hypervisor, needs.Hypervisor is not null),
            (RequestField.Traits, needs.RequiredTraits.Count + needs.ForbiddenTraits.Count + needs.AnyTraits.Count > 0),
            (RequestField.Network, needs.NetworkMbps > 0),
            (RequestField.Devices, needs.Devices.Count > 0),
            (RequestField.Confidential, needs.Confidential != ConfidentialNeed.None),
        ];
        return all.Where(need => need.Asked && ShapeRules.Check(Apply(shape, needs, need.Field)).Count == 0).Select(need => new RequestChange(need.Field, 1, 0));
    }

    /// <summary>The shape with one need weakened.</summary>
    public static InstanceShape Apply(InstanceShape shape, RequestField field) => shape.Needs is { } needs ? Apply(shape, needs, field) : shape;

    /// <summary>The shape with shared vCPUs.</summary>
    public static InstanceShape Share(InstanceShape shape) => shape with
    {
        CpuPolicy = CpuPolicy.Shared,
        Needs = shape.Needs is { } needs
            ? needs with { DedicatedVcpus = 0, Threads = ThreadPolicy.Prefer, GuestNumaNodes = [.. needs.GuestNumaNodes.Select(node => node with { DedicatedVcpus = 0 })] }
            : null,
    };

    public static string Words(RequestField field) => field switch
    {
        RequestField.DeviceAffinity => "allow devices on other NUMA nodes",
        RequestField.PageSize => "allow any page size",
        RequestField.Threads => "allow the siblings of a core to be used or absent",
        RequestField.NumaLayout => "ask for no NUMA nodes",
        RequestField.DeviceModels => "allow any model of device",
        RequestField.ConfidentialTechnology => "allow any confidential technology",
        RequestField.Hypervisor => "allow any hypervisor",
        RequestField.Traits => "ask for no traits",
        RequestField.Network => "ask for no network bandwidth",
        RequestField.Devices => "ask for no devices",
        _ => "ask for no confidential memory",
    };

    private static InstanceShape Apply(InstanceShape shape, InstanceNeeds needs, RequestField field) => field == RequestField.NumaLayout
        ? shape with { NumaNodes = 0, Needs = needs with { Layout = NumaLayout.None, GuestNumaNodes = [] } }
        : shape with
        {
            Needs = field switch
            {
                RequestField.DeviceAffinity => needs with { Devices = [.. needs.Devices.Select(device => device with { Affinity = DeviceAffinity.Preferred })] },
                RequestField.PageSize => needs with { Pages = PageSize.Any },
                RequestField.Threads => needs with { Threads = ThreadPolicy.Prefer },
                RequestField.DeviceModels => needs with { Devices = [.. needs.Devices.Select(device => device with { Models = [] })] },
                RequestField.ConfidentialTechnology => needs with { Confidential = ConfidentialNeed.Any },
                RequestField.Hypervisor => needs with { Hypervisor = null },
                RequestField.Traits => needs with { RequiredTraits = [], ForbiddenTraits = [], AnyTraits = [] },
                RequestField.Network => needs with { NetworkMbps = 0 },
                RequestField.Devices => needs with { Devices = [] },
                _ => needs with { Confidential = ConfidentialNeed.None },
            },
        };
}
