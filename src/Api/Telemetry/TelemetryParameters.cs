using System.Globalization;
using Cloud.Api.Http.Requests;
using Cloud.ControlPlane.Telemetry;

namespace Cloud.Api.Telemetry;

/// <summary>The query parameters of telemetry.</summary>
internal static class TelemetryParameters
{
    public static QueryParameter Scope { get; } = new("scope", "Only metrics of this.")
    {
        Choices = [.. Enum.GetValues<MetricScope>().Select(scope => scope.Name())],
        Example = "instance",
    };

    public static QueryParameter Names { get; } = new("names", "Only these metrics, separated by commas; left out, all.") { Example = "cpu.granted,cpu.steal" };

    public static QueryParameter From { get; } = new("from", "Begin here, world time.") { Format = "date-time", Example = "2026-11-26T09:00:00Z" };

    public static QueryParameter To { get; } = new("to", "End before this, world time; left out, now.") { Format = "date-time", Example = "2026-11-26T09:05:00Z" };

    public static QueryParameter Step { get; } = new("step", "Seconds between points: 1 to 59, whole minutes below an hour, or whole hours.", "integer")
    {
        Minimum = 1,
        Maximum = 86_400,
        Example = "60",
    };

    public static bool TryParseScope(string text, out MetricScope scope)
    {
        foreach (var value in Enum.GetValues<MetricScope>())
        {
            scope = value;
            if (string.Equals(value.Name(), text, StringComparison.Ordinal)) return true;
        }

        scope = default;
        return false;
    }

    /// <summary>The names of metrics; none means all.</summary>
    public static IReadOnlyList<string> MetricNames(this QueryReader query) =>
        query.Text(TelemetryParameters.Names) is { } text ? text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) : [];

    /// <summary>The whole query; refuses what cannot be read.</summary>
    public static TelemetryQuery MetricQuery(this HttpContext http)
    {
        var query = new QueryReader(http.Request);
        var result = new TelemetryQuery(query.MetricNames(), query.Time(From), query.Time(To), query.StepSeconds());
        query.Check();
        return result;
    }

    private static DateTimeOffset? Time(this QueryReader query, QueryParameter parameter)
    {
        if (query.Text(parameter) is not { } text) return null;
        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) && time.Year is >= 1970 and < 9000) return time;
        query.Refuse(parameter.Name, $"is '{text}'", "a time such as 2026-11-26T09:00:00Z");
        return null;
    }

    private static int? StepSeconds(this QueryReader query)
    {
        if (query.Text(Step) is not { } text) return null;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var step)) return step;
        query.Refuse("step", $"is '{text}'", "whole seconds");
        return null;
    }
}
