using System.Globalization;
using System.Runtime.CompilerServices;
using Cloud.Api.Http.Json;
using Cloud.Api.Http.Problems;
using Cloud.Api.Iaas.Events;
using Cloud.Contracts;
using Cloud.ControlPlane.Problems;
using Cloud.ControlPlane.Telemetry;

namespace Cloud.Api.Telemetry;

/// <summary>Streams of live values as server-sent events.</summary>
internal sealed class LiveMetrics(EventStream stream)
{
    public static bool IsWanted(HttpRequest request) => EventsApi.WantsStream(request);

    /// <summary>The tick after which to go on, from the header; null begins now.</summary>
    public static DateTimeOffset? Resume(HttpRequest request)
    {
        var header = request.Headers[EventsApi.LastEventId];
        if (header.Count == 0) return null;
        if (header.Count == 1 && long.TryParse(header[0], NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds) && milliseconds < 200_000_000_000_000)
            return DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
        throw new RefusedException(Problem.Invalid(new FieldError(EventsApi.LastEventId, "is not the id of an event", "the id of an event of this stream")));
    }

    public IResult Of(Outcome<TelemetryStream> outcome) => outcome.TryGet(out var live, out var problem)
        ? stream.Of(Events(live), CloudJson.Default.LiveMetricsView)
        : new ProblemResult(problem);

    private static async IAsyncEnumerable<ServerSentEvent<LiveMetricsView>> Events(
        TelemetryStream live, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var names = live.Series.Names();
        await foreach (var point in live.Points.WithCancellation(cancellation))
        {
            yield return new(point.At.ToUnixTimeMilliseconds(), point.Values.Length == 0 ? "gone" : "metrics", new(point.At, names, TelemetryMapping.Numbers(point.Values)));
            names = null;
        }
    }
}
