using Cloud.ControlPlane.Pipeline;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Cloud.Api.Hosting;

/// <summary>
/// Sends spans and metrics of the control plane and of the web server to a collector, when the standard variables name one
/// (<c>OTEL_EXPORTER_OTLP_ENDPOINT</c> or its forms for traces and metrics). Without them nothing is set up and nothing listens.
/// </summary>
internal static class OpenTelemetrySetup
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private static readonly string[] Meters = [ControlPlaneTelemetry.SourceName, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime"];

    public static void AddCloudOpenTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        var traces = IsWanted(configuration, "TRACES");
        var metrics = IsWanted(configuration, "METRICS");
        if (!traces && !metrics) return;
        var builder = services.AddOpenTelemetry().ConfigureResource(resource => resource.AddService("cloud", serviceVersion: typeof(OpenTelemetrySetup).Assembly.GetName().Version!.ToString(3)));
        if (traces) builder.WithTracing(tracing => tracing.AddCloudSources().AddOtlpExporter());
        if (metrics) builder.WithMetrics(metering => metering.AddCloudMeters().AddOtlpExporter());
    }

    /// <summary>Spans of the control plane and of the web server.</summary>
    public static TracerProviderBuilder AddCloudSources(this TracerProviderBuilder tracing) => tracing.AddSource(ControlPlaneTelemetry.SourceName, "Microsoft.AspNetCore");

    /// <summary>Metrics of the control plane, of the web server and of the runtime.</summary>
    public static MeterProviderBuilder AddCloudMeters(this MeterProviderBuilder metering) => metering.AddMeter(Meters);

    private static bool IsWanted(IConfiguration configuration, string signal)
    {
        if (string.Equals(configuration["OTEL_SDK_DISABLED"], "true", StringComparison.OrdinalIgnoreCase)) return false;
        if (string.Equals(configuration[$"OTEL_{signal}_EXPORTER"], "none", StringComparison.OrdinalIgnoreCase)) return false;
        return configuration[Endpoint] is { Length: > 0 } || configuration[$"OTEL_EXPORTER_OTLP_{signal}_ENDPOINT"] is { Length: > 0 };
    }
}
