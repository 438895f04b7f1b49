using Cloud.Scheduler.Capacity;
using Cloud.Scheduler.Filters;

namespace Cloud.Scheduler.Pipeline;

/// <summary>What the rules of one decision refused, as it is told: rule by rule in their order.</summary>
internal sealed class RefusalWords(CapacityLedger ledger, PlacementAsk ask, Rules rules)
{
    private readonly List<RuleRefusal> _refusals = new(rules.Count);

    public IReadOnlyList<RuleRefusal> Refusals => _refusals;

    /// <param name="rule">Number of the rule.</param>
    /// <param name="hosts">Hosts that it refused first.</param>
    /// <param name="nearestHost">The one that missed by least.</param>
    /// <param name="nearest">By how much.</param>
    /// <param name="capacityHelps">Whether one of them would take the request if it were empty.</param>
    public void Add(int rule, int hosts, int nearestHost, in Shortfall nearest, bool capacityHelps)
    {
        // Most requests have no group and no needs, most hosts no cordon.
        if (hosts == 0 && (rules.IsConstraint(rule) || NeedsRules.Contains(rules[rule]))) return;
        var miss = nearest.Resource is not { } resource
            ? null
            : new NearestMiss(ledger.Hosts[nearestHost].Id, nearest.NumaNode < 0 ? null : nearest.NumaNode, resource, nearest.Missing)
            {
                Detail = rules[rule].Describe(ledger.View(nearestHost), ask),
            };
        _refusals.Add(new(rules[rule].Name, hosts, miss, capacityHelps ? RefusalHelp.Capacity : RefusalHelp.Request));
    }
}
