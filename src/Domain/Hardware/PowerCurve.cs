namespace Cloud.Domain.Hardware;

/// <summary>
/// Wall power of a host at 0, 10, … 100 % load in watts, asleep, and the seconds it needs to boot.
/// The eleven points are those of a SPECpower_ssj2008 record; between them the curve is piece-wise linear.
/// </summary>
public sealed record PowerCurve(string Name, IReadOnlyList<double> Watts, double SleepWatts, double BootSeconds)
{
    /// <summary>Number of points: idle to full load in steps of ten percent.</summary>
    public const int PointCount = 11;

    /// <summary>Watts at no load.</summary>
    public double IdleWatts => Watts[0];

    /// <summary>Watts at full load.</summary>
    public double PeakWatts => Watts[PointCount - 1];

    /// <summary>Watts at <paramref name="utilisation"/>, which is clamped to 0…1.</summary>
    public double At(double utilisation)
    {
        var scaled = Math.Clamp(utilisation, 0, 1) * (PointCount - 1);
        var lower = Math.Min((int)scaled, PointCount - 2);
        return Watts[lower] + ((Watts[lower + 1] - Watts[lower]) * (scaled - lower));
    }

    /// <inheritdoc/>
    public bool Equals(PowerCurve? other) => other is not null && string.Equals(Name, other.Name, StringComparison.Ordinal)
        && Watts.SequenceEqual(other.Watts) && SleepWatts.Equals(other.SleepWatts) && BootSeconds.Equals(other.BootSeconds);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Name);
}
