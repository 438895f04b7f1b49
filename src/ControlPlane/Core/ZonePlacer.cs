using Cloud.Domain.Iaas;
using Cloud.Domain.Identity;
using Cloud.Domain.Placement;
using Cloud.Scheduler;
using Cloud.Scheduler.Pipeline;

namespace Cloud.ControlPlane.Core;

/// <summary>Chooses the cell, then asks the scheduler for the host. Cells are tried one after another until one fits.</summary>
public static class ZonePlacer
{
    /// <summary>The cell and the decision; a null cell when none fits, with the explanations of all cells tried merged into one.</summary>
    public static (Cell? Cell, PlacementDecision Decision) Place(ClusterState state, ProjectId project, InstanceKind kind, InstanceShape shape, ZoneId? zone)
    {
        var request = new PlacementRequest(shape, InstanceOverhead.Of(kind).MemoryMib, zone);
        PlacementExplanation? refusal = null;
        foreach (var cell in InOrder(state, zone))
        {
            var decision = cell.Engine.Place(request);
            if (decision.Placement is not null)
                return (cell, decision);
            refusal = refusal is null ? decision.Explanation : ExplanationMerge.Of(refusal, decision.Explanation);
        }

        if (refusal is null)
            return (null, new PlacementDecision(Placement: null, new(state.Profile.Name, 0, 0, [], [], [new(AdviceKind.Impossible) { Zone = zone }])));
        return (null, new PlacementDecision(Placement: null, refusal with { Advice = RefusalAdvice.With(refusal.Advice, state, request, project) }));
    }

    private static IEnumerable<Cell> InOrder(ClusterState state, ZoneId? zone)
    {
        if (zone is { } only)
            return state.Cells.Where(cell => cell.Zone == only);

        // A stable sort: equal cells stay in file order, so the same state gives the same answer.
        return state.Profile == PlacementProfiles.Pack
            ? state.Cells.OrderByDescending(cell => cell.Fullness)
            : state.Cells.OrderBy(cell => cell.Fullness);
    }
}
