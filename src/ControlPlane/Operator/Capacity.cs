using Cloud.ControlPlane.Core;
using Cloud.ControlPlane.Pipeline;
using Cloud.ControlPlane.Problems;
using Cloud.ControlPlane.Tenancy;
using Cloud.ControlPlane.Writer;
using Cloud.Domain.Iaas;
using Cloud.Domain.Identity;
using Cloud.Domain.Tenancy;
using Cloud.Scheduler.Slots;
using Mediator;

namespace Cloud.ControlPlane.Operator;

/// <summary>How many more instances of one flavor and kind would fit in one zone, if nothing else came.</summary>
/// <param name="Hosts">Hosts that would take at least one.</param>
/// <param name="AsAsked">In the layout that the flavor asks for.</param>
/// <param name="OnePart">Each on one NUMA node.</param>
/// <param name="TwoParts">Each over two NUMA nodes in equal parts; null when the flavor does not divide.</param>
/// <param name="Automatic">Each on the fewest NUMA nodes that do.</param>
public sealed record FlavorSlots(FlavorId Flavor, InstanceKind Kind, ZoneId Zone, int Hosts, long AsAsked, long OnePart, long? TwoParts, long Automatic);

/// <summary>
/// How many more of each flavor would fit, by zone. A null flavor or zone stands for all. Flavors with further needs (devices, huge pages …)
/// have no closed form and are left out.
/// </summary>
[Requires(Permission.RegionRead)]
public sealed record GetCapacity(FlavorId? Flavor, ZoneId? Zone) : IRequest<Outcome<IReadOnlyList<FlavorSlots>>>;

/// <summary>Counted on the writer's own ledger, between two decisions.</summary>
public sealed class GetCapacityHandler(CellWriter writer, AccessDirectory directory) : IRequestHandler<GetCapacity, Outcome<IReadOnlyList<FlavorSlots>>>
{
    public async ValueTask<Outcome<IReadOnlyList<FlavorSlots>>> Handle(GetCapacity request, CancellationToken cancellationToken)
    {
        if (request.Zone is { } zone && !writer.Zones.Contains(zone))
            return Problem.Invalid(new FieldError("zone", $"there is no zone '{zone}'", string.Join(", ", writer.Zones)));
        if (request.Flavor is { } named && directory.Current.FindFlavor(named) is null)
            return Problem.Invalid(new FieldError("flavor", $"there is no flavor '{named}'", "a name from GET /api/v1/flavors"));

        Flavor[] flavors =
        [
            .. directory.Current.Image.Flavors.Where(flavor => flavor.Shape.Needs is null && (request.Flavor is null || flavor.Id == request.Flavor))
                .OrderBy(flavor => flavor.Id.Value, StringComparer.Ordinal),
        ];
        return await writer.ReadAsync<IReadOnlyList<FlavorSlots>>(state => Outcomes.Of(Count(state, flavors, request.Zone)));
    }

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
        var asked = GuestType.Of(flavor.Shape, overhead);
        return new(
            flavor.Id, kind, cell.Zone, cell.Slots.Hosts(asked), cell.Slots.Count(asked), Count(1), asked.Divides(2) ? Count(2) : null, Count(0));

        long Count(int parts) => cell.Slots.Count(asked with { NumaNodes = parts });
    }
}
