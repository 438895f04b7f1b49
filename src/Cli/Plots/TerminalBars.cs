using System.Text;
using Cloud.Domain.Hardware.Labs;

namespace Cloud.Cli.Plots;

/// <summary>Bars of named things: side by side, or piled up with their sum beside the pile.</summary>
internal static class TerminalBars
{
    private const int BarColumns = 40;
    private const string Shades = "█▓▒░▚▞▤▥▦▧";

    /// <summary>Bars with the numbers beside them.</summary>
    public static string Render(LabPlot plot)
    {
        var scale = PlotScale.Of(plot.Series.SelectMany(series => series.Points).Select(point => point.Y), plot.Y.Logarithmic, fromZero: true);
        // A bar of the smallest value must still be seen on a logarithmic axis.
        int Length(double value) => scale.Logarithmic
            ? value <= 0 ? 0 : 1 + (int)Math.Round(scale.Position(value) * (BarColumns - 1))
            : (int)Math.Round(Math.Clamp(scale.Position(value), 0, 1) * BarColumns);

        var categories = plot.X.Categories.Max(name => name.Length);
        var names = plot.Series.Max(series => series.Name.Length);
        var text = new StringBuilder();
        text.Append(TerminalPlot.Axis(plot.Y)).Append('\n');
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

    /// <summary>One pile per category; each series has a shade, named below.</summary>
    public static string Piles(LabPlot plot)
    {
        var sums = plot.X.Categories.Select((_, category) => plot.Series.Sum(series => Value(series, category))).ToList();
        var largest = Math.Max(sums.Max(), double.Epsilon);
        var names = plot.X.Categories.Max(name => name.Length);
        var text = new StringBuilder().Append(TerminalPlot.Axis(plot.Y)).Append('\n');
        for (var category = 0; category < sums.Count; category++)
        {
            text.Append("  ").Append(plot.X.Categories[category].PadRight(names)).Append("  ");
            double height = 0;
            for (var index = 0; index < plot.Series.Count; index++)
            {
                var from = (int)Math.Round(height / largest * BarColumns);
                height += Value(plot.Series[index], category);
                text.Append(Shades[index % Shades.Length], Math.Max(0, (int)Math.Round(height / largest * BarColumns) - from));
            }

            text.Append(' ').Append(PlotScale.Label(sums[category])).Append('\n');
        }

        for (var index = 0; index < plot.Series.Count; index++)
            text.Append("  ").Append(Shades[index % Shades.Length]).Append("  ").Append(plot.Series[index].Name).Append(": ")
                .AppendJoin(", ", plot.Series[index].Points.Select(point => PlotScale.Label(point.Y))).Append('\n');
        return text.ToString();
    }

    private static double Value(LabSeries series, int category) => series.Points.Where(point => (int)point.X == category).Sum(point => point.Y);
}
