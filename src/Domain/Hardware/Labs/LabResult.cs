namespace Cloud.Domain.Hardware.Labs;

/// <summary>An axis: label, unit, whether to draw it logarithmically, and the names of 0, 1, 2 … when it is not a number.</summary>
public sealed record LabAxis(string Label, string Unit, bool Logarithmic = false)
{
    /// <summary>Category names; empty for a number.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>An axis of named things.</summary>
    public static LabAxis Of(string label, params string[] categories) => new(label, "") { Categories = categories };
}

/// <summary>One point of a line or one bar.</summary>
public readonly record struct LabPoint(double X, double Y);

/// <summary>One line or one set of bars, in order of x.</summary>
public sealed record LabSeries(string Name, IReadOnlyList<LabPoint> Points)
{
    /// <summary>First y.</summary>
    public double First => Points[0].Y;

    /// <summary>Last y.</summary>
    public double Last => Points[^1].Y;

    /// <summary>Largest y.</summary>
    public double Max => Points.Max(p => p.Y);

    /// <summary>Smallest y.</summary>
    public double Min => Points.Min(p => p.Y);

    /// <summary>y of the point closest to x.</summary>
    public double At(double x) => Points.MinBy(p => Math.Abs(p.X - x)).Y;

    /// <summary>x of the largest y.</summary>
    public double Peak => Points.MaxBy(p => p.Y).X;

    /// <summary>True when y never falls.</summary>
    public bool Rises => Points.Zip(Points.Skip(1)).All(pair => pair.Second.Y >= pair.First.Y - (1e-9 * Math.Abs(pair.First.Y)));

    /// <summary>True when y never rises.</summary>
    public bool Falls => Points.Zip(Points.Skip(1)).All(pair => pair.Second.Y <= pair.First.Y + (1e-9 * Math.Abs(pair.First.Y)));

    /// <summary>A line over these x.</summary>
    public static LabSeries Over(string name, IEnumerable<double> xs, Func<double, double> y) => new(name, [.. xs.Select(x => new LabPoint(x, y(x)))]);

    /// <summary>Bars 0, 1, 2 …</summary>
    public static LabSeries Bars(string name, params double[] ys) => new(name, [.. ys.Select((y, x) => new LabPoint(x, y))]);
}

/// <summary>A plot.</summary>
public sealed record LabResult(LabAxis X, LabAxis Y, IReadOnlyList<LabSeries> Series)
{
    /// <summary>The series of this name. Throws when there is none.</summary>
    public LabSeries this[string name] => Series.First(s => string.Equals(s.Name, name, StringComparison.Ordinal));
}
