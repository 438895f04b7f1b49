namespace Cloud.ControlPlane.Telemetry;

/// <summary>A rack of hosts, or a zone of racks: summed again from its members when one of them has changed, so that no rounding gathers.</summary>
internal sealed class HostGroup(HostGroup? parent)
{
    private static readonly MetricSum[] Rules = [.. HostMetrics.Hosts.Select(metric => metric.Sum)];
    private readonly double[] _sums = new double[MetricCatalogue.HostCount];

    /// <summary>The group above: the zone of a rack.</summary>
    public HostGroup? Parent => parent;

    public List<HostRow> Members { get; } = [];

    public HostRow Row { get; } = new(numaNodes: 0);

    public SeriesHistory History { get; } = new(MetricCatalogue.HostCount);

    public bool IsDirty { get; set; }

    /// <summary>Values of the members taken together; their counters rise on their own.</summary>
    public void Sum(double covered)
    {
        IsDirty = false;
        Row.Settle(covered);
        Array.Clear(_sums);
        foreach (var member in Members)
        {
            if (!member.IsPresent) continue;
            var hosts = member.Values[(int)HostMetric.Hosts];
            for (var i = 0; i < _sums.Length; i++)
            {
                var value = member.Values[i];
                _sums[i] = Rules[i] is MetricSum.Max ? Math.Max(_sums[i], value) : _sums[i] + (Rules[i] is MetricSum.Mean ? value * hosts : value);
            }
        }

        var all = _sums[(int)HostMetric.Hosts];
        Row.IsPresent = all > 0;
        for (var i = 0; i < _sums.Length; i++)
            Row.Values[i] = (float)(Rules[i] is MetricSum.Mean && all > 0 ? _sums[i] / all : _sums[i]);
        HostRow.Derive(Row.Values);
    }
}
