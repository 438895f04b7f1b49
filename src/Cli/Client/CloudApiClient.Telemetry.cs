using System.Globalization;
using Cloud.Contracts;

namespace Cloud.Cli.Client;

/// <summary>Which metrics, and which part of the past; texts as the API takes them, null leaves them out.</summary>
public sealed record MetricsQuery(string? Names, string? From, string? To, int? Step);

public sealed partial class CloudApiClient
{
    public IAsyncEnumerable<MetricView> MetricsAsync(string? scope, CancellationToken cancel) =>
        ListAsync(Query("metrics", ("scope", scope)), ContractsJson.Default.PageViewMetricView, cancel);

    public IAsyncEnumerable<InstanceMetricsView> InstanceMetricsAsync(string project, string names, CancellationToken cancel) =>
        ListAsync(Query($"projects/{Escape(project)}/metrics", ("limit", "200"), ("names", names)), ContractsJson.Default.PageViewInstanceMetricsView, cancel);

    // "./", because "hosts:" would be read as a scheme.
    public IAsyncEnumerable<HostMetricsView> HostMetricsAsync(string? zone, string names, CancellationToken cancel) =>
        ListAsync(Query("./hosts:metrics", ("limit", "200"), ("names", names), ("zone", zone)), ContractsJson.Default.PageViewHostMetricsView, cancel);

    public Task<MetricsView> InstanceMetricsAsync(string project, Guid instance, MetricsQuery query, CancellationToken cancel) =>
        ReadMetricsAsync($"projects/{Escape(project)}/instances/{instance}/metrics", query, cancel);

    public Task<MetricsView> HostMetricsAsync(string host, MetricsQuery query, CancellationToken cancel) =>
        ReadMetricsAsync($"hosts/{Escape(host)}/metrics", query, cancel);

    public Task<MetricsView> ZoneMetricsAsync(string zone, string? rack, MetricsQuery query, CancellationToken cancel) =>
        ReadMetricsAsync(rack is null ? $"zones/{Escape(zone)}/metrics" : $"zones/{Escape(zone)}/racks/{Escape(rack)}/metrics", query, cancel);

    private Task<MetricsView> ReadMetricsAsync(string path, MetricsQuery query, CancellationToken cancel) => GetAsync(
        Query(path, ("names", query.Names), ("from", query.From), ("to", query.To), ("step", query.Step?.ToString(CultureInfo.InvariantCulture))),
        ContractsJson.Default.MetricsView, cancel);
}
