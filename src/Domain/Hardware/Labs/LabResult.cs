namespace Cloud.Domain.Hardware.Labs;

/// <summary>An axis: label, unit, whether to draw it logarithmically, and the names of 0, 1, 2 … when it is not a number.</summary>
public sealed record LabAxis(string Label, string Unit, bool Logarithmic = false)
{
    /// <summary>Category names; empty for a number.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>An axis of named things.</summary>
    public static LabAxis Of(string label, params string[] categories) => new(label, "") { Categories = categories };
}

/// <summary>A table beside the plots: names of the columns, and rows of as many cells.</summary>
public sealed record LabTable(string Title, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows)
{
    /// <summary>True when a row has this text in this column.</summary>
    public bool Has(int row, int column, string text) => string.Equals(Rows[row][column], text, StringComparison.Ordinal);
}

/// <summary>What a run shows: one plot or several, tables beside them, and for runs of the event-level machine a trace.</summary>
public sealed record LabResult
{
    /// <summary>Several plots. The names of series are unique among all of them.</summary>
    public LabResult(params IReadOnlyList<LabPlot> plots)
    {
        Plots = plots;
        Series = [.. plots.SelectMany(plot => plot.Series)];
    }

    /// <summary>One plot: bars when x has names, lines otherwise.</summary>
    public LabResult(LabAxis x, LabAxis y, IReadOnlyList<LabSeries> series)
        : this(new LabPlot("", x.Categories.Count > 0 ? LabPlotStyle.Bars : LabPlotStyle.Lines, x, y, series))
    {
    }

    /// <summary>The plots, the main one first.</summary>
    public IReadOnlyList<LabPlot> Plots { get; }

    /// <summary>Tables; may be empty.</summary>
    public IReadOnlyList<LabTable> Tables { get; init; } = [];

    /// <summary>The series of all plots, in order.</summary>
    public IReadOnlyList<LabSeries> Series { get; }

    /// <summary>Writes what ran where and why in the Chrome trace format, which Perfetto opens; null when nothing was traced.</summary>
    public Action<Stream>? Trace { get; init; }

    /// <summary>The series of this name. Throws when there is none.</summary>
    public LabSeries this[string name] => Series.First(s => string.Equals(s.Name, name, StringComparison.Ordinal));
}
