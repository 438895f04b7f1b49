using Cloud.Contracts;
using Cloud.ControlPlane.Telemetry;
using Cloud.Domain.Iaas;

namespace Cloud.Api.Telemetry;

/// <summary>From what was measured to its views.</summary>
internal static class TelemetryMapping
{
    public static MetricView ToView(this Metric metric) => new()
    {
        Scope = metric.Scope.Name(),
        Name = metric.Name,
        Unit = metric.Unit,
        Kind = metric.Kind is MetricKind.Counter ? "counter" : "gauge",
        Prometheus = $"cloud_{metric.Scope.Name()}_{metric.Exposition}{(metric.State is { } state ? $"{{state=\"{state}\"}}" : "")}",
        Meaning = metric.Meaning,
        Mechanism = metric.Mechanism,
        Lab = metric.Lab,
        From = metric.From,
    };

    public static MetricsView ToView(this TelemetryReading reading) => new()
    {
        At = reading.At,
        IsMeasured = reading.IsMeasured,
        From = reading.From,
        StepSeconds = reading.StepSeconds,
        Series =
        [
            .. reading.Series.Select(series => new SeriesView
            {
                Name = series.Key.Metric.Name,
                Unit = series.Key.Metric.Unit,
                NumaNode = series.Key.NumaNode,
                Current = Number(series.Current),
                Total = series.Total,
                Mean = Numbers(series.Points.Mean),
                Min = Numbers(series.Points.Low),
                Max = Numbers(series.Points.High),
            }),
        ],
    };

    public static InstanceMetricsView ToView(this MeasuredInstance measured) => new(
        measured.Instance.Id.Value, measured.Instance.Name, measured.Instance.State.Name(), measured.Instance.Placement.Host.Value, measured.Reading.ToView());

    public static HostMetricsView ToView(this MeasuredHost measured) => new(
        measured.Host.Id.Value, measured.Host.Zone.Value, measured.Host.Rack, measured.Reading.ToView());

    public static IReadOnlyList<string> Names(this IReadOnlyList<SeriesKey> series) =>
        [.. series.Select(key => key.NumaNode is { } node ? $"{key.Metric.Name}/{node}" : key.Metric.Name)];

    public static double?[] Numbers(float[] values) => Array.ConvertAll(values, Number);

    /// <summary>What cannot be written as JSON was not measured. Shortest decimal of the float: 0.1, not 0.10000000149.</summary>
    private static double? Number(float value) => float.IsFinite(value) ? (double)(decimal)Math.Clamp(value, -1e27f, 1e27f) : null;
}
