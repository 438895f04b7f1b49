namespace Cloud.Scheduler.Rebalancing;

/// <summary>
/// Consolidation: the least used host is emptied into others that are in use, then the next one; a host that cannot be emptied whole, within
/// the budget and with a gain at every step, is left as it is. A host that has received something is not emptied.
/// </summary>
internal static class EmptyLeastUsed
{
    private const int TargetsTried = 16;

    public static void Plan(PlanDraft draft, IRebalancingObjective objective)
    {
        var world = draft.World;
        var hosts = Enumerable.Range(0, world.Ledger.Hosts.Count).Where(host => world.On(host).Count > 0)
            .OrderByDescending(host => objective.Urgency(world, host)).ThenBy(host => host).ToList();
        foreach (var host in hosts)
        {
            if (!draft.HasBudget()) return;
            if (world.On(host).Any(resident => draft.HasMoved(resident.Id))) continue;
            var before = draft.Count;
            if (!Empty(draft, host)) draft.BackTo(before);
        }
    }

    private static bool Empty(PlanDraft draft, int host)
    {
        var residents = draft.World.On(host).OrderByDescending(resident => resident.Request.Shape.MemoryMib).ThenBy(resident => resident.Id).ToList();
        foreach (var resident in residents)
        {
            if (draft.Obstacle(resident) is not { } obstacle) continue;
            draft.Keep(resident, obstacle);
            return false;
        }

        foreach (var resident in residents)
        {
            var targets = draft.Targets(resident, TargetsTried);
            targets.RemoveAll(target => draft.World.On(draft.World.Ledger.IndexOf(target.Host)).Count == 0);
            if (!targets.Exists(target => draft.TryMove(resident, target, StepKind.LiveMigration))) return false;
        }

        return true;
    }
}
