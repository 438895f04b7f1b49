using Cloud.Scheduler.Groups;
using Cloud.Scheduler.Pipeline;
using Cloud.Scheduler.Residents;

namespace Cloud.Scheduler.Preemption;

/// <summary>
/// Finds the cheapest set of spot instances whose end makes a request fit on one host. Never touches an instance of equal or higher priority,
/// one that is not spot, one of the request's own group, or more members of a group than may be disrupted at once. The world is as before.
/// </summary>
public static class PreemptionPlanner
{
    /// <summary>Sets of victims that are tried over all hosts.</summary>
    public const int DefaultMaxTries = 200_000;

    /// <param name="world">Where everything is.</param>
    /// <param name="request">What must fit. Its group, if any, must be of <see cref="ResidentWorld.Groups"/>.</param>
    /// <param name="priority">Only instances below it may be ended.</param>
    /// <param name="profile">Which hosts are allowed, and which NUMA nodes are taken.</param>
    /// <param name="maxTries">Sets of victims that are tried; above it, each host gets one greedy attempt.</param>
    /// <param name="disrupted">Members of groups that are being disrupted already: they count against the budgets of their groups.</param>
    public static PreemptionAnswer Plan(
        ResidentWorld world, PlacementRequest request, int priority, PlacementProfile profile, int maxTries = DefaultMaxTries,
        IReadOnlyDictionary<GroupId, int>? disrupted = null)
    {
        var ask = PlacementAsk.For(world.Ledger, request);
        var rules = new Rules(profile);
        var (withVictims, tries, exact) = (0, maxTries, true);
        PreemptionPlan? best = null;
        for (var host = 0; host < world.Ledger.Hosts.Count; host++)
        {
            if (rules.Parts(world.Ledger.View(host), ask) is > 0 and var parts)
                return new(new(HostPlacer.On(world.Ledger, ask, host, parts, profile), [], PreemptionCost.None), 0, true);
            Resident[] candidates = [.. world.On(host).Where(resident => MayEnd(resident, request.Group?.Group, priority))];
            if (candidates.Length == 0) continue;
            withVictims++;
            var search = new VictimSearch(world, host, ask, rules, candidates, disrupted);
            if (search.Cheapest(best?.Cost, ref tries, out var complete) is { } victims)
                best = new(search.PlacementWithout(victims, profile), victims, VictimSearch.CostOf(victims));
            exact &= complete;
        }

        return new(best, withVictims, exact);
    }

    private static bool MayEnd(Resident resident, PlacementGroup? group, int priority) =>
        resident.IsSpot && resident.Priority < priority && (group is null || resident.Group?.Id != group.Id);
}
