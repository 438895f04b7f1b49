using Cloud.Domain.Placement;
using Cloud.Scheduler.Capacity;
using Cloud.Scheduler.Numa;
using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Needs;

/// <summary>What one NUMA node of a guest needs.</summary>
/// <param name="Shared">vCPUs that float.</param>
/// <param name="Dedicated">vCPUs with whole cores.</param>
/// <param name="MemoryMib">Memory, MiB, without overhead.</param>
internal readonly record struct GuestPart(int Shared, int Dedicated, long MemoryMib)
{
    public int Vcpus => Shared + Dedicated;
}

/// <summary>One device or virtual function of a request.</summary>
/// <param name="Need">Index in <see cref="InstanceNeeds.Devices"/>.</param>
/// <param name="Thousandths">Of the device; 0 = a virtual function.</param>
/// <param name="Affinity">Where it has to be.</param>
internal readonly record struct DeviceSlot(int Need, int Thousandths, DeviceAffinity Affinity)
{
    /// <summary>Units that a device must have free, and gives.</summary>
    public int Units(HostDevice device) => Thousandths == 0 ? 1 : Thousandths == HostDevice.Whole ? device.Units : Thousandths;
}

/// <summary>A guest's needs worked out once against the feature classes of a ledger, so that looking at a host only compares numbers.</summary>
internal sealed class NeedsPlan
{
    private readonly FeatureRefusals[] _refusals;
    private readonly ulong[] _suitable;

    private NeedsPlan(InstanceShape shape, InstanceNeeds needs, FeatureTable features)
    {
        Needs = needs;
        Layouts = NeedsLayouts.Of(shape, needs);
        Pages = needs.Pages == PageSize.Any ? [PageSize.Huge1G, PageSize.Large2M, PageSize.Small] : [needs.Pages];
        Slots = [.. needs.Devices.SelectMany((need, index) => Enumerable.Repeat(new DeviceSlot(index, need.Thousandths, need.Affinity), need.Count))];
        _refusals = new FeatureRefusals[features.ClassCount];
        _suitable = new ulong[features.ClassCount * needs.Devices.Count];
        for (var at = 0; at < features.ClassCount; at++)
        {
            _refusals[at] = FeatureRules.Refusals(features[at], needs);
            for (var need = 0; need < needs.Devices.Count; need++)
                _suitable[at * needs.Devices.Count + need] = FeatureRules.Suitable(features[at], needs.Devices[need]);
        }
    }

    public InstanceNeeds Needs { get; }

    /// <summary>The layouts to try, fewest NUMA nodes first; empty for a guest that has none.</summary>
    public GuestPart[][] Layouts { get; }

    /// <summary>Page sizes to try, largest first.</summary>
    public PageSize[] Pages { get; }

    public DeviceSlot[] Slots { get; }

    /// <summary>Whether the guest has no NUMA nodes: vCPUs and memory may be cut up anyhow.</summary>
    public bool Floats => Needs.Layout == NumaLayout.None;

    /// <summary>Whether any device must be, or had better be, on a NUMA node of the guest.</summary>
    public bool HasAffinity(DeviceAffinity affinity)
    {
        foreach (var slot in Slots)
        {
            if (slot.Affinity == affinity) return true;
        }

        return false;
    }

    public FeatureRefusals Refusals(in HostView host) => _refusals[host.FeatureClass];

    /// <summary>The devices of a host that are of the kind and model of a need: one bit each.</summary>
    public ulong Suitable(in HostView host, int need) => _suitable[host.FeatureClass * Needs.Devices.Count + need];

    /// <summary>Whole cores behind dedicated vCPUs, or -1 on a NUMA node whose threads will not do.</summary>
    public int CoresFor(int dedicated, int threadsPerCore) => dedicated == 0 ? 0 : Needs.Threads switch
    {
        ThreadPolicy.Isolate => dedicated,
        ThreadPolicy.Require when threadsPerCore == 1 => -1,
        _ => NumaRoom.CoresFor(dedicated, threadsPerCore),
    };

    /// <summary>The layouts as scorers know them: the size of an average part.</summary>
    public PartNeed[] Options() => [.. Layouts.Select(parts => new PartNeed(
        parts.Length,
        (int)((parts.Sum(part => (long)part.Vcpus) + parts.Length - 1) / parts.Length),
        (parts.Sum(part => part.MemoryMib) + parts.Length - 1) / parts.Length))];

    /// <summary>Throws when the shape is not valid, whatever its size.</summary>
    public static NeedsPlan For(FeatureTable features, InstanceShape shape)
    {
        var wrong = ShapeRules.CheckForm(shape);
        if (wrong.Count > 0) throw new ArgumentException($"The shape is not valid: {wrong[0].Field} {wrong[0].Message}.", nameof(shape));
        return new(shape, shape.Needs ?? new(), features);
    }
}

/// <summary>How a guest may be laid out over NUMA nodes.</summary>
internal static class NeedsLayouts
{
    public static GuestPart[][] Of(InstanceShape shape, InstanceNeeds needs)
    {
        if (needs.Layout == NumaLayout.None) return [[Part(shape, needs, 1)]];
        if (needs.GuestNumaNodes.Count > 0) return [[.. needs.GuestNumaNodes.Select(node => Part(shape.CpuPolicy, node))]];
        if (shape.NumaNodes > 0) return [Equal(shape, needs, shape.NumaNodes)];
        return [.. PlacementAsk.AutomaticLayouts.Where(parts => Divides(shape, needs, parts)).Select(parts => Equal(shape, needs, parts))];
    }

    private static bool Divides(InstanceShape shape, InstanceNeeds needs, int parts) =>
        PlacementAsk.Divides(shape, parts) && needs.DedicatedVcpus % parts == 0
        && (needs.Pages.Mib() is not (> 0 and var size) || shape.MemoryMib % (size * parts) == 0);

    private static GuestPart[] Equal(InstanceShape shape, InstanceNeeds needs, int parts) => [.. Enumerable.Repeat(Part(shape, needs, parts), parts)];

    private static GuestPart Part(InstanceShape shape, InstanceNeeds needs, int parts)
    {
        var dedicated = shape.CpuPolicy switch { CpuPolicy.Shared => 0, CpuPolicy.Dedicated => shape.Vcpus, CpuPolicy.Mixed => needs.DedicatedVcpus };
        return new((shape.Vcpus - dedicated) / parts, dedicated / parts, shape.MemoryMib / parts);
    }

    private static GuestPart Part(CpuPolicy policy, GuestNumaNode node)
    {
        var dedicated = policy switch { CpuPolicy.Shared => 0, CpuPolicy.Dedicated => node.Vcpus, CpuPolicy.Mixed => node.DedicatedVcpus };
        return new(node.Vcpus - dedicated, dedicated, node.MemoryMib);
    }
}
