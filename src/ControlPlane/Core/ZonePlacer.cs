using Cloud.Domain.Iaas;
using Cloud.Domain.Identity;
using Cloud.Domain.Placement;
using Cloud.Scheduler;
using Cloud.Scheduler.Context;
using Cloud.Scheduler.Groups;
using Cloud.Scheduler.Pipeline;

namespace Cloud.ControlPlane.Core;

/// <summary>Chooses the cell, then asks the scheduler for the host. Cells are tried one after another until one fits.</summary>
public static class ZonePlacer
{
    /// <summary>The question, with what policies may know besides: the number of the request, where the last guest went, who is expected.</summary>
    public static PlacementRequest Ask(
        ClusterState state, InstanceKind kind, InstanceShape shape, ZoneId? zone, WorkloadMix expected, ContainerSettings? container = null) =>
        new(shape, InstanceOverhead.Of(kind, container).MemoryMib, zone)
        {
            Context = new PolicyContext { Sequence = state.Placed, Previous = state.LastHost, Workload = expected },
        };

    /// <summary>
    /// The cell and the decision under the region's profile or another; a null cell when none fits, with the explanations of all cells tried
    /// merged into one.
    /// </summary>
    public static (Cell? Cell, PlacementDecision Decision) Place(
        ClusterState state, ProjectId project, PlacementRequest request, PlacementProfile? profile = null, PlacementGroup? group = null, int partition = 0,
        Standing standing = default)
    {
        var zone = request.Zone;
        PlacementExplanation? refusal = null;
        foreach (var cell in InOrder(state, profile ?? state.Profile, zone))
        {
            var decision = group is not null && state.ZoneGroups.Refusal(group, partition, cell, (profile ?? state.Profile).Name) is { } between
                ? new PlacementDecision(Placement: null, between)
                : cell.Engine.Place(group is null ? request : request with { Group = cell.Groups.For(group, partition) }, profile);
            if (decision.Placement is not null)
                return (cell, decision);
            refusal = refusal is null ? decision.Explanation : ExplanationMerge.Of(refusal, decision.Explanation);
        }

        if (refusal is null)
            return (null, new PlacementDecision(Placement: null, new((profile ?? state.Profile).Name, 0, 0, [], [], [new(AdviceKind.Impossible) { Zone = zone }])));
        return (null, new PlacementDecision(Placement: null, refusal with { Advice = RefusalAdvice.With(refusal.Advice, state, request, project, standing) }));
    }

    internal static IEnumerable<Cell> InOrder(ClusterState state, PlacementProfile profile, ZoneId? zone)
    {
        if (zone is { } only)
            return state.Cells.Where(cell => cell.Zone == only);

        // A stable sort: equal cells stay in file order, so the same state gives the same answer.
        return profile.FillsZones
            ? state.Cells.OrderByDescending(cell => cell.Fullness)
            : state.Cells.OrderBy(cell => cell.Fullness);
    }
}
