namespace Cloud.Domain.Hardware.Costs.Energy;

/// <summary>Section 14: energy in joules. Power itself is <see cref="PowerCurve.At"/>.</summary>
public static class EnergyUse
{
    /// <summary>Joules over an interval at this load.</summary>
    public static double Joules(PowerCurve curve, double utilisation, double seconds) => curve.At(utilisation) * seconds;

    /// <summary>The two-parameter approximation: <c>P_idle + (P_max − P_idle)(2u − u^1.4)</c>.</summary>
    public static double ApproximateWatts(PowerCurve curve, double utilisation)
    {
        var u = Math.Clamp(utilisation, 0, 1);
        return curve.IdleWatts + ((curve.PeakWatts - curve.IdleWatts) * ((2 * u) - Math.Pow(u, EnergyConstants.FanExponent)));
    }

    /// <summary>Watts per unit of work at a load, for a host that does <paramref name="peakRate"/> per second at most.</summary>
    public static double WattsPerRate(PowerCurve curve, double utilisation, double peakRate) => curve.At(utilisation) / (utilisation * peakRate);

    /// <summary>Joules to wake a sleeping host.</summary>
    public static double BootJoules(PowerCurve curve) => curve.At(EnergyConstants.BootLoad) * curve.BootSeconds;

    /// <summary>
    /// Joules that emptying and switching off a host saves over an interval: its idle energy, less that of sleeping, less the extra load
    /// of moving its guests on both ends.
    /// </summary>
    public static double ConsolidationSavingJoules(PowerCurve curve, double utilisation, double seconds, double migrationSeconds) =>
        ((curve.IdleWatts - curve.SleepWatts) * seconds)
        - (2 * migrationSeconds * (curve.At(utilisation + EnergyConstants.MigrationLoad) - curve.At(utilisation)));
}
