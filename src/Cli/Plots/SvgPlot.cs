using System.Globalization;
using System.Security;
using System.Text;
using Cloud.Domain.Hardware.Labs;

namespace Cloud.Cli.Plots;

/// <summary>A plot as a self-contained SVG document.</summary>
internal static class SvgPlot
{
    private const double Left = 80, Top = 50, Wide = 600, High = 320, LegendTop = 440, LegendStep = 18;

    // Okabe and Ito: told apart by people who do not see all colours.
    private static readonly string[] Palette = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000", "#B8A800"];

    public static string Render(string title, LabResult plot)
    {
        var points = plot.Series.SelectMany(series => series.Points).ToList();
        var isBars = plot.X.Categories.Count > 0;
        var x = isBars ? default : PlotScale.Of(points.Select(point => point.X), plot.X.Logarithmic, fromZero: false);
        var y = PlotScale.Of(points.Select(point => point.Y), plot.Y.Logarithmic, fromZero: true);
        var height = LegendTop + (plot.Series.Count * LegendStep) + 10;
        var svg = new StringBuilder();
        Put(svg, $"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 720 {height}" width="720" height="{height}" font-family="sans-serif" font-size="12" role="img">""");
        Put(svg, $"""<title>{Safe(title)}</title><rect width="720" height="{height}" fill="#ffffff"/><text x="{Left}" y="28" font-size="16">{Safe(title)}</text>""");
        Frame(svg, plot, x, y, isBars);
        for (var index = 0; index < plot.Series.Count; index++)
        {
            var colour = Palette[index % Palette.Length];
            if (isBars) Bars(svg, plot, index, y, colour);
            else Line(svg, plot.Series[index], x, y, colour);
            var at = LegendTop + (index * LegendStep);
            Put(svg, $"""<rect x="{Left}" y="{at - 10}" width="12" height="12" fill="{colour}"/><text x="{Left + 18}" y="{at}">{Safe(plot.Series[index].Name)}</text>""");
        }

        return svg.Append("</svg>\n").ToString();
    }

    private static void Frame(StringBuilder svg, LabResult plot, PlotScale x, PlotScale y, bool isBars)
    {
        Put(svg, $"""<rect x="{Left}" y="{Top}" width="{Wide}" height="{High}" fill="none" stroke="#444444"/>""");
        for (var tick = 0; tick <= 4; tick++)
        {
            var at = tick / 4.0;
            Put(svg, $"""<line x1="{Left}" y1="{Down(at)}" x2="{Left + Wide}" y2="{Down(at)}" stroke="#dddddd"/><text x="{Left - 6}" y="{Down(at) + 4}" text-anchor="end">{PlotScale.Label(y.At(at))}</text>""");
            if (!isBars) Put(svg, $"""<text x="{Across(at)}" y="{Top + High + 18}" text-anchor="middle">{PlotScale.Label(x.At(at))}</text>""");
        }

        for (var category = 0; category < plot.X.Categories.Count; category++)
            Put(svg, $"""<text x="{Left + (Wide * (category + 0.5) / plot.X.Categories.Count)}" y="{Top + High + 18}" text-anchor="middle">{Safe(plot.X.Categories[category])}</text>""");
        Put(svg, $"""<text x="{Left + (Wide / 2)}" y="{Top + High + 42}" text-anchor="middle">{Safe(Axis(plot.X))}</text>""");
        Put(svg, $"""<text transform="translate(18 {Top + (High / 2)}) rotate(-90)" text-anchor="middle">{Safe(Axis(plot.Y))}</text>""");
    }

    private static void Line(StringBuilder svg, LabSeries series, PlotScale x, PlotScale y, string colour)
    {
        var places = series.Points.Select(point => (X: Across(x.Position(point.X)), Y: Down(y.Position(point.Y)))).ToList();
        Put(svg, $"""<polyline fill="none" stroke="{colour}" stroke-width="2" points="{string.Join(' ', places.Select(place => FormattableString.Invariant($"{place.X:0.##},{place.Y:0.##}")))}"/>""");
        if (places.Count > 60) return;
        foreach (var place in places) Put(svg, $"""<circle cx="{place.X:0.##}" cy="{place.Y:0.##}" r="3" fill="{colour}"/>""");
    }

    private static void Bars(StringBuilder svg, LabResult plot, int index, PlotScale y, string colour)
    {
        var slot = Wide / plot.X.Categories.Count;
        var width = slot * 0.8 / plot.Series.Count;
        foreach (var point in plot.Series[index].Points)
        {
            var (left, top) = (Left + (slot * (point.X + 0.1)) + (width * index), Down(y.Position(point.Y)));
            Put(svg, $"""<rect x="{left:0.##}" y="{top:0.##}" width="{width:0.##}" height="{Top + High - top:0.##}" fill="{colour}"><title>{Safe(plot.Series[index].Name)}: {PlotScale.Label(point.Y)}</title></rect>""");
        }
    }

    private static double Across(double position) => Left + (Wide * position);

    private static double Down(double position) => Top + (High * (1 - Math.Clamp(position, 0, 1)));

    private static string Axis(LabAxis axis) => axis.Unit.Length > 0 ? $"{axis.Label} [{axis.Unit}]" : axis.Label;

    private static string Safe(string text) => SecurityElement.Escape(text);

    private static void Put(StringBuilder svg, FormattableString line) => svg.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
