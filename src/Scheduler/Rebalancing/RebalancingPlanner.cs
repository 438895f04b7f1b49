using Cloud.Scheduler.Residents;
using Cloud.Scheduler.Slots;

namespace Cloud.Scheduler.Rebalancing;

/// <summary>
/// Makes an ordered plan of moves for a goal under a budget: drain, evacuation, defragmentation, consolidation and hot spots are five ways of
/// proposing moves to the same draft, which checks capacity, groups, gain and budget. The world that is given ends as it began.
/// </summary>
public static class RebalancingPlanner
{
    /// <summary>Throws <see cref="ArgumentException"/> for a host that the world does not have or a budget out of range.</summary>
    /// <param name="world">The cell, on a copy of its own; cordoned hosts receive nothing.</param>
    /// <param name="order">What for.</param>
    /// <param name="budget">At what cost.</param>
    /// <param name="profile">Where moved instances are liked best among the hosts that gain.</param>
    public static RebalancingPlan Plan(ResidentWorld world, RebalancingOrder order, RebalancingBudget budget, PlacementProfile profile)
    {
        Check(budget);
        SortedSet<int> listed = [.. order.Hosts.Select(world.Ledger.IndexOf)];
        if (listed.Min < 0 && listed.Count > 0) throw new ArgumentException("The order lists a host that the world does not have.", nameof(order));
        var cordoned = listed.Where(host => world.Ledger.View(host).IsCordoned).ToHashSet();
        foreach (var host in listed) world.Ledger.SetCordoned(world.Ledger.Hosts[host].Id, true);

        IRebalancingObjective objective = order.Goal switch
        {
            RebalancingGoal.Drain or RebalancingGoal.Evacuate => new FewestOnHosts(listed),
            RebalancingGoal.Defragment => new MostSlots(order.Guest),
            RebalancingGoal.Consolidate => new FewestHostsInUse(),
            RebalancingGoal.RelieveHotSpots => new CoolestHosts(order.HotAbove),
        };
        var before = Measure(world, order, objective, listed);
        var draft = new PlanDraft(world, objective, budget, profile);
        Propose(draft, order, objective, budget, listed);
        var after = Measure(world, order, objective, listed);
        var notMoved = draft.NotMoved;
        var proposed = draft.Steps.ToList();
        draft.BackTo(0);

        var steps = WaveSchedule.Of(world, proposed, budget);
        Restore(world, steps);
        foreach (var host in listed.Where(host => !cordoned.Contains(host))) world.Ledger.SetCordoned(world.Ledger.Hosts[host].Id, false);
        return new(
            order.Goal, objective.Name, steps, notMoved, before, after, WaveSchedule.Total(steps), steps.Count == 0 ? 0 : steps[^1].Wave, draft.StoppedBy);
    }

    private static void Check(RebalancingBudget budget)
    {
        if (budget.MaxMoves is < 0 or > RebalancingBudget.MostMoves || budget.MaxConcurrent < 1 || budget.MaxConcurrentPerHost < 1
            || !(budget.MibPerSecond > 0) || !(budget.MaxMib >= 0) || !(budget.MaxDowntimeMs >= 0))
        {
            throw new ArgumentException($"The budget is out of range: {budget}.", nameof(budget));
        }
    }

    private static void Propose(
        PlanDraft draft, RebalancingOrder order, IRebalancingObjective objective, RebalancingBudget budget, SortedSet<int> listed)
    {
        switch (order.Goal)
        {
            case RebalancingGoal.Drain:
                EmptyHosts.Plan(draft, listed, failed: false, budget.AllowRestart);
                break;
            case RebalancingGoal.Evacuate:
                EmptyHosts.Plan(draft, listed, failed: true, allowRestart: true);
                break;
            case RebalancingGoal.Consolidate:
                EmptyLeastUsed.Plan(draft, objective);
                break;
            case RebalancingGoal.Defragment or RebalancingGoal.RelieveHotSpots:
                BestMoves.Plan(draft, objective);
                break;
        }
    }

    private static FleetMeasures Measure(ResidentWorld world, RebalancingOrder order, IRebalancingObjective objective, SortedSet<int> listed)
    {
        var (cost, inUse, slots, hottest, share, hot, on) = (0.0, 0, 0L, -1, 0.0, 0, 0);
        for (var host = 0; host < world.Ledger.Hosts.Count; host++)
        {
            cost += objective.Cost(world, host);
            var residents = world.On(host).Count;
            if (residents > 0) inUse++;
            if (listed.Contains(host)) on += residents;
            var view = world.Ledger.View(host);
            if (!view.IsCordoned) slots += SlotCount.Of(view, order.Guest);
            var busy = CoolestHosts.BusyShare(world, host);
            if (busy > order.HotAbove) hot++;
            if (busy > share) (hottest, share) = (host, busy);
        }

        return new(
            cost, inUse, world.Ledger.Hosts.Count - inUse, slots, hottest < 0 ? null : world.Ledger.Hosts[hottest].Id, share, hot, on);
    }

    /// <summary>Takes every step back, last one first.</summary>
    private static void Restore(ResidentWorld world, IReadOnlyList<RebalancingStep> steps)
    {
        for (var at = steps.Count - 1; at >= 0; at--)
        {
            var step = steps[at];
            var moved = world.On(world.Ledger.IndexOf(step.Target.Host)).First(resident => resident.Id == step.Instance);
            world.Remove(moved);
            world.Add(moved with { Placement = step.Source });
        }
    }
}
