using Cloud.Domain.Placement;
using Cloud.Scheduler.Groups;
using Cloud.Scheduler.Maintenance;
using Cloud.Scheduler.Pipeline;
using Cloud.Scheduler.Residents;

namespace Cloud.Scheduler.Preemption;

/// <summary>
/// The victims on one host. The costs are compared in order, so they are looked for in order: the lowest priority below which enough can be
/// freed, then one victim, two, three …, and among equally many the least lost work.
/// </summary>
internal sealed class VictimSearch(ResidentWorld world, int host, PlacementAsk ask, Rules rules, Resident[] candidates, IReadOnlyDictionary<GroupId, int>? disrupted = null)
{
    private readonly List<Resident> _chosen = [];
    private readonly DisruptionBudgets _budgets = new(disrupted);
    private Resident[] _open = [];
    private List<Resident>? _best;
    private PreemptionCost? _bound;
    private int _tries;

    public static PreemptionCost CostOf(IReadOnlyList<Resident> victims) =>
        new(victims.Max(victim => victim.Priority), victims.Count, victims.Sum(victim => victim.LostWorkSeconds));

    /// <summary>The cheapest victims that cost less than <paramref name="bound"/>; null when there are none.</summary>
    public IReadOnlyList<Resident>? Cheapest(PreemptionCost? bound, ref int tries, out bool complete)
    {
        (_bound, _tries, complete) = (bound, tries, true);
        foreach (var priority in candidates.Select(candidate => candidate.Priority).Distinct().Order())
        {
            if (bound is { } limit && priority > limit.HighestPriority) break;
            _open = [.. candidates.Where(candidate => candidate.Priority <= priority).OrderBy(candidate => candidate.LostWorkSeconds).ThenBy(candidate => candidate.Id)];
            // Freeing never makes a host worse: if even all of them are not enough, no set of them is.
            if (!FitsWithout(_open)) continue;
            var most = bound?.HighestPriority == priority ? Math.Min(bound.Value.Victims, _open.Length) : _open.Length;
            for (var count = 1; count <= most && _best is null && _tries > 0; count++) Choose(0, count);
            if (_best is null && _tries <= 0)
            {
                complete = false;
                Reprieve();
            }

            if (_best is not null) break;
        }

        tries = _tries;
        return _best;
    }

    /// <summary>Where the request goes once the victims are gone.</summary>
    public HostPlacement PlacementWithout(IReadOnlyList<Resident> victims, PlacementProfile profile) =>
        Without(victims, () => HostPlacer.On(world.Ledger, ask, host, rules.Parts(world.Ledger.View(host), ask), profile));

    /// <summary>Chooses so many more from <paramref name="from"/> on, cheapest first; keeps the cheapest set that is enough.</summary>
    private void Choose(int from, int more)
    {
        if (more == 0)
        {
            _tries--;
            if (IsCheaper() && FitsWithout(_chosen)) _best = [.. _chosen.OrderBy(victim => victim.Id)];
            return;
        }

        for (var at = from; at <= _open.Length - more && _tries > 0; at++)
        {
            if (!_budgets.Allows(_open[at])) continue;
            _budgets.Begin(_open[at]);
            _chosen.Add(_open[at]);
            Choose(at + 1, more - 1);
            _chosen.RemoveAt(_chosen.Count - 1);
            _budgets.End(_open[at]);
        }
    }

    private bool IsCheaper()
    {
        var cost = CostOf(_chosen);
        return (_bound is not { } bound || cost < bound) && (_best is null || cost < CostOf(_best));
    }

    /// <summary>One attempt when sets are too many: ends all that the budgets allow, then spares one after another, most lost work first.</summary>
    private void Reprieve()
    {
        var victims = new List<Resident>();
        var budgets = new DisruptionBudgets(disrupted);
        foreach (var candidate in _open.Where(budgets.Allows))
        {
            budgets.Begin(candidate);
            victims.Add(candidate);
        }

        if (!FitsWithout(victims)) return;
        foreach (var spared in victims.OrderByDescending(victim => victim.Priority).ThenByDescending(victim => victim.LostWorkSeconds).ThenBy(victim => victim.Id).ToList())
        {
            victims.Remove(spared);
            if (victims.Count == 0 || !FitsWithout(victims)) victims.Add(spared);
        }

        if (_bound is not { } bound || CostOf(victims) < bound) _best = [.. victims.OrderBy(victim => victim.Id)];
    }

    private bool FitsWithout(IReadOnlyList<Resident> victims) => Without(victims, () => rules.Parts(world.Ledger.View(host), ask) > 0);

    private T Without<T>(IReadOnlyList<Resident> victims, Func<T> look)
    {
        foreach (var victim in victims) world.Remove(victim);
        var seen = look();
        foreach (var victim in victims) world.Add(victim);
        return seen;
    }
}
