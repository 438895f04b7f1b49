using Cloud.ControlPlane.Core;
using Cloud.ControlPlane.Operator;
using Cloud.ControlPlane.Pipeline;
using Cloud.ControlPlane.Problems;
using Cloud.ControlPlane.Tenancy;
using Cloud.ControlPlane.Writer;
using Cloud.Domain.Iaas;
using Cloud.Domain.Identity;
using Cloud.Domain.Tenancy;
using Mediator;

namespace Cloud.ControlPlane.Iaas.Instances;

/// <summary>How many more instances of one flavor and kind a project could create in one zone, if nothing else came.</summary>
/// <param name="More">The smaller of what its quota and what the zone allows.</param>
/// <param name="LimitedBy">The resource of the quota that runs out first, or <c>capacity</c>.</param>
public sealed record ProjectSlots(FlavorId Flavor, InstanceKind Kind, ZoneId Zone, long More, string LimitedBy);

/// <summary>What fits for a project: the smaller of capacity and quota. A null flavor or zone stands for all.</summary>
[Requires(Permission.InstanceRead)]
public sealed record GetProjectCapacity(ProjectId Project, FlavorId? Flavor, ZoneId? Zone) : IRequest<Outcome<IReadOnlyList<ProjectSlots>>>, IProjectRequest;

/// <summary>Never says more about the region than the project could find out by creating instances.</summary>
public sealed class GetProjectCapacityHandler(CellWriter writer, AccessDirectory directory)
    : IRequestHandler<GetProjectCapacity, Outcome<IReadOnlyList<ProjectSlots>>>
{
    public async ValueTask<Outcome<IReadOnlyList<ProjectSlots>>> Handle(GetProjectCapacity request, CancellationToken cancellationToken)
    {
        var access = directory.Current;
        if (GetCapacityHandler.Unknown(access, writer, request.Flavor, request.Zone) is { } error)
            return Problem.Invalid(error);
        if (access.FindProject(request.Project) is not { } project)
            return Problem.NotFound("project", request.Project);

        var flavors = GetCapacityHandler.Flavors(access, request.Flavor);
        return await writer.ReadAsync<IReadOnlyList<ProjectSlots>>(state => Outcomes.Of<IReadOnlyList<ProjectSlots>>(
        [
            .. from flavor in flavors
               let quota = (project.Limit - state.UseOf(project.Id)).Times(ResourceCount.Of(flavor.Shape))
               from kind in flavor.Kinds
               from cell in state.Cells
               where request.Zone is null || cell.Zone == request.Zone
               select Smaller(flavor, kind, cell, quota),
        ]));
    }

    private static ProjectSlots Smaller(Flavor flavor, InstanceKind kind, Cell cell, (string Resource, long Times) quota)
    {
        var fits = quota.Times == 0 ? 0 : cell.Slots.Count(flavor.Shape, InstanceOverhead.Of(kind).MemoryMib).Guests;
        return new(flavor.Id, kind, cell.Zone, Math.Min(fits, quota.Times), quota.Times == 0 || quota.Times <= fits ? quota.Resource : "capacity");
    }
}
