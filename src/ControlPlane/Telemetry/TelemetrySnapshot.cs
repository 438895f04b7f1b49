using Cloud.Domain.Identity;

namespace Cloud.ControlPlane.Telemetry;

/// <summary>Values and totals of one subject, copied.</summary>
/// <param name="Labels">Its labels as Prometheus writes them, without braces.</param>
/// <param name="Values">By index of the metric.</param>
/// <param name="Totals">By index of the metric; NaN for gauges.</param>
internal sealed record MeasuredRow(string Labels, float[] Values, double[] Totals)
{
    public InstanceId Instance { get; init; }

    public HostId? Host { get; init; }

    /// <summary>The total of a counter, the value of a gauge.</summary>
    public double Value(Metric metric) => metric.Kind is MetricKind.Counter ? Totals[metric.Index] : Values[metric.Index];
}

/// <summary>Everything that is measured at one moment, in an order that does not depend on how it came to be.</summary>
internal sealed record TelemetrySnapshot(
    double Now, IReadOnlyList<MeasuredRow> Zones, IReadOnlyList<MeasuredRow> Racks, IReadOnlyList<MeasuredRow> Hosts,
    IReadOnlyList<MeasuredRow> NumaNodes, IReadOnlyList<MeasuredRow> Instances, long Omitted);

public sealed partial class TelemetryStore
{
    /// <summary>Copies what is measured now: zones, racks, hosts, then instances by id, until the number of series is reached.</summary>
    internal TelemetrySnapshot Snapshot(int maxSeries)
    {
        lock (_gate)
        {
            var room = new Room(maxSeries);
            var zones = _zones.OrderBy(zone => zone.Key, StringComparer.Ordinal).Where(zone => room.Take(MetricCatalogue.HostCount))
                .Select(zone => Copy(zone.Value.Row, $"zone=\"{Exposition.Escape(zone.Key)}\"")).ToList();
            var racks = _racks.OrderBy(rack => rack.Key.Zone, StringComparer.Ordinal).ThenBy(rack => rack.Key.Rack, StringComparer.Ordinal)
                .Where(rack => room.Take(MetricCatalogue.HostCount))
                .Select(rack => Copy(rack.Value.Row, $"zone=\"{Exposition.Escape(rack.Key.Zone)}\",rack=\"{Exposition.Escape(rack.Key.Rack)}\"")).ToList();
            var hosts = new List<MeasuredRow>();
            var nodes = new List<MeasuredRow>();
            for (var index = 0; index < _hosts.Length; index++)
            {
                if (!_hosts[index].IsPresent || !room.Take(_hosts[index].Values.Length)) continue;
                hosts.Add(Copy(_hosts[index], HostLabels(index)));
                for (var node = 0; node < _region.Hosts[index].NumaNodes.Count; node++)
                    nodes.Add(new($"{HostLabels(index)},numa_node=\"{node}\"", _hosts[index].Values.AsSpan(MetricCatalogue.HostCount + (node * NumaNodeSample.Count), NumaNodeSample.Count).ToArray(), []));
            }

            var instances = _instances.Rows.OrderBy(entry => entry.Key).Where(_ => room.Take(InstanceSample.Count)).Select(entry => Copy(entry.Key, entry.Value)).ToList();
            return new(_now, zones, racks, hosts, nodes, instances, room.Omitted);
        }
    }

    private string HostLabels(int index)
    {
        var host = _region.Hosts[index];
        return $"host=\"{Exposition.Escape(host.Id.Value)}\",rack=\"{Exposition.Escape(host.Rack)}\",zone=\"{Exposition.Escape(host.Zone.Value)}\"";
    }

    private MeasuredRow Copy(HostRow row, string labels)
    {
        var totals = new double[MetricCatalogue.HostCount];
        Array.Fill(totals, double.NaN);
        for (var i = 0; i < HostRow.Counters.Length; i++) totals[HostRow.Counters[i]] = row.Total(i, _covered);
        return new(labels, row.Values, totals) { Values = [.. row.Values] };
    }

    private MeasuredRow Copy(InstanceId instance, int row)
    {
        var totals = new double[InstanceSample.Count];
        Array.Fill(totals, double.NaN);
        for (var i = 0; i < InstanceTable.Counters.Length; i++) totals[InstanceTable.Counters[i]] = _instances.Total(row, i, _covered);
        var host = _instances.HostOf(row);
        return new("", _instances.Values(row).ToArray(), totals) { Instance = instance, Host = host == InstanceTable.Nowhere ? null : _region.Hosts[host].Id };
    }

    /// <summary>Room for series; what does not fit is counted.</summary>
    private sealed class Room(int max)
    {
        private int _used;

        public long Omitted { get; private set; }

        public bool Take(int series)
        {
            if (_used + series > max)
            {
                Omitted += series;
                return false;
            }

            _used += series;
            return true;
        }
    }
}
