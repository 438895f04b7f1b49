using System.Globalization;

namespace Cloud.ControlPlane.Telemetry;

/// <summary>The text formats of Prometheus: lines of families and samples.</summary>
/// <param name="to">Where to.</param>
/// <param name="openMetrics">OpenMetrics 1.0, otherwise text format 0.0.4.</param>
internal sealed class Exposition(TextWriter to, bool openMetrics)
{
    /// <summary>Begins a family; its samples follow at once.</summary>
    public void Family(string name, string type, string help, string? unit)
    {
        var family = openMetrics && type is "counter" && name.EndsWith("_total", StringComparison.Ordinal) ? name[..^6] : name;
        to.Write($"# HELP {family} {(openMetrics ? Escape(help) : EscapeHelp(help))}\n");
        to.Write($"# TYPE {family} {type}\n");
        if (openMetrics && unit is not null) to.Write($"# UNIT {family} {unit}\n");
    }

    /// <summary>One sample; <paramref name="labels"/> is written and escaped already, without braces.</summary>
    public void Sample(string name, string labels, double value)
    {
        to.Write(name);
        if (labels.Length > 0) to.Write($"{{{labels}}}");
        to.Write(' ');
        to.Write(Number(value));
        to.Write('\n');
    }

    /// <summary>Ends the text.</summary>
    public void End()
    {
        if (openMetrics) to.Write("# EOF\n");
    }

    /// <summary>The value of a label: backslash, quote and line feed are escaped.</summary>
    public static string Escape(string value) => value.AsSpan().ContainsAny('\\', '"', '\n')
        ? value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)
        : value;

    private static string EscapeHelp(string value) => value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    private static string Number(double value) =>
        double.IsNaN(value) ? "NaN" : double.IsPositiveInfinity(value) ? "+Inf" : double.IsNegativeInfinity(value) ? "-Inf" : value.ToString("R", CultureInfo.InvariantCulture);
}
