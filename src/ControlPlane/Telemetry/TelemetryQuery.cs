using Cloud.ControlPlane.Problems;

namespace Cloud.ControlPlane.Telemetry;

/// <summary>Which metrics, and which part of the past.</summary>
/// <param name="Names">Names of metrics; empty means all.</param>
/// <param name="From">Where it begins, world time; null means 300 steps (or 5 minutes) before <see cref="To"/>.</param>
/// <param name="To">Where it ends; null means now.</param>
/// <param name="StepSeconds">Seconds between points; null means the finest that is kept for that window.</param>
public sealed record TelemetryQuery(IReadOnlyList<string> Names, DateTimeOffset? From, DateTimeOffset? To, int? StepSeconds)
{
    /// <summary>Everything, the last five minutes.</summary>
    public static TelemetryQuery Default { get; } = new([], null, null, null);

    /// <summary>Only the values now.</summary>
    public bool IsCurrentOnly { get; init; }

    /// <summary>What is wrong with it.</summary>
    public IEnumerable<FieldError> Validate(MetricScope scope)
    {
        foreach (var name in Names.Where(name => MetricCatalogue.Find(scope, name) is null && (scope is not MetricScope.Host || MetricCatalogue.Find(MetricScope.NumaNode, name) is null)))
            yield return new FieldError("names", $"there is no metric '{name}' of a {scope.Name()}", "names from GET /api/v1/metrics");
        if (StepSeconds is { } step && !(step is >= 1 and < 60 || (step is >= 60 and < 3600 && step % 60 == 0) || (step is >= 3600 and <= 86400 && step % 3600 == 0)))
            yield return new FieldError("step", $"is {step}", "1 to 59 s, whole minutes below an hour, or whole hours up to 24 (86400 s)");
        if (From is { } from && To is { } to && from >= to)
            yield return new FieldError("from", "is not before 'to'", "an earlier time");
    }

    /// <summary>First point, step and number of points, for a world that is at <paramref name="now"/> (seconds since the epoch).</summary>
    internal (long From, int Step, int Points) Window(double now)
    {
        var to = To is { } end ? (end - DateTimeOffset.UnixEpoch).TotalSeconds : now;
        var from = From is { } begin ? (begin - DateTimeOffset.UnixEpoch).TotalSeconds : to - (300.0 * (StepSeconds ?? 1));
        var step = StepSeconds ?? SeriesHistory.WidthFor(Math.Max(to, now) - from);
        while (StepSeconds is null && (to - from) / step > TelemetryLimits.MaxPoints && step < 86400) step = step < 3600 ? 3600 : step * 2;
        var first = (long)Math.Floor(from / step) * step;
        return (first, step, (int)Math.Clamp(Math.Ceiling((to - first) / step), 0, int.MaxValue));
    }
}
