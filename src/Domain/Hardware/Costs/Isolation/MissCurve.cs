namespace Cloud.Domain.Hardware.Costs.Isolation;

/// <summary>
/// Miss ratio of the last-level cache by size: <c>clamp(m0 (s/s0)^−α, floor, 1)</c> below the working set, the floor from there on.
/// Sizes in bytes (or any one unit).
/// </summary>
public readonly record struct MissCurve(double Miss0, double Size0, double Alpha, double Floor, double WorkingSet)
{
    /// <summary>Miss ratio when the application has this much cache.</summary>
    public double At(double size)
    {
        if (size >= WorkingSet) return Floor;
        return size <= 0 ? 1 : Math.Clamp(Miss0 * Math.Pow(size / Size0, -Alpha), Floor, 1);
    }
}
