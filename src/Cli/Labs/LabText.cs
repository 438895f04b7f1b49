using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Cloud.Domain.Hardware.Labs;

namespace Cloud.Cli.Labs;

/// <summary>The points of a plot for programs.</summary>
internal static class LabText
{
    /// <summary>One row per point: series, x, y. Headers carry the units.</summary>
    public static string Csv(LabResult plot)
    {
        var text = new StringBuilder();
        text.Append("series,").Append(Cell(Head(plot.X))).Append(',').Append(Cell(Head(plot.Y))).Append('\n');
        foreach (var series in plot.Series)
        {
            foreach (var point in series.Points)
                text.Append(Cell(series.Name)).Append(',').Append(Cell(X(plot.X, point.X))).Append(',').Append(Number(point.Y)).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>The document that POST /labs/{lab}:run answers, without the lab's sources.</summary>
    public static JsonObject Json(Lab lab, IReadOnlyDictionary<string, double> knobs, LabResult plot) => new()
    {
        ["lab"] = lab.Id,
        ["concept"] = lab.Concept,
        ["formula"] = lab.Formula,
        ["knobs"] = new JsonObject(lab.Knobs.Select(knob => KeyValuePair.Create<string, JsonNode?>(knob.Name, JsonValue.Create(knobs.TryGetValue(knob.Name, out var value) ? value : knob.Default)))),
        ["x"] = Axis(plot.X),
        ["y"] = Axis(plot.Y),
        ["series"] = new JsonArray([.. plot.Series.Select(series => new JsonObject
        {
            ["name"] = series.Name,
            ["points"] = new JsonArray([.. series.Points.Select(point => new JsonObject { ["x"] = point.X, ["y"] = point.Y })]),
        })]),
        ["expectations"] = new JsonArray([.. lab.Expectations.Select(expectation => new JsonObject { ["text"] = expectation.Text, ["holds"] = expectation.Holds(plot) })]),
    };

    private static JsonObject Axis(LabAxis axis) => new()
    {
        ["label"] = axis.Label,
        ["unit"] = axis.Unit,
        ["logarithmic"] = axis.Logarithmic,
        ["categories"] = new JsonArray([.. axis.Categories.Select(name => JsonValue.Create(name))]),
    };

    private static string Head(LabAxis axis) => axis.Unit.Length > 0 ? $"{axis.Label} [{axis.Unit}]" : axis.Label;

    private static string X(LabAxis axis, double x) => axis.Categories.Count > 0 ? axis.Categories[(int)x] : Number(x);

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static string Cell(string text) => text.AsSpan().IndexOfAny(",\"\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
