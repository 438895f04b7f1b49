namespace Cloud.ControlPlane.Telemetry;

/// <summary>Every metric of the modelled world.</summary>
public static class MetricCatalogue
{
    /// <summary>Values of a host, a rack or a zone.</summary>
    public const int HostCount = (int)HostMetric.DiskBytes + 1;

    /// <summary>All metrics, by scope and then in the order of their samples.</summary>
    public static IReadOnlyList<Metric> All { get; } =
    [
        .. InstanceMetrics.All, .. HostMetrics.Hosts, .. HostMetrics.NumaNodes,
        .. HostMetrics.Hosts.Select(metric => metric with { Scope = MetricScope.Rack }),
        .. HostMetrics.Hosts.Select(metric => metric with { Scope = MetricScope.Zone }),
    ];

    /// <summary>The metrics of one scope, by <see cref="Metric.Index"/>.</summary>
    public static IReadOnlyList<Metric> Of(MetricScope scope) => scope switch
    {
        MetricScope.Instance => InstanceMetrics.All,
        MetricScope.Host => HostMetrics.Hosts,
        MetricScope.NumaNode => HostMetrics.NumaNodes,
        MetricScope.Rack => Racks,
        MetricScope.Zone => Zones,
    };

    /// <summary>The metric of that name, or null.</summary>
    public static Metric? Find(MetricScope scope, string name) =>
        Of(scope).FirstOrDefault(metric => string.Equals(metric.Name, name, StringComparison.Ordinal));

    /// <summary>The scope as the API writes it.</summary>
    public static string Name(this MetricScope scope) => scope switch
    {
        MetricScope.Instance => "instance",
        MetricScope.Host => "host",
        MetricScope.NumaNode => "numa_node",
        MetricScope.Rack => "rack",
        MetricScope.Zone => "zone",
    };

    private static Metric[] Racks { get; } = [.. All.Where(metric => metric.Scope is MetricScope.Rack)];

    private static Metric[] Zones { get; } = [.. All.Where(metric => metric.Scope is MetricScope.Zone)];
}
