namespace Cloud.Domain.Hardware.Costs.Containers;

/// <summary>
/// Pressure-stall information of one resource: exponentially weighted fractions of time in which some task waited for it,
/// over about 10, 60 and 300 seconds, and the total in seconds.
/// </summary>
public readonly record struct PressureStall(double Avg10, double Avg60, double Avg300, double TotalSeconds)
{
    /// <summary>After <paramref name="stalledSeconds"/> of waiting within the last <paramref name="seconds"/>.</summary>
    public PressureStall Update(double stalledSeconds, double seconds)
    {
        var fraction = seconds <= 0 ? 0 : Math.Clamp(stalledSeconds / seconds, 0, 1);
        return new(
            Blend(Avg10, fraction, seconds, ContainerConstants.PressureShortS),
            Blend(Avg60, fraction, seconds, ContainerConstants.PressureMediumS),
            Blend(Avg300, fraction, seconds, ContainerConstants.PressureLongS),
            TotalSeconds + Math.Max(0, stalledSeconds));
    }

    private static double Blend(double average, double fraction, double seconds, double window)
    {
        var keep = Math.Exp(-seconds / window);
        return (average * keep) + (fraction * (1 - keep));
    }
}
