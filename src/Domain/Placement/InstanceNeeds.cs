using System.Globalization;

namespace Cloud.Domain.Placement;

/// <summary>Whether a guest has NUMA nodes of its own.</summary>
public enum NumaLayout
{
    /// <summary>As <see cref="InstanceShape.NumaNodes"/> and <see cref="InstanceNeeds.GuestNumaNodes"/> say.</summary>
    Nodes,

    /// <summary>None: vCPUs and memory may be cut up over the host's NUMA nodes in any way.</summary>
    None,
}

/// <summary>How dedicated vCPUs use the siblings of their cores. Source: Nova <c>hw:cpu_thread_policy</c> [placement.md 5.1]; confidence: C.</summary>
public enum ThreadPolicy
{
    /// <summary>Whole cores, their siblings used where there are any.</summary>
    Prefer,

    /// <summary>One vCPU per core; the siblings idle and belong to nobody.</summary>
    Isolate,

    /// <summary>As prefer, on hosts with SMT only.</summary>
    Require,
}

/// <summary>Page size that backs guest memory.</summary>
public enum PageSize
{
    /// <summary>4 KiB pages: what a request that says nothing gets.</summary>
    Small,

    /// <summary>2 MiB pages.</summary>
    Large2M,

    /// <summary>1 GiB pages.</summary>
    Huge1G,

    /// <summary>The largest of the three that the host has room for.</summary>
    Any,
}

/// <summary>Where a device has to be.</summary>
public enum DeviceAffinity
{
    /// <summary>On a NUMA node of the guest if possible.</summary>
    Preferred,

    /// <summary>On a NUMA node of the guest.</summary>
    Required,

    /// <summary>Anywhere on the host.</summary>
    None,
}

/// <summary>Whether a guest's memory must be kept from its host.</summary>
public enum ConfidentialNeed
{
    None,

    /// <summary>By any technology.</summary>
    Any,

    /// <summary>By AMD SEV-SNP.</summary>
    SevSnp,

    /// <summary>By Intel TDX.</summary>
    Tdx,
}

/// <summary>One NUMA node of a guest.</summary>
/// <param name="Vcpus">vCPUs, 1 or more.</param>
/// <param name="MemoryMib">Memory, MiB, 1 or more.</param>
/// <param name="DedicatedVcpus">Of these, vCPUs with whole cores; only with <see cref="CpuPolicy.Mixed"/>.</param>
public sealed record GuestNumaNode(int Vcpus, long MemoryMib, int DedicatedVcpus = 0);

/// <summary>Devices that a guest asks for.</summary>
/// <param name="Kind">Kind of device.</param>
/// <param name="Count">How many: each virtual function may be on any card, each other share is on a device of its own.</param>
/// <param name="Thousandths">Of each device: 1 to 1000 (whole); 0 = a virtual function of a network card.</param>
public sealed record DeviceNeed(DeviceKind Kind, int Count, int Thousandths)
{
    /// <summary>Models that will do; empty for any.</summary>
    public IReadOnlyList<string> Models { get => field ?? []; init; }

    /// <summary>Where they have to be.</summary>
    public DeviceAffinity Affinity { get; init; }

    public bool Equals(DeviceNeed? other) => other is not null && Kind == other.Kind && Count == other.Count
        && Thousandths == other.Thousandths && Affinity == other.Affinity && Models.SequenceEqual(other.Models, StringComparer.Ordinal);

    public override int GetHashCode() => ((int)Kind * 31 + Count) * 31 + Thousandths;

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Count} x {Thousandths} of {Kind} [{string.Join(',', Models)}] {Affinity}");
}

/// <summary>What an instance asks of a host beyond sizes. Compared by value.</summary>
public sealed record InstanceNeeds
{
    /// <summary>Most devices, all needs together.</summary>
    public const int MaxDevices = 64;

    public const int MaxDeviceNeeds = 8;
    public const int MaxTraits = 32;
    public const int MaxNetworkMbps = 1_000_000;

    /// <summary>Whether the guest has NUMA nodes at all.</summary>
    public NumaLayout Layout { get; init; }

    /// <summary>
    /// The guest's NUMA nodes when they differ; empty for equal ones. They add up to the shape's vCPUs and memory, and there are as many as
    /// <see cref="InstanceShape.NumaNodes"/>.
    /// </summary>
    public IReadOnlyList<GuestNumaNode> GuestNumaNodes { get => field ?? []; init; }

    /// <summary>With <see cref="CpuPolicy.Mixed"/>: vCPUs that have whole cores, all NUMA nodes together.</summary>
    public int DedicatedVcpus { get; init; }

    /// <summary>How dedicated vCPUs use their cores.</summary>
    public ThreadPolicy Threads { get; init; }

    /// <summary>Page size of the guest's memory. What its kind costs on top is always in small pages.</summary>
    public PageSize Pages { get; init; }

    public IReadOnlyList<DeviceNeed> Devices { get => field ?? []; init; }

    /// <summary>Network bandwidth promised, Mb/s.</summary>
    public int NetworkMbps { get; init; }

    public ConfidentialNeed Confidential { get; init; }

    /// <summary>Hypervisor by name, or null for any.</summary>
    public string? Hypervisor { get; init; }

    /// <summary>Traits that the host must have, all of them.</summary>
    public IReadOnlyList<string> RequiredTraits { get => field ?? []; init; }

    /// <summary>Traits that the host must not have.</summary>
    public IReadOnlyList<string> ForbiddenTraits { get => field ?? []; init; }

    /// <summary>Traits of which the host must have at least one; empty for no such wish.</summary>
    public IReadOnlyList<string> AnyTraits { get => field ?? []; init; }

    public bool Equals(InstanceNeeds? other) => ReferenceEquals(this, other) || (other is not null
        && Layout == other.Layout && DedicatedVcpus == other.DedicatedVcpus && Threads == other.Threads && Pages == other.Pages
        && NetworkMbps == other.NetworkMbps && Confidential == other.Confidential
        && string.Equals(Hypervisor, other.Hypervisor, StringComparison.Ordinal)
        && GuestNumaNodes.SequenceEqual(other.GuestNumaNodes) && Devices.SequenceEqual(other.Devices)
        && RequiredTraits.SequenceEqual(other.RequiredTraits, StringComparer.Ordinal)
        && ForbiddenTraits.SequenceEqual(other.ForbiddenTraits, StringComparer.Ordinal)
        && AnyTraits.SequenceEqual(other.AnyTraits, StringComparer.Ordinal));

    public override int GetHashCode() =>
        (((((int)Pages * 31 + (int)Threads) * 31 + Devices.Count) * 31 + NetworkMbps) * 31 + GuestNumaNodes.Count) * 31 + DedicatedVcpus;

    /// <summary>Everything it says, lists included: equal text, equal needs.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Layout} [{string.Join(';', GuestNumaNodes)}] {DedicatedVcpus} {Threads} {Pages} [{string.Join(';', Devices)}] {NetworkMbps} {Confidential} {Hypervisor} +[{string.Join(',', RequiredTraits)}] -[{string.Join(',', ForbiddenTraits)}] ?[{string.Join(',', AnyTraits)}]");
}

/// <summary>Sizes of pages.</summary>
public static class PageSizes
{
    /// <summary>MiB of one huge page, 0 for small pages, which are counted in MiB.</summary>
    public static long Mib(this PageSize size) => size switch
    {
        PageSize.Large2M => 2,
        PageSize.Huge1G => 1024,
        _ => 0,
    };
}
