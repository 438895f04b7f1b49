namespace Cloud.Domain.Hardware.Costs.Isolation;

/// <summary>Section 9.2: memory latency and bandwidth under load.</summary>
public static class MemoryLoad
{
    /// <summary>
    /// Factor on the idle latency at this utilisation of the achievable bandwidth: <c>1 + 0.1 r + 0.08 r⁴/(1 − r)</c>,
    /// r at most 0.96. Never below 1.
    /// </summary>
    public static double LatencyFactor(double utilisation)
    {
        var r = Math.Clamp(utilisation, 0, IsolationConstants.LoadMax);
        return 1 + (IsolationConstants.LatencyLinear * r) + (IsolationConstants.LatencyPole * r * r * r * r / (1 - r));
    }

    /// <summary>Bandwidth that software can reach with this fraction of reads: interpolated between the measured mixes.</summary>
    public static double AchievableGBs(double peakGBs, double achievableFraction, double readFraction)
    {
        var read = Math.Clamp(readFraction, 0.5, 1);
        ReadOnlySpan<double> at = [0.5, 2.0 / 3, 0.75, 1];
        ReadOnlySpan<double> factor = [IsolationConstants.Derate1To1, IsolationConstants.Derate2To1, IsolationConstants.Derate3To1, 1];
        var i = 0;
        while (i < at.Length - 2 && read > at[i + 1]) i++;
        var part = (read - at[i]) / (at[i + 1] - at[i]);
        return peakGBs * achievableFraction * (factor[i] + (part * (factor[i + 1] - factor[i])));
    }

    /// <summary>The cap that memory-bandwidth allocation puts on a class: rounded to steps of 10 %.</summary>
    public static double ThrottledGBs(double bandwidthGBs, double fraction) => bandwidthGBs
        * Math.Clamp(Math.Round(fraction / IsolationConstants.MbaStep) * IsolationConstants.MbaStep, IsolationConstants.MbaStep, 1);
}
