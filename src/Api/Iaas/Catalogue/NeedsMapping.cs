using Cloud.Api.Http.Requests;
using Cloud.Contracts;
using Cloud.ControlPlane.Iaas.Instances;
using Cloud.Domain.Placement;

namespace Cloud.Api.Iaas.Catalogue;

/// <summary>What an instance asks beyond sizes, both ways.</summary>
internal static class NeedsMapping
{
    private static readonly (string Name, NumaLayout Value)[] Layouts = [("nodes", NumaLayout.Nodes), ("none", NumaLayout.None)];

    private static readonly (string Name, ThreadPolicy Value)[] Threads =
        [("prefer", ThreadPolicy.Prefer), ("isolate", ThreadPolicy.Isolate), ("require", ThreadPolicy.Require)];

    private static readonly (string Name, PageSize Value)[] Pages =
        [("4k", PageSize.Small), ("2m", PageSize.Large2M), ("1g", PageSize.Huge1G), ("any", PageSize.Any)];

    private static readonly (string Name, DeviceKind Value)[] Kinds =
        [("nic", DeviceKind.Nic), ("gpu", DeviceKind.Gpu), ("nvme", DeviceKind.Nvme), ("accelerator", DeviceKind.Accelerator)];

    private static readonly (string Name, DeviceAffinity Value)[] Affinities =
        [("preferred", DeviceAffinity.Preferred), ("required", DeviceAffinity.Required), ("none", DeviceAffinity.None)];

    private static readonly (string Name, ConfidentialNeed Value)[] Technologies =
        [("none", ConfidentialNeed.None), ("any", ConfidentialNeed.Any), ("sev-snp", ConfidentialNeed.SevSnp), ("tdx", ConfidentialNeed.Tdx)];

    /// <summary>The needs as the domain has them. Refuses unknown names with the field and what is accepted.</summary>
    public static InstanceNeeds ToNeeds(this NeedsBody body) => new()
    {
        Layout = Parse("needs.numa.layout", body.Numa?.Layout ?? "nodes", Layouts),
        GuestNumaNodes = [.. (body.Numa?.Nodes ?? []).Select(node => new GuestNumaNode(node.Vcpus, node.MemoryMib, node.DedicatedVcpus))],
        DedicatedVcpus = body.Cpu?.DedicatedVcpus ?? 0,
        Threads = Parse("needs.cpu.threads", body.Cpu?.Threads ?? "prefer", Threads),
        Pages = Parse("needs.memory.pageSize", body.Memory?.PageSize ?? "4k", Pages),
        Devices = [.. (body.Devices ?? []).Select(ToNeed)],
        NetworkMbps = body.Network?.BandwidthMbps ?? 0,
        Confidential = Parse("needs.isolation.confidential", body.Isolation?.Confidential ?? "none", Technologies),
        Hypervisor = body.Isolation?.Hypervisor,
        RequiredTraits = body.Traits?.Required ?? [],
        ForbiddenTraits = body.Traits?.Forbidden ?? [],
        AnyTraits = body.Traits?.AnyOf ?? [],
    };

    /// <summary>What a request puts in place of parts of a flavor.</summary>
    public static ShapeOverride ToOverride(this NeedsBody? body) => body is null ? ShapeOverride.None
        : new() { Needs = body.ToNeeds(), CpuPolicy = body.Policy(), NumaNodes = body.Numa?.Count };

    /// <summary>The CPU policy that the needs name, or null to keep another.</summary>
    private static CpuPolicy? Policy(this NeedsBody body) => body.Cpu?.Policy is { } policy ? Names.CpuPolicy(policy) : null;

    /// <summary>The needs as they are shown; null when there are none.</summary>
    public static NeedsBody? ToView(this InstanceNeeds? needs) => needs is null ? null : new()
    {
        Numa = needs.Layout == NumaLayout.Nodes && needs.GuestNumaNodes.Count == 0 ? null : new()
        {
            Layout = Name(needs.Layout, Layouts),
            Nodes = [.. needs.GuestNumaNodes.Select(node => new GuestNumaNodeBody { Vcpus = node.Vcpus, MemoryMib = node.MemoryMib, DedicatedVcpus = node.DedicatedVcpus })],
        },
        Cpu = needs.Threads == ThreadPolicy.Prefer && needs.DedicatedVcpus == 0 ? null : new() { DedicatedVcpus = needs.DedicatedVcpus, Threads = Name(needs.Threads, Threads) },
        Memory = needs.Pages == PageSize.Small ? null : new() { PageSize = Name(needs.Pages, Pages) },
        Devices = needs.Devices.Count == 0 ? null : [.. needs.Devices.Select(ToView)],
        Network = needs.NetworkMbps == 0 ? null : new() { BandwidthMbps = needs.NetworkMbps },
        Traits = needs.RequiredTraits.Count + needs.ForbiddenTraits.Count + needs.AnyTraits.Count == 0 ? null
            : new() { Required = needs.RequiredTraits, Forbidden = needs.ForbiddenTraits, AnyOf = needs.AnyTraits },
        Isolation = needs.Confidential == ConfidentialNeed.None && needs.Hypervisor is null ? null
            : new() { Confidential = Name(needs.Confidential, Technologies), Hypervisor = needs.Hypervisor },
    };

    /// <summary>The name of a page size.</summary>
    public static string Name(this PageSize size) => Name(size, Pages);

    private static DeviceNeed ToNeed(DeviceNeedBody body, int index)
    {
        var kind = Parse($"needs.devices[{index}].kind", body.Kind, Kinds);
        return new(kind, body.Count, body.Thousandths ?? (kind == DeviceKind.Nic ? 0 : HostDevice.Whole))
        {
            Models = body.Models ?? [],
            Affinity = Parse($"needs.devices[{index}].affinity", body.Affinity, Affinities),
        };
    }

    private static DeviceNeedBody ToView(DeviceNeed need) => new()
    {
        Kind = Name(need.Kind, Kinds),
        Count = need.Count,
        Thousandths = need.Thousandths,
        Models = need.Models,
        Affinity = Name(need.Affinity, Affinities),
    };

    private static string Name<T>(T value, (string Name, T Value)[] all)
        where T : struct => all.First(one => EqualityComparer<T>.Default.Equals(one.Value, value)).Name;

    private static T Parse<T>(string field, string name, (string Name, T Value)[] all)
    {
        foreach (var (known, value) in all)
        {
            if (string.Equals(known, name, StringComparison.Ordinal)) return value;
        }

        throw Names.Unknown(field, name, [.. all.Select(one => one.Name)]);
    }
}
