namespace Cloud.Contracts;

/// <summary>What a lab drew.</summary>
public sealed class LabRunView
{
    /// <summary>The lab with its explanation, formula and sources.</summary>
    public required LabView Lab { get; init; }

    /// <summary>The value of every knob in this run.</summary>
    public required IReadOnlyDictionary<string, double> Knobs { get; init; }

    /// <summary>True when every knob had its default: only then must the expectations hold.</summary>
    public required bool AtDefaults { get; init; }

    /// <summary>The plots, the main one first.</summary>
    public required IReadOnlyList<LabPlotView> Plots { get; init; }

    /// <summary>Tables beside the plots; may be empty.</summary>
    public required IReadOnlyList<LabTableView> Tables { get; init; }

    public required IReadOnlyList<LabExpectationView> Expectations { get; init; }
}

/// <summary>A plot.</summary>
/// <param name="Title">What it shows; empty for the only plot of a lab.</param>
/// <param name="Style">lines, steps, scatter, bars, stacked, heatmap (a row per series, a column per category) or spans (a lane per series; a
/// point begins at x and lasts y).</param>
/// <param name="X">Across.</param>
/// <param name="Y">Up.</param>
/// <param name="Series">Lines, bars, rows or lanes.</param>
public sealed record LabPlotView(string Title, string Style, LabAxisView X, LabAxisView Y, IReadOnlyList<LabSeriesView> Series);

/// <summary>A table.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="Columns">Names of the columns.</param>
/// <param name="Rows">Rows of as many cells.</param>
public sealed record LabTableView(string Title, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows);

/// <summary>An axis.</summary>
/// <param name="Label">What it shows.</param>
/// <param name="Unit">Unit; empty when it has none.</param>
/// <param name="Logarithmic">Whether to draw it logarithmically.</param>
/// <param name="Categories">Names of the values 0, 1, 2 …, to be drawn as bars; empty for numbers.</param>
public sealed record LabAxisView(string Label, string Unit, bool Logarithmic, IReadOnlyList<string> Categories);

/// <summary>One line, or one set of bars.</summary>
/// <param name="Name">For the legend.</param>
/// <param name="Points">In order of x.</param>
public sealed record LabSeriesView(string Name, IReadOnlyList<LabPointView> Points);

/// <summary>One point of a line, or one bar.</summary>
/// <param name="X">In the unit of the x axis; the index of a category otherwise.</param>
/// <param name="Y">In the unit of the y axis.</param>
public sealed record LabPointView(double X, double Y);

/// <summary>A statement about the plot.</summary>
/// <param name="Text">For people.</param>
/// <param name="Holds">Whether it is true of this run.</param>
public sealed record LabExpectationView(string Text, bool Holds);
