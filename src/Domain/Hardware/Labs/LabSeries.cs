namespace Cloud.Domain.Hardware.Labs;

/// <summary>One point of a line, one bar, one cell, or one interval.</summary>
public readonly record struct LabPoint(double X, double Y);

/// <summary>One line, one set of bars, one row or one lane, in order of x.</summary>
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

    /// <summary>Sum of all y.</summary>
    public double Sum => Points.Sum(p => p.Y);

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
