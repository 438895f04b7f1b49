using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Cloud.Api.Access;
using Cloud.Api.Hosting.Settings;
using Cloud.Api.Http.Problems;
using Cloud.ControlPlane.Problems;
using Cloud.ControlPlane.Telemetry;
using Cloud.ControlPlane.Writer;

namespace Cloud.Api.Telemetry;

/// <summary>The door for Prometheus: <c>GET /metrics</c> with an operator's token or the scrape token of the settings.</summary>
internal static class PrometheusApi
{
    public const string Path = "/metrics";
    private const string OpenMetricsType = "application/openmetrics-text";

    public static void MapPrometheus(this IEndpointRouteBuilder routes) => routes.MapGet(Path, Scrape).ExcludeFromDescription();

    private static async Task Scrape(HttpContext http, TelemetryStore store, ClusterView view, CloudOptions options, CallerSource callers)
    {
        if (Refuse(http.Request.Headers.Authorization.ToString(), options, callers) is { } problem)
        {
            await ProblemWriter.WriteAsync(http, problem);
            return;
        }

        var openMetrics = http.Request.Headers.Accept.Any(accept => accept?.Contains(OpenMetricsType, StringComparison.OrdinalIgnoreCase) == true);
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        new PrometheusWriter(store, view, options.Telemetry.PrometheusSeries).Write(text, openMetrics);
        http.Response.ContentType = openMetrics ? $"{OpenMetricsType}; version=1.0.0; charset=utf-8" : "text/plain; version=0.0.4; charset=utf-8";
        http.Response.Headers.CacheControl = "no-store";
        await http.Response.WriteAsync(text.ToString(), http.RequestAborted);
    }

    private static Problem? Refuse(string authorization, CloudOptions options, CallerSource callers)
    {
        if (options.Telemetry.ScrapeToken is { } token && authorization.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)
            && CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(authorization[7..].Trim())), SHA256.HashData(Encoding.UTF8.GetBytes(token))))
            return null;
        return callers.FromHeader(authorization) switch
        {
            null => FrameworkProblems.Unauthenticated(),
            { IsOperator: true, OnlyProject: null } => null,
            _ => new Problem(ProblemKind.Forbidden, "Only operators may scrape, or who has the scrape token of the settings (Cloud:Telemetry:ScrapeToken)."),
        };
    }
}
