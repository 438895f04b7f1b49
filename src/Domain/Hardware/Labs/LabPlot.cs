namespace Cloud.Domain.Hardware.Labs;

/// <summary>How a plot is drawn.</summary>
public enum LabPlotStyle
{
    /// <summary>Points joined by lines.</summary>
    Lines,

    /// <summary>A value holds until the next point.</summary>
    Steps,

    /// <summary>Lines on top of each other: what is drawn is the running sum of the series.</summary>
    Areas,

    /// <summary>Points alone.</summary>
    Scatter,

    /// <summary>Bars side by side, one group per category.</summary>
    Bars,

    /// <summary>Bars on top of each other, one pile per category.</summary>
    Stacked,

    /// <summary>One row per series, one column per category; y is the colour.</summary>
    HeatMap,

    /// <summary>One lane per series; each point is an interval that begins at x and lasts y.</summary>
    Spans,
}

/// <summary>One plot: style, axes with units, series.</summary>
/// <param name="Title">What it shows; empty for the only plot of a lab.</param>
/// <param name="Style">How to draw it.</param>
/// <param name="X">Across.</param>
/// <param name="Y">Up; for <see cref="LabPlotStyle.Spans"/> the unit of the lengths, which is that of x.</param>
/// <param name="Series">Lines, bars, rows or lanes.</param>
public sealed record LabPlot(string Title, LabPlotStyle Style, LabAxis X, LabAxis Y, IReadOnlyList<LabSeries> Series)
{
    /// <summary>Lines.</summary>
    public static LabPlot Lines(string title, LabAxis x, LabAxis y, params IReadOnlyList<LabSeries> series) => new(title, LabPlotStyle.Lines, x, y, series);

    /// <summary>The running sums of an areas plot, as it is drawn. The series must have the same x.</summary>
    public IReadOnlyList<LabSeries> RunningSums()
    {
        var sums = new LabSeries[Series.Count];
        for (var i = 0; i < sums.Length; i++)
            sums[i] = i == 0 ? Series[0] : new(Series[i].Name, [.. Series[i].Points.Select((point, at) => new LabPoint(point.X, point.Y + sums[i - 1].Points[at].Y))]);
        return sums;
    }

    /// <summary>Bars side by side.</summary>
    public static LabPlot Bars(string title, LabAxis x, LabAxis y, params IReadOnlyList<LabSeries> series) => new(title, LabPlotStyle.Bars, x, y, series);

    /// <summary>Bars on top of each other.</summary>
    public static LabPlot Stacked(string title, LabAxis x, LabAxis y, params IReadOnlyList<LabSeries> series) => new(title, LabPlotStyle.Stacked, x, y, series);
}
