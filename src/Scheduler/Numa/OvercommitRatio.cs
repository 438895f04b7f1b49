namespace Cloud.Scheduler.Numa;

/// <summary>
/// A pool's overcommit ratio as a fixed-point number of six decimals, so that capacity is exact: 1.15 × 100 is 115, which binary
/// floating point rounds down to 114.
/// </summary>
public readonly record struct OvercommitRatio
{
    /// <summary>Largest ratio accepted.</summary>
    public const double Max = 1000;

    private const long One = 1_000_000;

    private OvercommitRatio(long millionths) => Millionths = millionths;

    /// <summary>The ratio × 1,000,000.</summary>
    public long Millionths { get; }

    /// <summary>Reads a ratio. Throws when it is below 1, above <see cref="Max"/> or not a number.</summary>
    public static OvercommitRatio Of(double ratio)
    {
        if (!(ratio is >= 1 and <= Max)) throw new ArgumentOutOfRangeException(nameof(ratio), ratio, "An overcommit ratio is between 1 and 1000.");
        return new((long)Math.Round(ratio * One));
    }

    /// <summary>A ratio brought between 1 and <paramref name="ceiling"/>, rounded down to six decimals; 1 when it is not a number.</summary>
    public static OvercommitRatio Between(double ratio, OvercommitRatio ceiling) =>
        ratio >= 1 ? new(Math.Min((long)Math.Min(ratio * One, Max * One), ceiling.Millionths)) : new(One);

    /// <summary>What may be promised on <paramref name="physical"/> units: floor(physical × ratio).</summary>
    public long Capacity(long physical) => physical * Millionths / One;

    /// <summary>The fewest physical units that may carry <paramref name="promised"/>: the inverse of <see cref="Capacity"/>.</summary>
    public long PhysicalBehind(long promised) => (promised * One + Millionths - 1) / Millionths;
}
