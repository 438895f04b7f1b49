using Cloud.Contracts;

namespace Cloud.Web.Client;

public static partial class CloudApi
{
    public static ApiCall<MetricsView> InstanceMetrics(string project, Guid instance) =>
        Get<MetricsView>(InstanceMetricsPath(project, instance), "metrics", "show", "--instance", Esc(instance), "--project", project);

    public static ApiCall<MetricsView> HostMetrics(string host) => Get<MetricsView>(HostMetricsPath(host), "metrics", "show", "--host", host);

    public static ApiCall<PageView<MetricView>> Metrics(string scope) => Get<PageView<MetricView>>($"{Root}/metrics?scope={Esc(scope)}", "metrics", "list", "--scope", scope) with { IsShown = false };

    /// <summary>Path of what an instance measures; also of its stream.</summary>
    public static string InstanceMetricsPath(string project, Guid instance) => $"{Root}/projects/{Esc(project)}/instances/{Esc(instance)}/metrics";

    /// <summary>Path of what a host measures; also of its stream.</summary>
    public static string HostMetricsPath(string host) => $"{Root}/hosts/{Esc(host)}/metrics";
}
