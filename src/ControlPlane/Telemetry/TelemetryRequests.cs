using Cloud.ControlPlane.Iaas.Instances;
using Cloud.ControlPlane.Pipeline;
using Cloud.ControlPlane.Problems;
using Cloud.Domain.Identity;
using Cloud.Domain.Tenancy;
using Mediator;

namespace Cloud.ControlPlane.Telemetry;

/// <summary>The catalogue; a null scope stands for all.</summary>
[Requires(Permission.CatalogueRead)]
public sealed record ListMetrics(MetricScope? Scope) : IRequest<Outcome<IReadOnlyList<Metric>>>;

/// <summary>Values and past of one instance.</summary>
[Requires(Permission.InstanceRead)]
public sealed record GetInstanceMetrics(ProjectId Project, InstanceId Instance, TelemetryQuery Query)
    : IRequest<Outcome<TelemetryReading>>, IProjectRequest, IValidatable
{
    public IEnumerable<FieldError> Validate() => Query.Validate(MetricScope.Instance);
}

/// <summary>Values and past of a host, a rack or a zone.</summary>
[Requires(Permission.RegionRead)]
public sealed record GetRegionMetrics(TelemetrySubject Subject, TelemetryQuery Query) : IRequest<Outcome<TelemetryReading>>, IValidatable
{
    public IEnumerable<FieldError> Validate() => Query.Validate(Subject.Scope);
}

/// <summary>Values after every tick.</summary>
/// <param name="Series">What the values are, in order.</param>
/// <param name="Points">One per tick; ends when the follower is too slow.</param>
public sealed record TelemetryStream(IReadOnlyList<SeriesKey> Series, IAsyncEnumerable<LivePoint> Points);

[Requires(Permission.InstanceRead)]
public sealed record FollowInstanceMetrics(ProjectId Project, InstanceId Instance, IReadOnlyList<string> Names, DateTimeOffset? After)
    : IRequest<Outcome<TelemetryStream>>, IProjectRequest, IValidatable
{
    public IEnumerable<FieldError> Validate() => new TelemetryQuery(Names, null, null, null).Validate(MetricScope.Instance);
}

[Requires(Permission.RegionRead)]
public sealed record FollowRegionMetrics(TelemetrySubject Subject, IReadOnlyList<string> Names, DateTimeOffset? After)
    : IRequest<Outcome<TelemetryStream>>, IValidatable
{
    public IEnumerable<FieldError> Validate() => new TelemetryQuery(Names, null, null, null).Validate(Subject.Scope);
}

/// <summary>An instance and what it measures now.</summary>
public sealed record MeasuredInstance(InstanceRecord Instance, TelemetryReading Reading);

/// <summary>A host and what it measures now.</summary>
public sealed record MeasuredHost(Domain.Placement.HostDescription Host, TelemetryReading Reading);

/// <summary>What the instances of a project measure now.</summary>
[Requires(Permission.InstanceRead)]
public sealed record ListInstanceMetrics(ProjectId Project, IReadOnlyList<string> Names, InstanceId? After, int Limit)
    : IRequest<Outcome<Page<MeasuredInstance>>>, IProjectRequest, IValidatable
{
    public IEnumerable<FieldError> Validate() => Paging.Check(Limit).Concat(new TelemetryQuery(Names, null, null, null).Validate(MetricScope.Instance));
}

/// <summary>What the hosts measure now, in the order of the region.</summary>
[Requires(Permission.RegionRead)]
public sealed record ListHostMetrics(ZoneId? Zone, IReadOnlyList<string> Names, string? After, int Limit)
    : IRequest<Outcome<Page<MeasuredHost>>>, IValidatable
{
    public IEnumerable<FieldError> Validate() => Paging.Check(Limit).Concat(new TelemetryQuery(Names, null, null, null).Validate(MetricScope.Host));
}
