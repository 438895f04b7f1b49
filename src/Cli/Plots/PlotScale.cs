using System.Globalization;

namespace Cloud.Cli.Plots;

/// <summary>Maps the values of one axis to 0…1, linearly or logarithmically.</summary>
internal readonly record struct PlotScale
{
    private PlotScale(double min, double max, bool logarithmic) => (Min, Max, Logarithmic) = (min, max, logarithmic);

    public double Min { get; }

    public double Max { get; }

    public bool Logarithmic { get; }

    /// <summary>A scale that holds all values. A logarithmic one starts at the smallest positive value; without one it is linear.</summary>
    public static PlotScale Of(IEnumerable<double> values, bool logarithmic, bool fromZero)
    {
        var all = values.ToList();
        var positive = all.Where(value => value > 0).ToList();
        if (logarithmic && positive.Count > 0) return Widened(positive.Min(), positive.Max(), logarithmic: true);
        return all.Count == 0 ? Widened(0, 1, logarithmic: false) : Widened(fromZero ? Math.Min(0, all.Min()) : all.Min(), all.Max(), logarithmic: false);
    }

    /// <summary>Where a value lies; what a logarithm cannot show lies at 0.</summary>
    public double Position(double value) => Logarithmic
        ? value <= Min ? 0 : Math.Log(value / Min) / Math.Log(Max / Min)
        : (value - Min) / (Max - Min);

    /// <summary>The value at a position.</summary>
    public double At(double position) => Logarithmic ? Min * Math.Pow(Max / Min, position) : Min + ((Max - Min) * position);

    /// <summary>A number short enough for an axis.</summary>
    public static string Label(double value) => Math.Abs(value) is >= 1e5 and < 1e15
        ? (value / Power(value)).ToString("0.###", CultureInfo.InvariantCulture) + (Power(value) is 1e3 ? "k" : Power(value) is 1e6 ? "M" : Power(value) is 1e9 ? "G" : "T")
        : value.ToString("G4", CultureInfo.InvariantCulture);

    private static double Power(double value) => Math.Abs(value) switch { >= 1e12 => 1e12, >= 1e9 => 1e9, >= 1e6 => 1e6, _ => 1e3 };

    private static PlotScale Widened(double min, double max, bool logarithmic) =>
        max > min ? new(min, max, logarithmic) : logarithmic ? new(min / 2, max * 2, logarithmic: true) : new(min, min + Math.Max(1, Math.Abs(min)), logarithmic: false);
}
