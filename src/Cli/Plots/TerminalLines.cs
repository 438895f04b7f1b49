using System.Text;
using Cloud.Domain.Hardware.Labs;

namespace Cloud.Cli.Plots;

/// <summary>Lines, steps and single points in braille, each series named by a letter.</summary>
internal static class TerminalLines
{
    private const int Columns = 72;
    private const int Rows = 16;
    private const int LabelColumns = 9;

    public static string Render(LabPlot plot)
    {
        var points = plot.Series.SelectMany(series => series.Points).ToList();
        var x = PlotScale.Of(points.Select(point => point.X), plot.X.Logarithmic, fromZero: false);
        var y = PlotScale.Of(points.Select(point => point.Y), plot.Y.Logarithmic, fromZero: true);
        var canvas = new BrailleCanvas(Columns, Rows);
        for (var index = 0; index < plot.Series.Count; index++) Draw(canvas, plot.Style, plot.Series[index], (char)('a' + index), x, y);

        var text = new StringBuilder();
        text.Append(TerminalPlot.Axis(plot.Y)).Append('\n');
        for (var row = 0; row < Rows; row++)
        {
            var tick = row % 5 == 0 ? PlotScale.Label(y.At(1 - (row / (double)(Rows - 1)))) : "";
            text.Append(tick.PadLeft(LabelColumns)).Append(" │").Append(canvas.Row(row)).Append('\n');
        }

        text.Append(' ', LabelColumns).Append(" └").Append('─', Columns).Append('\n');
        text.Append(' ', LabelColumns + 2).Append(Ticks(x)).Append("  ").Append(TerminalPlot.Axis(plot.X)).Append('\n');
        for (var index = 0; index < plot.Series.Count; index++) text.Append("  ").Append((char)('a' + index)).Append("  ").Append(plot.Series[index].Name).Append('\n');
        return text.ToString();
    }

    private static void Draw(BrailleCanvas canvas, LabPlotStyle style, LabSeries series, char letter, PlotScale x, PlotScale y)
    {
        var lastLabelled = double.NegativeInfinity;
        for (var at = 0; at < series.Points.Count; at++)
        {
            var (px, py) = (x.Position(series.Points[at].X), y.Position(series.Points[at].Y));
            if (at > 0 && style != LabPlotStyle.Scatter) Join(canvas, style, (x.Position(series.Points[at - 1].X), y.Position(series.Points[at - 1].Y)), (px, py));
            else canvas.Dot(px, py);
            if (style != LabPlotStyle.Scatter && px - lastLabelled < 0.15 && at < series.Points.Count - 1) continue;
            canvas.Letter(px, py, letter);
            lastLabelled = px;
        }
    }

    private static void Join(BrailleCanvas canvas, LabPlotStyle style, (double X, double Y) from, (double X, double Y) to)
    {
        if (style == LabPlotStyle.Steps)
        {
            canvas.Line(from.X, from.Y, to.X, from.Y);
            canvas.Line(to.X, from.Y, to.X, to.Y);
            return;
        }

        canvas.Line(from.X, from.Y, to.X, to.Y);
    }

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
