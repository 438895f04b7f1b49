using System.Text;
using Cloud.Domain.Hardware.Labs;

namespace Cloud.Cli.Plots;

/// <summary>A plot as text: lines in braille, each named by a letter; bars for named things. Needs no colours.</summary>
internal static class TerminalPlot
{
    private const int Columns = 72;
    private const int Rows = 16;
    private const int BarColumns = 40;
    private const int LabelColumns = 9;

    public static string Render(LabResult plot) => plot.X.Categories.Count > 0 ? Bars(plot) : Lines(plot);

    private static string Lines(LabResult plot)
    {
        var points = plot.Series.SelectMany(series => series.Points).ToList();
        var x = PlotScale.Of(points.Select(point => point.X), plot.X.Logarithmic, fromZero: false);
        var y = PlotScale.Of(points.Select(point => point.Y), plot.Y.Logarithmic, fromZero: true);
        var canvas = new BrailleCanvas(Columns, Rows);
        for (var index = 0; index < plot.Series.Count; index++) Draw(canvas, plot.Series[index], (char)('a' + index), x, y);

        var text = new StringBuilder();
        text.Append(Axis(plot.Y)).Append('\n');
        for (var row = 0; row < Rows; row++)
        {
            var tick = row % 5 == 0 ? PlotScale.Label(y.At(1 - (row / (double)(Rows - 1)))) : "";
            text.Append(tick.PadLeft(LabelColumns)).Append(" │").Append(canvas.Row(row)).Append('\n');
        }

        text.Append(' ', LabelColumns).Append(" └").Append('─', Columns).Append('\n');
        text.Append(' ', LabelColumns + 2).Append(Ticks(x)).Append("  ").Append(Axis(plot.X)).Append('\n');
        for (var index = 0; index < plot.Series.Count; index++) text.Append("  ").Append((char)('a' + index)).Append("  ").Append(plot.Series[index].Name).Append('\n');
        return text.ToString();
    }

    private static void Draw(BrailleCanvas canvas, LabSeries series, char letter, PlotScale x, PlotScale y)
    {
        var lastLabelled = double.NegativeInfinity;
        for (var at = 0; at < series.Points.Count; at++)
        {
            var (px, py) = (x.Position(series.Points[at].X), y.Position(series.Points[at].Y));
            if (at > 0) canvas.Line(x.Position(series.Points[at - 1].X), y.Position(series.Points[at - 1].Y), px, py);
            else canvas.Dot(px, py);
            if (px - lastLabelled < 0.15 && at < series.Points.Count - 1) continue;
            canvas.Letter(px, py, letter);
            lastLabelled = px;
        }
    }

    private static string Bars(LabResult plot)
    {
        var scale = PlotScale.Of(plot.Series.SelectMany(series => series.Points).Select(point => point.Y), plot.Y.Logarithmic, fromZero: true);
        // A bar of the smallest value must still be seen on a logarithmic axis.
        int Length(double value) => scale.Logarithmic
            ? value <= 0 ? 0 : 1 + (int)Math.Round(scale.Position(value) * (BarColumns - 1))
            : (int)Math.Round(Math.Clamp(scale.Position(value), 0, 1) * BarColumns);

        var categories = plot.X.Categories.Max(name => name.Length);
        var names = plot.Series.Max(series => series.Name.Length);
        var text = new StringBuilder();
        text.Append(Axis(plot.Y)).Append('\n');
        for (var category = 0; category < plot.X.Categories.Count; category++)
        {
            var first = true;
            foreach (var series in plot.Series)
            {
                foreach (var point in series.Points.Where(point => (int)point.X == category))
                {
                    text.Append("  ").Append((first ? plot.X.Categories[category] : "").PadRight(categories)).Append("  ").Append(series.Name.PadRight(names)).Append("  ")
                        .Append('█', Length(point.Y)).Append(' ').Append(PlotScale.Label(point.Y)).Append('\n');
                    first = false;
                }
            }
        }

        return text.ToString();
    }

    private static string Axis(LabAxis axis) => $"{axis.Label}{(axis.Unit.Length > 0 ? $" [{axis.Unit}]" : "")}{(axis.Logarithmic ? ", logarithmic" : "")}";

    private static string Ticks(PlotScale x)
    {
        var line = new StringBuilder(new string(' ', Columns));
        foreach (var position in new[] { 0, 0.25, 0.5, 0.75, 1 })
        {
            var label = PlotScale.Label(x.At(position));
            var start = Math.Clamp((int)(position * (Columns - 1)) - (label.Length / 2), 0, Columns - label.Length);
            for (var at = 0; at < label.Length; at++) line[start + at] = label[at];
        }

        return line.ToString();
    }
}
