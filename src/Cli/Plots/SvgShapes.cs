using System.Globalization;
using System.Security;
using System.Text;
using Cloud.Domain.Hardware.Labs;

namespace Cloud.Cli.Plots;

/// <summary>The marks of one plot, by style, inside the frame of <see cref="SvgPlot"/>.</summary>
internal static class SvgShapes
{
    public static void Draw(StringBuilder svg, LabPlot plot, int index, PlotScale x, PlotScale y)
    {
        var colour = SvgPlot.Colour(index);
        switch (plot.Style)
        {
            case LabPlotStyle.Bars:
                Bars(svg, plot, index, y, colour);
                break;
            case LabPlotStyle.Stacked:
                Piles(svg, plot, index, y, colour);
                break;
            case LabPlotStyle.HeatMap:
                Cells(svg, plot, index, y);
                break;
            case LabPlotStyle.Spans:
                Intervals(svg, plot, index, x, colour);
                break;
            case LabPlotStyle.Areas or LabPlotStyle.Lines or LabPlotStyle.Steps or LabPlotStyle.Scatter:
                Line(svg, plot, index, x, y, colour);
                break;
        }
    }

    private static void Line(StringBuilder svg, LabPlot plot, int index, PlotScale x, PlotScale y, string colour)
    {
        var series = plot.Series[index];
        var places = series.Points.Select(point => (X: SvgPlot.Across(x.Position(point.X)), Y: SvgPlot.Down(y.Position(point.Y)))).ToList();
        var path = new List<string>();
        for (var at = 0; at < places.Count; at++)
        {
            if (plot.Style == LabPlotStyle.Steps && at > 0) path.Add(FormattableString.Invariant($"{places[at].X:0.##},{places[at - 1].Y:0.##}"));
            path.Add(FormattableString.Invariant($"{places[at].X:0.##},{places[at].Y:0.##}"));
        }

        if (plot.Style != LabPlotStyle.Scatter) Put(svg, $"""<polyline fill="none" stroke="{colour}" stroke-width="2" points="{string.Join(' ', path)}"/>""");
        if (places.Count > 60 && plot.Style != LabPlotStyle.Scatter) return;
        foreach (var place in places) Put(svg, $"""<circle cx="{place.X:0.##}" cy="{place.Y:0.##}" r="{(plot.Style == LabPlotStyle.Scatter ? 5 : 3)}" fill="{colour}"><title>{Safe(series.Name)}</title></circle>""");
    }

    private static void Bars(StringBuilder svg, LabPlot plot, int index, PlotScale y, string colour)
    {
        var slot = SvgPlot.Wide / plot.X.Categories.Count;
        var width = slot * 0.8 / plot.Series.Count;
        foreach (var point in plot.Series[index].Points)
            Bar(svg, plot.Series[index].Name, point.Y, SvgPlot.Left + (slot * (point.X + 0.1)) + (width * index), width, SvgPlot.Down(y.Position(point.Y)), SvgPlot.Down(0), colour);
    }

    private static void Piles(StringBuilder svg, LabPlot plot, int index, PlotScale y, string colour)
    {
        var slot = SvgPlot.Wide / plot.X.Categories.Count;
        foreach (var point in plot.Series[index].Points)
        {
            var below = plot.Series.Take(index).Sum(series => series.Points.Where(other => other.X.Equals(point.X)).Sum(other => other.Y));
            Bar(svg, plot.Series[index].Name, point.Y, SvgPlot.Left + (slot * (point.X + 0.2)), slot * 0.6, SvgPlot.Down(y.Position(below + point.Y)), SvgPlot.Down(y.Position(below)), colour);
        }
    }

    private static void Bar(StringBuilder svg, string name, double value, double left, double width, double top, double bottom, string colour) =>
        Put(svg, $"""<rect x="{left:0.##}" y="{top:0.##}" width="{width:0.##}" height="{Math.Max(0, bottom - top):0.##}" fill="{colour}"><title>{Safe(name)}: {PlotScale.Label(value)}</title></rect>""");

    private static void Cells(StringBuilder svg, LabPlot plot, int index, PlotScale y)
    {
        var (wide, high) = (SvgPlot.Wide / plot.X.Categories.Count, SvgPlot.High / plot.Series.Count);
        foreach (var point in plot.Series[index].Points)
        {
            var (left, top) = (SvgPlot.Left + (wide * point.X), SvgPlot.Top + (high * index));
            Put(svg, $"""<rect x="{left:0.##}" y="{top:0.##}" width="{wide:0.##}" height="{high:0.##}" fill="#0072B2" fill-opacity="{Math.Clamp(y.Position(point.Y), 0, 1):0.###}" stroke="#ffffff"/>""");
            Put(svg, $"""<text x="{left + (wide / 2):0.##}" y="{top + (high / 2) + 4:0.##}" text-anchor="middle" stroke="#ffffff" stroke-width="3" paint-order="stroke">{PlotScale.Label(point.Y)}</text>""");
        }

        Lane(svg, plot, index);
    }

    private static void Intervals(StringBuilder svg, LabPlot plot, int index, PlotScale x, string colour)
    {
        var high = SvgPlot.High / plot.Series.Count;
        foreach (var point in plot.Series[index].Points)
        {
            var (from, to) = (SvgPlot.Across(x.Position(point.X)), SvgPlot.Across(x.Position(point.X + point.Y)));
            Put(svg, $"""<rect x="{from:0.##}" y="{SvgPlot.Top + (high * (index + 0.15)):0.##}" width="{Math.Max(0.5, to - from):0.##}" height="{high * 0.7:0.##}" fill="{colour}"/>""");
        }

        Lane(svg, plot, index);
    }

    private static void Lane(StringBuilder svg, LabPlot plot, int index) =>
        Put(svg, $"""<text x="{SvgPlot.Left - 6}" y="{SvgPlot.Top + (SvgPlot.High / plot.Series.Count * (index + 0.5)) + 4:0.##}" text-anchor="end">{Safe(plot.Series[index].Name)}</text>""");

    private static string Safe(string text) => SecurityElement.Escape(text);

    private static void Put(StringBuilder svg, FormattableString line) => svg.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
