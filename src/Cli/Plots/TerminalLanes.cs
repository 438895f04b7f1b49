using System.Text;
using Cloud.Domain.Hardware.Labs;

namespace Cloud.Cli.Plots;

/// <summary>What has a row per series: intervals on a common axis, and heat maps as numbers.</summary>
internal static class TerminalLanes
{
    private const int Columns = 72;

    /// <summary>A lane per series; a block where an interval covers most of the column, a thin one where it touches it.</summary>
    public static string Spans(LabPlot plot)
    {
        var all = plot.Series.SelectMany(series => series.Points).ToList();
        var (first, last) = all.Count == 0 ? (0, 1) : (all.Min(point => point.X), all.Max(point => point.X + point.Y));
        var step = Math.Max(double.Epsilon, (last - first) / Columns);
        var names = plot.Series.Max(series => series.Name.Length);
        var text = new StringBuilder();
        foreach (var series in plot.Series)
        {
            text.Append("  ").Append(series.Name.PadRight(names)).Append(" │");
            for (var column = 0; column < Columns; column++)
            {
                var (from, to) = (first + (step * column), first + (step * (column + 1)));
                var covered = series.Points.Sum(point => Math.Max(0, Math.Min(to, point.X + point.Y) - Math.Max(from, point.X))) / step;
                text.Append(covered > 0.5 ? '█' : covered > 0.02 ? '▪' : ' ');
            }

            text.Append("│\n");
        }

        return text.Append(' ', names + 4).Append(PlotScale.Label(first)).Append(" to ").Append(PlotScale.Label(last)).Append("  ").Append(TerminalPlot.Axis(plot.X)).Append('\n').ToString();
    }

    /// <summary>The cells as numbers: a colour says little in a terminal.</summary>
    public static string HeatMap(LabPlot plot)
    {
        var names = plot.Series.Max(series => series.Name.Length);
        var cells = plot.Series.Select(series => plot.X.Categories.Select((_, column) => series.Points.Where(point => (int)point.X == column).Select(point => PlotScale.Label(point.Y)).FirstOrDefault("")).ToList()).ToList();
        var width = Math.Max(plot.X.Categories.Max(name => name.Length), cells.Max(row => row.Max(cell => cell.Length))) + 2;
        var text = new StringBuilder().Append(TerminalPlot.Axis(plot.Y)).Append('\n').Append(' ', names + 2);
        foreach (var name in plot.X.Categories) text.Append(name.PadLeft(width));
        text.Append("  ").Append(TerminalPlot.Axis(plot.X)).Append('\n');
        for (var row = 0; row < cells.Count; row++)
        {
            text.Append("  ").Append(plot.Series[row].Name.PadRight(names));
            foreach (var cell in cells[row]) text.Append(cell.PadLeft(width));
            text.Append('\n');
        }

        return text.ToString();
    }
}
