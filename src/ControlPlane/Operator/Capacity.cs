using Cloud.ControlPlane.Core;
using Cloud.ControlPlane.Pipeline;
using Cloud.ControlPlane.Problems;
using Cloud.ControlPlane.Tenancy;
using Cloud.ControlPlane.Writer;
using Cloud.Domain.Iaas;
using Cloud.Domain.Identity;
using Cloud.Domain.Placement;
using Cloud.Domain.Tenancy;
using Mediator;

namespace Cloud.ControlPlane.Operator;

/// <summary>How many more instances of one flavor and kind would fit in one zone, if nothing else came.</summary>
/// <param name="Hosts">Hosts that would take at least one.</param>
/// <param name="AsAsked">In the layout that the flavor asks for.</param>
/// <param name="IsExact">Whether no arrangement takes more; otherwise <paramref name="AsAsked"/> is what placing one after another reaches.</param>
/// <param name="OnePart">Each on one NUMA node; null when the flavor cannot be laid out so.</param>
/// <param name="TwoParts">Each over two NUMA nodes in equal parts; null when the flavor cannot be laid out so.</param>
/// <param name="Automatic">Each on the fewest NUMA nodes that do; null when the flavor names its NUMA nodes or has none.</param>
public sealed record FlavorSlots(
    FlavorId Flavor, InstanceKind Kind, ZoneId Zone, int Hosts, long AsAsked, bool IsExact, long? OnePart, long? TwoParts, long? Automatic);

/// <summary>How many more of each flavor would fit, by zone. A null flavor or zone stands for all.</summary>
[Requires(Permission.RegionRead)]
public sealed record GetCapacity(FlavorId? Flavor, ZoneId? Zone) : IRequest<Outcome<IReadOnlyList<FlavorSlots>>>;

/// <summary>Counted on the writer's own ledger, between two decisions.</summary>
public sealed class GetCapacityHandler(CellWriter writer, AccessDirectory directory) : IRequestHandler<GetCapacity, Outcome<IReadOnlyList<FlavorSlots>>>
{
    public async ValueTask<Outcome<IReadOnlyList<FlavorSlots>>> Handle(GetCapacity request, CancellationToken cancellationToken)
    {
        if (Unknown(directory.Current, writer, request.Flavor, request.Zone) is { } error)
            return Problem.Invalid(error);

        var flavors = Flavors(directory.Current, request.Flavor);
        return await writer.ReadAsync<IReadOnlyList<FlavorSlots>>(state => Outcomes.Of(Count(state, flavors, request.Zone)));
    }

    internal static FieldError? Unknown(AccessSnapshot access, CellWriter writer, FlavorId? flavor, ZoneId? zone) =>
        zone is { } asked && !writer.Zones.Contains(asked) ? new FieldError("zone", $"there is no zone '{asked}'", string.Join(", ", writer.Zones))
        : flavor is { } named && access.FindFlavor(named) is null ? new FieldError("flavor", $"there is no flavor '{named}'", "a name from GET /api/v1/flavors")
        : null;

    internal static Flavor[] Flavors(AccessSnapshot access, FlavorId? only) =>
        [.. access.Image.Flavors.Where(flavor => only is null || flavor.Id == only).OrderBy(flavor => flavor.Id.Value, StringComparer.Ordinal)];

    private static IReadOnlyList<FlavorSlots> Count(ClusterState state, Flavor[] flavors, ZoneId? zone) =>
    [
        .. from flavor in flavors
           from kind in flavor.Kinds
           from cell in state.Cells
           where zone is null || cell.Zone == zone
           select Count(cell, flavor, kind),
    ];

    private static FlavorSlots Count(Cell cell, Flavor flavor, InstanceKind kind)
    {
        var overhead = InstanceOverhead.Of(kind).MemoryMib;
        var asked = cell.Slots.Count(flavor.Shape, overhead);
        return new(flavor.Id, kind, cell.Zone, asked.Hosts, asked.Guests, asked.IsExact, Count(1), Count(2), Count(0));

        long? Count(int parts)
        {
            var shape = flavor.Shape with { NumaNodes = parts };
            var isFixed = shape.Needs is { Layout: NumaLayout.None } or { GuestNumaNodes.Count: > 0 };
            return isFixed || ShapeRules.CheckForm(shape).Count > 0 ? null : cell.Slots.Count(shape, overhead).Guests;
        }
    }
}
