using Cloud.Domain.Placement;
using Cloud.Scheduler.Capacity;
using Cloud.Scheduler.Context;
using Cloud.Scheduler.Groups;
using Cloud.Scheduler.Needs;

namespace Cloud.Scheduler.Pipeline;

/// <summary>A request worked out once, so that looking at a host only compares numbers.</summary>
public sealed class PlacementAsk
{
    private readonly PartNeed[] _options;

    private PlacementAsk(PlacementRequest request, PartNeed[] options, int zone, NeedsPlan? plan)
    {
        Request = request;
        _options = options;
        Zone = zone;
        Plan = plan;
    }

    /// <summary>The request as it was asked.</summary>
    public PlacementRequest Request { get; private set; }

    /// <summary>Whether the guest gets whole cores.</summary>
    public bool Dedicated => Request.Shape.CpuPolicy == CpuPolicy.Dedicated;

    /// <summary>
    /// Whether two guests that ask the same hold different things on the same NUMA nodes, because what they hold is named (cores, devices). Otherwise their
    /// claims are the same objects.
    /// </summary>
    public bool NamesParts => Dedicated || Plan is not null;

    /// <summary>What the group of the guest asks, or null.</summary>
    public GroupConstraints? Group => Request.Group;

    /// <summary>What policies may know beyond the ledger.</summary>
    public PolicyContext Context => Request.Context;

    /// <summary>Local disk, GiB.</summary>
    public int DiskGib => Request.Shape.DiskGib;

    /// <summary>The layouts that the request allows, fewest parts first; the first one that fits is taken.</summary>
    public ReadOnlySpan<PartNeed> Options => _options;

    /// <summary>Number of the requested zone, <see cref="AnyZone"/>, or -1 for a zone without hosts.</summary>
    internal int Zone { get; }

    /// <summary>What the guest needs beyond equal parts of vCPUs and memory, worked out; null when it needs nothing.</summary>
    internal NeedsPlan? Plan { get; }

    internal const int AnyZone = int.MaxValue;

    /// <summary>Numbers of parts that an automatic layout tries, in this order.</summary>
    internal static readonly int[] AutomaticLayouts = [1, 2, 4, 8];

    /// <summary>
    /// Takes another request of the same class (shape, overhead, zone) in place of this one: only for whoever made it and keeps it to itself, so that
    /// a decision allocates nothing.
    /// </summary>
    internal void Renew(PlacementRequest request) => Request = request;

    /// <summary>Works a request out. Throws when it is not valid (not positive, or not divisible into the parts it asks for).</summary>
    public static PlacementAsk For(CapacityLedger ledger, PlacementRequest request)
    {
        var shape = request.Shape;
        if (shape.Vcpus < 1 || shape.MemoryMib < 1 || shape.DiskGib < 0 || request.OverheadMemoryMib < 0)
            throw new ArgumentException($"A request asks for something: {shape}.", nameof(request));
        if (shape.NumaNodes is < 0 or > InstanceShape.MaxNumaNodes || (shape.Needs is null && !Divides(shape, Math.Max(1, shape.NumaNodes))))
            throw new ArgumentException($"A guest has equal parts on 1 to {InstanceShape.MaxNumaNodes} NUMA nodes: {shape}.", nameof(request));
        var zone = request.Zone is { } name ? ledger.Inventory.ZoneOf(name) : AnyZone;
        if (shape.Needs is null && shape.CpuPolicy != CpuPolicy.Mixed) return new(request, OptionsOf(shape), zone, plan: null);
        var plan = NeedsPlan.For(ledger.Inventory.Features, shape);
        return new(request, plan.Options(), zone, plan);
    }

    private static PartNeed[] OptionsOf(InstanceShape shape) => shape.NumaNodes > 0
        ? [Part(shape, shape.NumaNodes)]
        : [.. AutomaticLayouts.Where(parts => Divides(shape, parts)).Select(parts => Part(shape, parts))];

    internal static bool Divides(InstanceShape shape, int parts) => shape.Vcpus % parts == 0 && shape.MemoryMib % parts == 0;

    private static PartNeed Part(InstanceShape shape, int parts) => new(parts, shape.Vcpus / parts, shape.MemoryMib / parts);
}
