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
    public static (Cell? Cell, PlacementDecision Decision) Place(ClusterState state, InstanceKind kind, InstanceShape shape, ZoneId? zone)
    {
        var request = new PlacementRequest(shape, InstanceOverhead.Of(kind).MemoryMib, zone);
        PlacementExplanation? refusal = null;
        foreach (var cell in InOrder(state, zone))
        {
            var decision = PlacementPipeline.Place(cell.Ledger, request, state.Profile);
            if (decision.Placement is not null)
                return (cell, decision);
            refusal = refusal is null ? decision.Explanation : Merge(refusal, decision.Explanation);
        }

        return (null, new PlacementDecision(Placement: null, refusal ?? new(state.Profile.Name, 0, 0, [], [], ["The region has no such zone."])));
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

    private static PlacementExplanation Merge(PlacementExplanation left, PlacementExplanation right)
    {
        var rules = left.Refusals.Select(refusal => refusal.Rule).Union(right.Refusals.Select(refusal => refusal.Rule), StringComparer.Ordinal);
        return new(
            left.Profile,
            left.HostsConsidered + right.HostsConsidered,
            left.HostsFitting + right.HostsFitting,
            [.. rules.Select(rule => Merge(Find(left, rule), Find(right, rule)))],
            [],
            [.. left.Advice.Union(right.Advice, StringComparer.Ordinal).Take(PlacementExplanation.MaxBest)]);
    }

    private static RuleRefusal? Find(PlacementExplanation explanation, string rule) =>
        explanation.Refusals.FirstOrDefault(refusal => string.Equals(refusal.Rule, rule, StringComparison.Ordinal));

    private static RuleRefusal Merge(RuleRefusal? left, RuleRefusal? right)
    {
        if (left is null || right is null)
            return left ?? right!;

        var nearest = right.NearestMiss is { } other && (left.NearestMiss is not { } mine || other.Missing < mine.Missing) ? other : left.NearestMiss;
        var help = left.Help is RefusalHelp.Capacity || right.Help is RefusalHelp.Capacity ? RefusalHelp.Capacity : RefusalHelp.Request;
        return new(left.Rule, left.Hosts + right.Hosts, nearest, help);
    }
}
