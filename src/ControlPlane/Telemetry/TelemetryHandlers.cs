using Cloud.ControlPlane.Iaas.Instances;
using Cloud.ControlPlane.Problems;
using Cloud.ControlPlane.Writer;
using Mediator;

namespace Cloud.ControlPlane.Telemetry;

public sealed class ListMetricsHandler : IRequestHandler<ListMetrics, Outcome<IReadOnlyList<Metric>>>
{
    public ValueTask<Outcome<IReadOnlyList<Metric>>> Handle(ListMetrics request, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Outcomes.Of(request.Scope is { } scope ? MetricCatalogue.Of(scope) : MetricCatalogue.All));
}

public sealed class GetInstanceMetricsHandler(ClusterView view, TelemetryStore telemetry) : IRequestHandler<GetInstanceMetrics, Outcome<TelemetryReading>>
{
    public ValueTask<Outcome<TelemetryReading>> Handle(GetInstanceMetrics request, CancellationToken cancellationToken) =>
        ValueTask.FromResult(view.Find(request.Project, request.Instance) is null
            ? Problem.NotFound("instance", request.Instance)
            : telemetry.Answer(TelemetrySubject.Of(request.Instance), request.Query));
}

public sealed class GetRegionMetricsHandler(TelemetryStore telemetry) : IRequestHandler<GetRegionMetrics, Outcome<TelemetryReading>>
{
    public ValueTask<Outcome<TelemetryReading>> Handle(GetRegionMetrics request, CancellationToken cancellationToken) =>
        ValueTask.FromResult(telemetry.Exists(request.Subject) ? telemetry.Answer(request.Subject, request.Query) : TelemetryAnswers.NotFound(request.Subject));
}

public sealed class ListInstanceMetricsHandler(ClusterView view, TelemetryStore telemetry)
    : IRequestHandler<ListInstanceMetrics, Outcome<Page<MeasuredInstance>>>
{
    public ValueTask<Outcome<Page<MeasuredInstance>>> Handle(ListInstanceMetrics request, CancellationToken cancellationToken)
    {
        var query = new TelemetryQuery(request.Names, null, null, null) { IsCurrentOnly = true };
        var page = view.List(new ListInstances(request.Project, State: null, Kind: null, Name: null, [], request.After, request.Limit));
        return ValueTask.FromResult<Outcome<Page<MeasuredInstance>>>(new Page<MeasuredInstance>(
            [.. page.Items.Select(instance => new MeasuredInstance(instance, telemetry.Read(TelemetrySubject.Of(instance.Id), query)))], page.Next));
    }
}

public sealed class ListHostMetricsHandler(TelemetryStore telemetry) : IRequestHandler<ListHostMetrics, Outcome<Page<MeasuredHost>>>
{
    public ValueTask<Outcome<Page<MeasuredHost>>> Handle(ListHostMetrics request, CancellationToken cancellationToken)
    {
        if (request.Zone is { } zone && !telemetry.Exists(TelemetrySubject.Of(zone)))
            return ValueTask.FromResult<Outcome<Page<MeasuredHost>>>(Problem.Invalid(new FieldError("zone", $"there is no zone '{zone}'", "a name from GET /api/v1/zones")));
        var query = new TelemetryQuery(request.Names, null, null, null) { IsCurrentOnly = true };
        var matching = telemetry.Hosts.Where(host => request.Zone is null || host.Zone == request.Zone);
        if (request.After is { } after)
            matching = matching.SkipWhile(host => !string.Equals(host.Id.Value, after, StringComparison.Ordinal)).Skip(1);
        var found = matching.Take(request.Limit + 1).ToList();
        var items = found.Take(request.Limit).Select(host => new MeasuredHost(host, telemetry.Read(TelemetrySubject.Of(host.Id), query))).ToList();
        return ValueTask.FromResult<Outcome<Page<MeasuredHost>>>(new Page<MeasuredHost>(items, found.Count > request.Limit ? items[^1].Host.Id.Value : null));
    }
}

/// <summary>What handlers share.</summary>
internal static class TelemetryAnswers
{
    public static Problem NotFound(TelemetrySubject subject) => subject.Scope is MetricScope.Rack
        ? Problem.NotFound("rack", $"{subject.Name}/{subject.Rack}")
        : Problem.NotFound(subject.Scope.Name(), subject.Name);

    /// <summary>The reading, or why it would be too long.</summary>
    public static Outcome<TelemetryReading> Answer(this TelemetryStore telemetry, TelemetrySubject subject, TelemetryQuery query)
    {
        var now = telemetry.Now ?? DateTimeOffset.UnixEpoch;
        var points = query.Window((now - DateTimeOffset.UnixEpoch).TotalSeconds).Points;
        return points > TelemetryLimits.MaxPoints
            ? Problem.Invalid(new FieldError("step", $"gives {points} points", $"at most {TelemetryLimits.MaxPoints}: a longer step or a shorter window"))
            : telemetry.Read(subject, query);
    }
}
