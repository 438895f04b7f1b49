using System.Globalization;
using Cloud.ControlPlane.Writer;
using Cloud.Domain.Identity;

namespace Cloud.ControlPlane.Telemetry;

/// <summary>
/// Writes what is measured now as the text that Prometheus scrapes: families with HELP and TYPE, base units, counters that end in
/// <c>_total</c>. Instances come last and by id until <paramref name="maxSeries"/> is reached; how many were left out is itself a metric.
/// </summary>
/// <param name="store">What is measured.</param>
/// <param name="view">Names and projects of instances.</param>
/// <param name="maxSeries">Series at most.</param>
public sealed class PrometheusWriter(TelemetryStore store, ClusterView view, int maxSeries)
{
    /// <summary>Writes everything.</summary>
    /// <param name="to">Where to.</param>
    /// <param name="openMetrics">OpenMetrics 1.0 instead of the older text format: counter families are named without <c>_total</c>, and the text ends with EOF.</param>
    public void Write(TextWriter to, bool openMetrics)
    {
        var text = new Exposition(to, openMetrics);
        var snapshot = store.Snapshot(maxSeries);
        WriteGroups(text, MetricScope.Zone, snapshot.Zones);
        WriteGroups(text, MetricScope.Rack, snapshot.Racks);
        WriteGroups(text, MetricScope.Host, snapshot.Hosts);
        WriteGroups(text, MetricScope.NumaNode, snapshot.NumaNodes);
        var named = snapshot.Instances.Select(measured => measured with { Labels = Labels(measured.Instance, measured.Host) }).ToList();
        WriteGroups(text, MetricScope.Instance, named);
        text.Family("cloud_telemetry_omitted_series", "gauge", "Series that are left out because the limit of the exposition is reached.", unit: null);
        text.Sample("cloud_telemetry_omitted_series", "", snapshot.Omitted);
        text.Family("cloud_telemetry_time_seconds", "gauge", "World time of the last tick, seconds since the epoch.", "seconds");
        text.Sample("cloud_telemetry_time_seconds", "", snapshot.Now);
        text.End();
    }

    private static void WriteGroups(Exposition text, MetricScope scope, IReadOnlyList<MeasuredRow> rows)
    {
        if (rows.Count == 0) return;
        foreach (var family in MetricCatalogue.Of(scope).GroupBy(metric => metric.Exposition, StringComparer.Ordinal))
        {
            var name = $"cloud_{scope.Name()}_{family.Key}";
            var metrics = family.ToList();
            text.Family(name, metrics[0].Kind is MetricKind.Counter ? "counter" : "gauge", Help(metrics), UnitOf(family.Key));
            foreach (var row in rows)
            {
                foreach (var metric in metrics)
                    text.Sample(name, metric.State is { } state ? $"{row.Labels},state=\"{state}\"" : row.Labels, row.Value(metric));
            }
        }
    }

    private static string Help(List<Metric> metrics) =>
        metrics.Count == 1 ? metrics[0].Meaning : "Memory by where it is: " + string.Join(", ", metrics.Select(metric => metric.State)) + ".";

    /// <summary>The base unit at the end of a name, as OpenMetrics wants it said.</summary>
    private static string? UnitOf(string exposition)
    {
        var name = exposition.EndsWith("_total", StringComparison.Ordinal) ? exposition[..^6] : exposition;
        return Array.Find(["seconds", "bytes", "ratio", "joules"], unit => name.EndsWith("_" + unit, StringComparison.Ordinal));
    }

    private string Labels(InstanceId instance, HostId? host)
    {
        var record = view.Find(instance);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"instance_id=\"{instance}\",name=\"{Exposition.Escape(record?.Name ?? "")}\",project=\"{record?.Project.ToString() ?? ""}\",kind=\"{(record is null ? "" : Domain.Iaas.InstanceKinds.Name(record.Kind))}\",host=\"{Exposition.Escape(host?.Value ?? "")}\"");
    }
}
