using Cloud.Scheduler.Residents;

namespace Cloud.Scheduler.Rebalancing;

/// <summary>
/// Drain and evacuation: every instance of the listed hosts goes where the profile likes it best, the hardest to place first. Nothing goes to
/// a listed host. Who cannot go is told with the reason.
/// </summary>
internal static class EmptyHosts
{
    private const int TargetsTried = 8;

    /// <param name="draft">The plan to extend; the listed hosts are cordoned in its world.</param>
    /// <param name="hosts">Hosts to be emptied.</param>
    /// <param name="failed">Whether they are gone: then everything starts again, the highest priority first.</param>
    /// <param name="allowRestart">Whether what cannot move while it runs may be restarted.</param>
    public static void Plan(PlanDraft draft, IReadOnlyCollection<int> hosts, bool failed, bool allowRestart)
    {
        var residents = hosts.Order().SelectMany(draft.World.On)
            .OrderByDescending(resident => failed ? resident.Priority : 0)
            .ThenByDescending(resident => resident.Request.Shape.NumaNodes)
            .ThenByDescending(resident => resident.Request.Shape.MemoryMib)
            .ThenByDescending(resident => resident.Request.Shape.Vcpus)
            .ThenBy(resident => resident.Id);
        foreach (var resident in residents.ToList())
        {
            var obstacle = failed ? null : draft.Obstacle(resident);
            if (obstacle is not null && !allowRestart) draft.Keep(resident, obstacle);
            else Move(draft, resident, failed || obstacle is not null ? StepKind.Restart : StepKind.LiveMigration);
        }
    }

    private static void Move(PlanDraft draft, Resident resident, StepKind kind)
    {
        if (!draft.HasBudget())
        {
            draft.Keep(resident, "The budget of the plan is used up.");
            return;
        }

        var targets = draft.Targets(resident, TargetsTried);
        if (targets.Count == 0) draft.Keep(resident, draft.Refusal(resident));
        else if (!targets.Exists(target => draft.TryMove(resident, target, kind))) draft.Keep(resident, "The budget of the plan is used up.");
    }
}
