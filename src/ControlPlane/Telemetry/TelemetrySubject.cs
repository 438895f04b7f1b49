using Cloud.Domain.Identity;

namespace Cloud.ControlPlane.Telemetry;

/// <summary>What is asked about: an instance, a host, a rack of a zone, or a zone.</summary>
/// <param name="Scope">Which of them; never <see cref="MetricScope.NumaNode"/>, which belongs to its host.</param>
/// <param name="Instance">The instance.</param>
/// <param name="Name">The host or the zone.</param>
/// <param name="Rack">The rack, unique in its zone.</param>
public readonly record struct TelemetrySubject(MetricScope Scope, InstanceId Instance, string Name, string Rack)
{
    public static TelemetrySubject Of(InstanceId instance) => new(MetricScope.Instance, instance, "", "");

    public static TelemetrySubject Of(HostId host) => new(MetricScope.Host, default, host.Value, "");

    public static TelemetrySubject Of(ZoneId zone, string rack) => new(MetricScope.Rack, default, zone.Value, rack);

    public static TelemetrySubject Of(ZoneId zone) => new(MetricScope.Zone, default, zone.Value, "");
}

/// <summary>One series of a subject.</summary>
/// <param name="Metric">What.</param>
/// <param name="Index">Place among the subject's values.</param>
/// <param name="NumaNode">Which NUMA node of the host, or null.</param>
public sealed record SeriesKey(Metric Metric, int Index, int? NumaNode);

/// <summary>One series: now, in total, and its past.</summary>
/// <param name="Key">Which.</param>
/// <param name="Current">The value now; NaN when it is not measured.</param>
/// <param name="Total">The counter, or null for a gauge.</param>
/// <param name="Points">The past, oldest first.</param>
public sealed record SeriesReading(SeriesKey Key, float Current, double? Total, SeriesPoints Points);

/// <summary>What the store knows of a subject.</summary>
/// <param name="At">World time of the last tick; null before the first.</param>
/// <param name="IsMeasured">Whether the last tick covers it.</param>
/// <param name="From">Where the points begin.</param>
/// <param name="StepSeconds">Seconds between them.</param>
/// <param name="Series">The series that were asked for.</param>
public sealed record TelemetryReading(DateTimeOffset? At, bool IsMeasured, DateTimeOffset From, int StepSeconds, IReadOnlyList<SeriesReading> Series);

/// <summary>The values of one subject at the end of one tick.</summary>
/// <param name="At">World time.</param>
/// <param name="Values">In the order of the series that the follower asked for; NaN where nothing is measured. No values at all: the subject is
/// gone, or may no longer be read; it is the last point.</param>
public sealed record LivePoint(DateTimeOffset At, float[] Values);
