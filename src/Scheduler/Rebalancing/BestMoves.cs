using Cloud.Domain.Placement;
using Cloud.Scheduler.Residents;

namespace Cloud.Scheduler.Rebalancing;

/// <summary>
/// Defragmentation and hot spots: one move after another, each the best of those that start on the most urgent host from which any gains. An
/// instance moves at most once, so it ends.
/// </summary>
internal static class BestMoves
{
    private const int TargetsTried = 16;

    public static void Plan(PlanDraft draft, IRebalancingObjective objective)
    {
        var exhausted = new HashSet<int>(); // Nothing on them gained when last asked; they are asked again when something comes to them.
        while (draft.HasBudget() && MostUrgent(draft.World, objective, exhausted) is >= 0 and var host)
        {
            if (Best(draft, host) is var (resident, target) && draft.TryMove(resident, target, StepKind.LiveMigration)) exhausted.Remove(draft.World.Ledger.IndexOf(target.Host));
            else exhausted.Add(host);
        }

        draft.EndWithTheLastWin();
    }

    private static int MostUrgent(ResidentWorld world, IRebalancingObjective objective, HashSet<int> exhausted)
    {
        var (best, most) = (-1, double.NegativeInfinity);
        for (var host = 0; host < world.Ledger.Hosts.Count; host++)
        {
            if (exhausted.Contains(host)) continue;
            var urgency = objective.Urgency(world, host);
            if (urgency > most) (best, most) = (host, urgency);
        }

        return best;
    }

    /// <summary>The move with the largest gain; among equals the one that sends least.</summary>
    private static (Resident Resident, HostPlacement Target)? Best(PlanDraft draft, int host)
    {
        (Resident, HostPlacement)? best = null;
        var (most, least) = (PlanDraft.LeastGain, double.PositiveInfinity);
        foreach (var resident in draft.World.On(host).ToList())
        {
            if (draft.HasMoved(resident.Id)) continue;
            if (draft.Obstacle(resident) is { } obstacle)
            {
                draft.Keep(resident, obstacle);
                continue;
            }

            foreach (var target in draft.Targets(resident, TargetsTried))
            {
                var gain = draft.Gain(resident, target);
                var memory = resident.Request.Shape.MemoryMib;
                if (gain < most || (gain == most && memory >= least)) continue;
                (best, most, least) = ((resident, target), gain, memory);
            }
        }

        return best;
    }
}
