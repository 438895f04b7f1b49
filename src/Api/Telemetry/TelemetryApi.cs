using Cloud.Api.Http;
using Cloud.Api.Http.Problems;
using Cloud.Api.Http.Requests;
using Cloud.Api.Iaas.Events;
using Cloud.Contracts;
using Cloud.ControlPlane.Telemetry;
using Cloud.Domain.Identity;
using Mediator;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cloud.Api.Telemetry;

/// <summary>What the modelled machines measure: now, over time, and as a stream.</summary>
internal static class TelemetryApi
{
    private const string Past = "Without `from`, the last 300 steps; without `step`, the finest that is kept for the window: 1 s for 5 minutes, 60 s for 2 hours, 3600 s for "
        + "3 days. Times are those of the world. With `Accept: text/event-stream`, the values after every tick; `Last-Event-ID` gives first what was missed, up to 5 minutes; a last event `gone` without values says that there is nothing more to follow.";

    public static void MapTelemetry(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("").WithTags("Telemetry");
        api.MapGet("/metrics", List)
            .ForUseCase<ListMetrics>("metric_list", "List metrics", "Every metric with its unit, its meaning and where the number comes from.")
            .Takes(TelemetryParameters.Scope);
        api.MapGet("/projects/{project}/metrics", ListInstances)
            .ForUseCase<ListInstanceMetrics>("instance_metrics_list", "Read what instances measure", "The values now of every instance of the project.")
            .Takes(TelemetryParameters.Names, QueryParameters.Limit, QueryParameters.Cursor);
        api.MapGet("/projects/{project}/instances/{instance}/metrics", GetInstance)
            .ForUseCase<GetInstanceMetrics>("instance_metrics_get", "Read or follow what an instance measures", Past).Measures();
        api.MapGet("/hosts:metrics", ListHosts)
            .ForUseCase<ListHostMetrics>("host_metrics_list", "Read what hosts measure", "The values now of the hosts. Operators only.")
            .Takes(TelemetryParameters.Names, QueryParameters.Zone, QueryParameters.Limit, QueryParameters.Cursor);
        api.MapGet("/hosts/{host}/metrics", (HttpContext http, ISender sender, LiveMetrics live, CancellationToken cancellation) =>
                GetRegion(http, sender, live, TelemetrySubject.Of(new HostId(http.Text("host"))), cancellation))
            .ForUseCase<GetRegionMetrics>("host_metrics_get", "Read or follow what a host measures", Past + " Operators only.").Measures();
        api.MapGet("/zones/{zone}/racks/{rack}/metrics", (HttpContext http, ISender sender, LiveMetrics live, CancellationToken cancellation) =>
                GetRegion(http, sender, live, TelemetrySubject.Of(new ZoneId(http.Text("zone")), http.Text("rack")), cancellation))
            .ForUseCase<GetRegionMetrics>("rack_metrics_get", "Read or follow what a rack measures", Past + " Operators only.").Measures();
        api.MapGet("/zones/{zone}/metrics", (HttpContext http, ISender sender, LiveMetrics live, CancellationToken cancellation) =>
                GetRegion(http, sender, live, TelemetrySubject.Of(new ZoneId(http.Text("zone"))), cancellation))
            .ForUseCase<GetRegionMetrics>("zone_metrics_get", "Read or follow what a zone measures", Past + " Operators only.").Measures();
    }

    private static void Measures(this RouteHandlerBuilder endpoint) => endpoint
        .Takes(TelemetryParameters.Names, TelemetryParameters.From, TelemetryParameters.To, TelemetryParameters.Step)
        .Produces<MetricsView>(StatusCodes.Status200OK, "application/json", EventsApi.StreamType)
        .MayRefuse(ControlPlane.Problems.ProblemKind.NotFound)
        .DisableRequestTimeout();

    private static async Task<Results<Ok<PageView<MetricView>>, ProblemResult>> List(HttpContext http, ISender sender, CancellationToken cancellation)
    {
        var query = new QueryReader(http.Request);
        var request = new ListMetrics(query.Choice<MetricScope>(TelemetryParameters.Scope, TelemetryParameters.TryParseScope));
        query.Check();
        return (await sender.Send(request, cancellation)).Ok(metrics => metrics.ToPage(TelemetryMapping.ToView));
    }

    private static async Task<Results<Ok<PageView<InstanceMetricsView>>, ProblemResult>> ListInstances(HttpContext http, ISender sender, CancellationToken cancellation)
    {
        var query = new QueryReader(http.Request);
        var request = new ListInstanceMetrics(
            http.Project(), query.MetricNames(), query.Cursor<Guid>(Guid.TryParse) is { } after ? new InstanceId(after) : null, query.Limit());
        query.Check();
        return (await sender.Send(request, cancellation)).Ok(page => page.ToView(TelemetryMapping.ToView));
    }

    private static async Task<Results<Ok<PageView<HostMetricsView>>, ProblemResult>> ListHosts(HttpContext http, ISender sender, CancellationToken cancellation)
    {
        var query = new QueryReader(http.Request);
        var after = query.Cursor<HostName>(HostName.TryParse);
        var request = new ListHostMetrics(query.Text(QueryParameters.Zone) is { } zone ? new ZoneId(zone) : null, query.MetricNames(), after?.Text, query.Limit());
        query.Check();
        return (await sender.Send(request, cancellation)).Ok(page => page.ToView(TelemetryMapping.ToView));
    }

    private static async Task<IResult> GetInstance(HttpContext http, ISender sender, LiveMetrics live, CancellationToken cancellation)
    {
        var (project, instance, query) = (http.Project(), http.Instance(), http.MetricQuery());
        return LiveMetrics.IsWanted(http.Request)
            ? live.Of(await sender.Send(new FollowInstanceMetrics(project, instance, query.Names, LiveMetrics.Resume(http.Request)), cancellation))
            : (IResult)(await sender.Send(new GetInstanceMetrics(project, instance, query), cancellation)).Ok(TelemetryMapping.ToView);
    }

    private static async Task<IResult> GetRegion(
        HttpContext http, ISender sender, LiveMetrics live, TelemetrySubject subject, CancellationToken cancellation)
    {
        var query = http.MetricQuery();
        return LiveMetrics.IsWanted(http.Request)
            ? live.Of(await sender.Send(new FollowRegionMetrics(subject, query.Names, LiveMetrics.Resume(http.Request)), cancellation))
            : (IResult)(await sender.Send(new GetRegionMetrics(subject, query), cancellation)).Ok(TelemetryMapping.ToView);
    }

    /// <summary>A host's name inside a cursor.</summary>
    private readonly record struct HostName(string Text)
    {
        public static bool TryParse(string text, out HostName name)
        {
            name = new HostName(text);
            return text.Length > 0 && !text.Any(char.IsControl);
        }
    }
}
