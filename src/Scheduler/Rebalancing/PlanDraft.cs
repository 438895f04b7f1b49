using Cloud.Domain.Identity;
using Cloud.Domain.Placement;
using Cloud.Scheduler.Groups;
using Cloud.Scheduler.Pipeline;
using Cloud.Scheduler.Residents;

namespace Cloud.Scheduler.Rebalancing;

/// <summary>A plan while it is made: the world as it would be after the steps so far, and what they cost. A strategy proposes, this decides.</summary>
internal sealed class PlanDraft(ResidentWorld world, IRebalancingObjective objective, RebalancingBudget budget, PlacementProfile profile)
{
    /// <summary>A step that gains less is not worth a move.</summary>
    public const double LeastGain = 1e-9;

    private readonly List<(RebalancingStep Step, Resident Before)> _steps = [];
    private readonly HashSet<InstanceId> _moved = [];
    private readonly SortedDictionary<InstanceId, NotMoved> _notMoved = [];
    private readonly GroupCandidates _candidates = new(world.Ledger, profile);
    private StepCost _spent;
    private double _won;
    private (double Won, int Steps) _best;

    public ResidentWorld World => world;

    /// <summary>The limit that refused a step last, or null.</summary>
    public string? StoppedBy { get; private set; }

    public IEnumerable<RebalancingStep> Steps => _steps.Select(step => step.Step);

    public int Count => _steps.Count;

    public IReadOnlyList<NotMoved> NotMoved => [.. _notMoved.Values.Take(RebalancingPlan.MaxNotMoved)];

    /// <summary>True while the budget has moves and effort left; otherwise notes which is used up.</summary>
    public bool HasBudget()
    {
        if (_steps.Count >= budget.MaxMoves) StoppedBy = "moves";
        else if (_candidates.Looks >= budget.MaxLooks) StoppedBy = "effort";
        else return true;
        return false;
    }

    public bool HasMoved(InstanceId instance) => _moved.Contains(instance);

    /// <summary>Notes that an instance stays, with the reason.</summary>
    public void Keep(Resident resident, string reason) => _notMoved[resident.Id] = new(resident.Id, resident.Placement.Host, reason);

    /// <summary>Where the resident could go instead, best first by the profile, by the rules of its group and with its present room still held.</summary>
    public List<HostPlacement> Targets(Resident resident, int most) => world.WithoutMembership(resident, () =>
    {
        var targets = _candidates.Best(world.Ask(resident), most + 1);
        targets.RemoveAll(target => target.Host == resident.Placement.Host);
        if (targets.Count > most) targets.RemoveAt(most);
        return targets;
    });

    /// <summary>Why no host takes the resident.</summary>
    public string Refusal(Resident resident) => world.WithoutMembership(resident, () =>
    {
        var refusals = PlacementPipeline.Place(world.Ledger, world.Ask(resident).Request, profile).Explanation.Refusals.Where(refusal => refusal.Hosts > 0);
        var words = refusals.Select(refusal => $"{refusal.Rule} refuses {refusal.Hosts}{(refusal.NearestMiss?.Detail is { } detail ? $" ({detail})" : "")}");
        return $"No other host takes it: {string.Join(", ", words)}.";
    });

    /// <summary>By how much the move would lower the objective.</summary>
    public double Gain(Resident resident, HostPlacement target)
    {
        var (from, to) = (world.HostOf(resident), world.Ledger.IndexOf(target.Host));
        var before = objective.Cost(world, from) + objective.Cost(world, to);
        var moved = world.Move(resident, target);
        var after = objective.Cost(world, from) + objective.Cost(world, to);
        Return(moved, resident);
        return before - after;
    }

    /// <summary>Adds the step if it gains and the budget has room for it; otherwise notes the limit.</summary>
    public bool TryMove(Resident resident, HostPlacement target, StepKind kind)
    {
        var cost = kind == StepKind.LiveMigration ? MigrationCosting.LiveMigration(resident, budget.MibPerSecond) : MigrationCosting.Restart(resident);
        if (!HasBudget() || !Affords(cost)) return false;
        var gain = Gain(resident, target);
        if (gain < LeastGain) return false;
        var (from, to) = (world.HostOf(resident), world.Ledger.IndexOf(target.Host));
        _won -= Won(from, to);
        world.Move(resident, target);
        _won += Won(from, to);
        _moved.Add(resident.Id);
        _notMoved.Remove(resident.Id);
        _spent = new(_spent.Mib + cost.Mib, 0, _spent.DowntimeMs + cost.DowntimeMs);
        _steps.Add((new(_steps.Count + 1, 0, kind, resident.Id, resident.Placement, target, cost, gain), resident));
        if (_won > _best.Won) _best = (_won, _steps.Count);
        return true;
    }

    /// <summary>Why the resident cannot be moved while it runs, within the budget's downtime for one move; null when it can.</summary>
    public string? Obstacle(Resident resident)
    {
        if (resident.Group is { MaxDisrupted: < 1 } group) return $"Its group '{group.Id}' allows no member to be disrupted.";
        if (resident.Obstacles.Count > 0) return $"It cannot be moved while it runs: {string.Join("; ", resident.Obstacles)}.";
        var downtime = MigrationCosting.LiveMigration(resident, budget.MibPerSecond).DowntimeMs;
        return downtime <= budget.MaxDowntimePerMoveMs ? null
            : FormattableString.Invariant($"It would stand still for {downtime:0} ms, which is more than {budget.MaxDowntimePerMoveMs:0} ms.");
    }

    /// <summary>Takes back the last steps until so many are left.</summary>
    public void BackTo(int count)
    {
        while (_steps.Count > count)
        {
            var (step, before) = _steps[^1];
            _steps.RemoveAt(_steps.Count - 1);
            _moved.Remove(before.Id);
            _spent = new(_spent.Mib - step.Cost.Mib, 0, _spent.DowntimeMs - step.Cost.DowntimeMs);
            Return(before with { Placement = step.Target }, before);
        }
    }

    /// <summary>Takes back the steps after the last one that won something: they only got nearer to what the plan did not reach.</summary>
    public void EndWithTheLastWin() => BackTo(_best.Steps);

    private double Won(int from, int to) => objective.Won(world, from) + objective.Won(world, to);

    private bool Affords(StepCost cost)
    {
        if (_spent.Mib + cost.Mib > budget.MaxMib) StoppedBy = "mib";
        else if (_spent.DowntimeMs + cost.DowntimeMs > budget.MaxDowntimeMs) StoppedBy = "downtime";
        else return true;
        return false;
    }

    private void Return(Resident moved, Resident original)
    {
        world.Remove(moved);
        world.Add(original);
    }
}
