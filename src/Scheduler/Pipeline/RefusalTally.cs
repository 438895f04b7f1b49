using Cloud.Scheduler.Capacity;
using Cloud.Scheduler.Filters;

namespace Cloud.Scheduler.Pipeline;

/// <summary>Counts refusals while hosts are looked at; words are made once at the end.</summary>
internal sealed class RefusalTally(CapacityLedger ledger, PlacementAsk ask, Rules rules)
{
    private readonly Row[] _rows = new Row[rules.Count];

    public void Refuse(in HostView host)
    {
        var rule = rules.FirstRefusing(host, ask);
        ref var row = ref _rows[rule];
        var miss = rules[rule].Shortfall(host, ask);
        if (row.Hosts++ == 0 || miss.Share < row.Nearest.Share)
        {
            row.Nearest = miss;
            row.NearestHost = host.Index;
        }

        row.CapacityHelps = row.CapacityHelps || rules.Parts(ledger.ViewEmptied(host.Index), ask) > 0;
    }

    public IReadOnlyList<RuleRefusal> ToRefusals()
    {
        var refusals = new List<RuleRefusal>(_rows.Length);
        for (var rule = 0; rule < _rows.Length; rule++)
        {
            ref readonly var row = ref _rows[rule];
            // Most requests have no group and no needs, most hosts no cordon.
            if (row.Hosts == 0 && (rules.IsConstraint(rule) || NeedsRules.Contains(rules[rule]))) continue;
            refusals.Add(new(rules[rule].Name, row.Hosts, Words(rules[rule], row), row.CapacityHelps ? RefusalHelp.Capacity : RefusalHelp.Request));
        }

        return refusals;
    }

    private NearestMiss? Words(IHostFilter rule, in Row row) => row.Nearest.Resource is not { } resource
        ? null
        : new(ledger.Hosts[row.NearestHost].Id, row.Nearest.NumaNode < 0 ? null : row.Nearest.NumaNode, resource, row.Nearest.Missing)
        {
            Detail = rule.Describe(ledger.View(row.NearestHost), ask),
        };

    private struct Row
    {
        public int Hosts;
        public int NearestHost;
        public bool CapacityHelps;
        public Shortfall Nearest;
    }
}
