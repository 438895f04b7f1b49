using System.Diagnostics;
using Cloud.Api.Hosting;
using Cloud.Api.Tests.Fixture;
using Cloud.ControlPlane.Pipeline;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Cloud.Api.Tests.Telemetry;

/// <summary>The control plane as a collector sees it.</summary>
public sealed class TracingTests(SharedCloud cloud)
{
    [Fact]
    public async Task Creation_IsASpanOfTheUseCaseAndABatchThatLinksToIt()
    {
        var spans = new List<Activity>();
        var measured = new List<Metric>();
        using (var tracing = Sdk.CreateTracerProviderBuilder().AddCloudSources().AddInMemoryExporter(spans).Build())
        using (var metering = Sdk.CreateMeterProviderBuilder().AddCloudMeters().AddInMemoryExporter(measured).Build())
        {
            var project = await cloud.NewProjectAsync();
            await cloud.Operator.CreateRunningAsync(project.Name, "traced");
            (await cloud.Outsider.GetAsync($"projects/{project.Name}/instances")).Problem("not-found");
            tracing.ForceFlush();
            metering.ForceFlush();
        }

        var all = spans.ToList();
        // Other tests create instances at the same time: their spans are here too, and each must be whole.
        var creations = all.Where(span => span.DisplayName is "CreateInstance").Select(span => span.SpanId).ToHashSet();
        var batch = Assert.Single(all.Where(span => span.DisplayName is "writer.batch" && span.Links.Any(link => creations.Contains(link.Context.SpanId))).Take(1));
        Assert.Contains(all, span => span.DisplayName is "store.commit" && span.ParentSpanId == batch.SpanId);
        Assert.Contains(all, span => span.DisplayName is "host.command" && span.ParentSpanId == batch.SpanId && span.GetTagItem("cloud.host") is string);
        Assert.Contains(all, span => span.DisplayName is "ListInstances" && span.GetTagItem("cloud.problem") is "not-found");
        Assert.Contains(all, span => span.Source.Name is "Microsoft.AspNetCore" && creations.Count > 0 && all.Any(child => child.DisplayName is "CreateInstance" && child.TraceId == span.TraceId));
        var names = measured.Select(metric => metric.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var name in new[] { "cloud.use_case.duration", "cloud.writer.batch.duration", "cloud.writer.batch.items", "cloud.store.commit.duration", "cloud.events", "cloud.host.commands" })
            Assert.Contains(name, names);
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("--OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:9", true)]
    [InlineData("--OTEL_EXPORTER_OTLP_TRACES_ENDPOINT=http://127.0.0.1:9", true)]
    [InlineData("--OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:9 --OTEL_SDK_DISABLED=true", false)]
    [InlineData("--OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:9 --OTEL_TRACES_EXPORTER=none", false)]
    public void Exporter_OnlyWhenAsked(string settings, bool exports)
    {
        var services = new Microsoft.Extensions.DependencyInjection.ServiceCollection();
        var configuration = new Microsoft.Extensions.Configuration.ConfigurationBuilder();
        Microsoft.Extensions.Configuration.CommandLineConfigurationExtensions.AddCommandLine(configuration, settings.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        services.AddCloudOpenTelemetry(configuration.Build());

        Assert.Equal(exports, services.Any(service => service.ServiceType == typeof(TracerProvider)));
        Assert.Equal("Cloud.ControlPlane", ControlPlaneTelemetry.SourceName);
    }
}
