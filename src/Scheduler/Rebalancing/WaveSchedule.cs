using Cloud.Domain.Identity;
using Cloud.Domain.Placement;
using Cloud.Scheduler.Maintenance;
using Cloud.Scheduler.Residents;

namespace Cloud.Scheduler.Rebalancing;

/// <summary>
/// Which steps may run at the same time, in the order of the plan: a wave ends where the next step would be one too many (in all, on a host, of
/// a group), or needs room or a domain that a step of the same wave has yet to leave. So during a wave every source and every target is held.
/// </summary>
internal static class WaveSchedule
{
    /// <summary>The steps with their waves. The world is at the start of the plan, and is changed.</summary>
    public static IReadOnlyList<RebalancingStep> Of(ResidentWorld world, IEnumerable<RebalancingStep> steps, RebalancingBudget budget)
    {
        var scheduled = new List<RebalancingStep>();
        var wave = new Wave(world, budget);
        var number = 1;
        foreach (var step in steps)
        {
            var resident = world.On(world.Ledger.IndexOf(step.Source.Host)).First(resident => resident.Id == step.Instance);
            if (!wave.TryJoin(resident, step.Target))
            {
                wave.End();
                number++;
                if (!wave.TryJoin(resident, step.Target)) throw new InvalidOperationException($"Step {step.Number} of the plan is not valid after those before it.");
            }

            scheduled.Add(step with { Wave = number });
        }

        wave.End();
        return scheduled;
    }

    /// <summary>The waves one after another, each as long as its longest step.</summary>
    public static StepCost Total(IReadOnlyList<RebalancingStep> steps) => new(
        steps.Sum(step => step.Cost.Mib),
        steps.GroupBy(step => step.Wave).Sum(wave => wave.Max(step => step.Cost.DurationMs)),
        steps.Sum(step => step.Cost.DowntimeMs));

    private sealed class Wave(ResidentWorld world, RebalancingBudget budget)
    {
        private readonly List<(Resident Resident, HostPlacement Target)> _moves = [];
        private readonly DisruptionBudgets _groups = new();
        private readonly Dictionary<HostId, int> _onHost = [];

        public bool TryJoin(Resident resident, HostPlacement target)
        {
            var (from, to) = (resident.Placement.Host, target.Host);
            if (_moves.Count >= budget.MaxConcurrent || IsFull(from) || IsFull(to) || !_groups.Allows(resident)) return false;
            var host = world.Ledger.IndexOf(to);
            if (!world.Ledger.Fits(target) || !world.WithoutMembership(resident, () => world.Ask(resident).Group?.Allows(host) ?? true)) return false;
            world.Ledger.Take(target);
            if (resident.Group is { } group) world.Groups.Add(group.Id, resident.Partition, host);
            _groups.Begin(resident);
            _onHost[from] = _onHost.GetValueOrDefault(from) + 1;
            _onHost[to] = _onHost.GetValueOrDefault(to) + 1;
            _moves.Add((resident, target));
            return true;
        }

        /// <summary>All sources are let go.</summary>
        public void End()
        {
            foreach (var (resident, target) in _moves)
            {
                world.Ledger.Release(target);
                if (resident.Group is { } group) world.Groups.Remove(group.Id, resident.Partition, world.Ledger.IndexOf(target.Host));
            }

            foreach (var (resident, target) in _moves) world.Move(resident, target);
            _moves.Clear();
            _groups.Clear();
            _onHost.Clear();
        }

        private bool IsFull(HostId host) => _onHost.GetValueOrDefault(host) >= budget.MaxConcurrentPerHost;
    }
}
