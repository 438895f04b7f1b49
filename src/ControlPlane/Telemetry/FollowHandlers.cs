using System.Runtime.CompilerServices;
using Cloud.ControlPlane.Pipeline;
using Cloud.ControlPlane.Problems;
using Cloud.ControlPlane.Tenancy;
using Cloud.ControlPlane.Writer;
using Cloud.Domain.Tenancy;
using Mediator;

namespace Cloud.ControlPlane.Telemetry;

/// <summary>A stream that ends by itself when the caller loses access or the instance is deleted.</summary>
public sealed class FollowInstanceMetricsHandler(ClusterView view, TelemetryStore telemetry, AccessDirectory directory, CallContext context)
    : IRequestHandler<FollowInstanceMetrics, Outcome<TelemetryStream>>
{
    public ValueTask<Outcome<TelemetryStream>> Handle(FollowInstanceMetrics request, CancellationToken cancellationToken)
    {
        if (view.Find(request.Project, request.Instance) is null)
            return ValueTask.FromResult<Outcome<TelemetryStream>>(Problem.NotFound("instance", request.Instance));
        var caller = context.RequiredCaller;
        return ValueTask.FromResult(LiveTelemetry.Open(
            telemetry, TelemetrySubject.Of(request.Instance), request.Names, request.After,
            () => view.Find(request.Project, request.Instance) is not null
                && directory.Current.Decide(caller, Permission.InstanceRead, request.Project) is AccessVerdict.Allowed));
    }
}

/// <summary>A stream of a host, a rack or a zone.</summary>
public sealed class FollowRegionMetricsHandler(TelemetryStore telemetry, CallContext context)
    : IRequestHandler<FollowRegionMetrics, Outcome<TelemetryStream>>
{
    public ValueTask<Outcome<TelemetryStream>> Handle(FollowRegionMetrics request, CancellationToken cancellationToken)
    {
        var caller = context.RequiredCaller;
        return ValueTask.FromResult(telemetry.Exists(request.Subject)
            ? LiveTelemetry.Open(
                telemetry, request.Subject, request.Names, request.After, () => AccessSnapshot.Decide(caller, Permission.RegionRead) is AccessVerdict.Allowed)
            : TelemetryAnswers.NotFound(request.Subject));
    }
}

/// <summary>Opens streams of live values.</summary>
internal static class LiveTelemetry
{
    private static readonly Problem TooMany = new(ProblemKind.Unavailable, "Too many follow live values; ask again, or read them.") { RetryAfterSeconds = 5 };

    public static Outcome<TelemetryStream> Open(
        TelemetryStore telemetry, TelemetrySubject subject, IReadOnlyList<string> names, DateTimeOffset? after, Func<bool> mayStill)
    {
        if (!telemetry.HasRoomToFollow) return TooMany;
        var series = telemetry.Series(subject, names);
        return new TelemetryStream(series, FollowAsync(telemetry, subject, series, after, mayStill));
    }

    private static async IAsyncEnumerable<LivePoint> FollowAsync(
        TelemetryStore telemetry, TelemetrySubject subject, IReadOnlyList<SeriesKey> series, DateTimeOffset? after, Func<bool> mayStill,
        [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        await foreach (var point in telemetry.FollowAsync(subject, series, after, cancellation))
        {
            if (!mayStill())
            {
                yield return point with { Values = [] };
                yield break;
            }

            yield return point;
        }
    }
}
