using Cloud.Scheduler.Capacity;

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
        var words = new RefusalWords(ledger, ask, rules);
        for (var rule = 0; rule < _rows.Length; rule++)
        {
            ref readonly var row = ref _rows[rule];
            words.Add(rule, row.Hosts, row.NearestHost, row.Nearest, row.CapacityHelps);
        }

        return words.Refusals;
    }

    private struct Row
    {
        public int Hosts;
        public int NearestHost;
        public bool CapacityHelps;
        public Shortfall Nearest;
    }
}
