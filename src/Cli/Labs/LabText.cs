using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Cloud.Domain.Hardware.Labs;

namespace Cloud.Cli.Labs;

/// <summary>What a lab shows, for programs.</summary>
internal static class LabText
{
    /// <summary>One row per point of every plot, with the axes and their units beside it: tidy, for a spreadsheet or a data frame.</summary>
    public static string Csv(LabResult result)
    {
        var text = new StringBuilder("plot,series,x axis,x,y axis,y\n");
        foreach (var plot in result.Plots)
        {
            foreach (var series in plot.Series)
            {
                foreach (var point in series.Points)
                    text.AppendJoin(',', Cell(plot.Title), Cell(series.Name), Cell(Head(plot.X)), Cell(X(plot.X, point.X)), Cell(Head(plot.Y)), Number(point.Y)).Append('\n');
            }
        }

        return text.ToString();
    }

    /// <summary>The document that POST /labs/{lab}:run answers, without the lab's sources.</summary>
    public static JsonObject Json(Lab lab, IReadOnlyDictionary<string, double> knobs, LabResult result) => new()
    {
        ["lab"] = lab.Id,
        ["concept"] = lab.Concept,
        ["formula"] = lab.Formula,
        ["knobs"] = new JsonObject(lab.Knobs.Select(knob => KeyValuePair.Create<string, JsonNode?>(knob.Name, JsonValue.Create(knobs.TryGetValue(knob.Name, out var value) ? value : knob.Default)))),
        ["plots"] = new JsonArray([.. result.Plots.Select(Plot)]),
        ["tables"] = new JsonArray([.. result.Tables.Select(table => new JsonObject
        {
            ["title"] = table.Title, ["columns"] = Texts(table.Columns), ["rows"] = new JsonArray([.. table.Rows.Select(Texts)]),
        })]),
        ["expectations"] = new JsonArray([.. lab.Expectations.Select(expectation => new JsonObject { ["text"] = expectation.Text, ["holds"] = expectation.Holds(result) })]),
    };

    private static JsonObject Plot(LabPlot plot) => new()
    {
        ["title"] = plot.Title,
        ["style"] = plot.Style.ToString().ToLowerInvariant(),
        ["x"] = Axis(plot.X),
        ["y"] = Axis(plot.Y),
        ["series"] = new JsonArray([.. plot.Series.Select(series => new JsonObject
        {
            ["name"] = series.Name,
            ["points"] = new JsonArray([.. series.Points.Select(point => new JsonObject { ["x"] = point.X, ["y"] = point.Y })]),
        })]),
    };

    private static JsonArray Texts(IReadOnlyList<string> cells) => new([.. cells.Select(cell => JsonValue.Create(cell))]);

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
