using System.Globalization;
using System.Security;
using System.Text;
using Cloud.Domain.Hardware.Labs;

namespace Cloud.Cli.Plots;

/// <summary>The plots of a lab below each other, as a self-contained SVG document.</summary>
internal static class SvgPlot
{
    public const double Left = 110, Top = 50, Wide = 600, High = 320;
    private const double LegendTop = 440, LegendStep = 18, Full = 730;

    // Okabe and Ito: told apart by people who do not see all colours.
    private static readonly string[] Palette = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000", "#B8A800"];

    public static string Render(string title, LabResult result)
    {
        var heights = result.Plots.Select(Height).ToList();
        var svg = new StringBuilder();
        Put(svg, $"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Full} {heights.Sum()}" width="{Full}" height="{heights.Sum()}" font-family="sans-serif" font-size="12" role="img">""");
        Put(svg, $"""<title>{Safe(title)}</title><rect width="{Full}" height="{heights.Sum()}" fill="#ffffff"/>""");
        for (var index = 0; index < result.Plots.Count; index++)
        {
            var plot = result.Plots[index];
            Put(svg, $"""<g transform="translate(0 {heights.Take(index).Sum()})"><text x="{Left}" y="28" font-size="16">{Safe(plot.Title.Length == 0 ? title : index == 0 ? $"{title}: {plot.Title}" : plot.Title)}</text>""");
            Draw(svg, plot);
            svg.Append("</g>\n");
        }

        return svg.Append("</svg>\n").ToString();
    }

    public static string Colour(int index) => Palette[index % Palette.Length];

    public static double Across(double position) => Left + (Wide * position);

    public static double Down(double position) => Top + (High * (1 - Math.Clamp(position, 0, 1)));

    private static bool HasLanes(LabPlot plot) => plot.Style is LabPlotStyle.HeatMap or LabPlotStyle.Spans;

    private static double Height(LabPlot plot) => LegendTop + (HasLanes(plot) ? 0 : plot.Series.Count * LegendStep) + 10;

    private static void Draw(StringBuilder svg, LabPlot plot)
    {
        if (plot.Style == LabPlotStyle.Areas) plot = plot with { Series = plot.RunningSums() };
        var points = plot.Series.SelectMany(series => series.Points).ToList();
        var ends = plot.Style == LabPlotStyle.Spans ? points.SelectMany(point => new[] { point.X, point.X + point.Y }) : points.Select(point => point.X);
        var x = plot.X.Categories.Count > 0 ? default : PlotScale.Of(ends, plot.X.Logarithmic, fromZero: false);
        var tops = plot.Style == LabPlotStyle.Stacked
            ? plot.X.Categories.Select((_, category) => plot.Series.Sum(series => series.Points.Where(point => (int)point.X == category).Sum(point => point.Y)))
            : points.Select(point => point.Y);
        var y = PlotScale.Of(tops, plot.Y.Logarithmic && plot.Style != LabPlotStyle.Stacked, fromZero: true);
        Frame(svg, plot, x, y);
        for (var index = 0; index < plot.Series.Count; index++)
        {
            SvgShapes.Draw(svg, plot, index, x, y);
            if (HasLanes(plot)) continue;
            var at = LegendTop + (index * LegendStep);
            Put(svg, $"""<rect x="{Left}" y="{at - 10}" width="12" height="12" fill="{Colour(index)}"/><text x="{Left + 18}" y="{at}">{Safe(plot.Series[index].Name)}</text>""");
        }
    }

    private static void Frame(StringBuilder svg, LabPlot plot, PlotScale x, PlotScale y)
    {
        Put(svg, $"""<rect x="{Left}" y="{Top}" width="{Wide}" height="{High}" fill="none" stroke="#444444"/>""");
        for (var tick = 0; tick <= 4; tick++)
        {
            var at = tick / 4.0;
            if (!HasLanes(plot)) Put(svg, $"""<line x1="{Left}" y1="{Down(at)}" x2="{Left + Wide}" y2="{Down(at)}" stroke="#dddddd"/><text x="{Left - 6}" y="{Down(at) + 4}" text-anchor="end">{PlotScale.Label(y.At(at))}</text>""");
            if (plot.X.Categories.Count == 0) Put(svg, $"""<text x="{Across(at)}" y="{Top + High + 18}" text-anchor="middle">{PlotScale.Label(x.At(at))}</text>""");
        }

        for (var category = 0; category < plot.X.Categories.Count; category++)
            Put(svg, $"""<text x="{Left + (Wide * (category + 0.5) / plot.X.Categories.Count)}" y="{Top + High + 18}" text-anchor="middle">{Safe(plot.X.Categories[category])}</text>""");
        Put(svg, $"""<text x="{Left + (Wide / 2)}" y="{Top + High + 42}" text-anchor="middle">{Safe(Axis(plot.X))}</text>""");
        Put(svg, $"""<text transform="translate(18 {Top + (High / 2)}) rotate(-90)" text-anchor="middle">{Safe(Axis(plot.Y))}</text>""");
    }

    private static string Axis(LabAxis axis) => axis.Unit.Length > 0 ? $"{axis.Label} [{axis.Unit}]" : axis.Label;

    private static string Safe(string text) => SecurityElement.Escape(text);

    private static void Put(StringBuilder svg, FormattableString line) => svg.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
