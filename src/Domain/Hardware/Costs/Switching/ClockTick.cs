namespace Cloud.Domain.Hardware.Costs.Switching;

/// <summary>Section 2.5, the lecture's clock interrupt: <c>overhead = HZ (t_direct + t_indirect)</c>.</summary>
public readonly record struct ClockTick(double DirectUs, double IndirectUs)
{
    /// <summary>The tick of a task with this working set on this host: the indirect part is the refill of what the handler evicted.</summary>
    public static ClockTick Of(ReadOnlySpan<CacheStep> steps, double workingSet, double overlap) => new(
        SwitchConstants.TickDirectUs,
        CacheRefill.CostNs(steps, Replacement.Random, workingSet, SwitchConstants.TickFootprintBytes, overlap) / 1000);

    /// <summary>Fraction of the processor lost at this tick rate.</summary>
    public double Overhead(double hertz) => hertz * (DirectUs + IndirectUs) / 1e6;

    /// <summary>Share of the cost that is indirect.</summary>
    public double IndirectShare => DirectUs + IndirectUs <= 0 ? 0 : IndirectUs / (DirectUs + IndirectUs);

    /// <summary>
    /// Slow-down of a bulk-synchronous job: all threads wait for the one with the longest delay.
    /// <c>1 + E[max_N(delay)]/g</c> with exponential delays, so that the maximum of N has mean <c>H_N</c> times the mean delay.
    /// </summary>
    public static double BulkSynchronousSlowdown(int threads, double meanDelayUs, double granularityUs)
    {
        var harmonic = 0.0;
        for (var i = 1; i <= threads; i++) harmonic += 1.0 / i;
        return 1 + (meanDelayUs * harmonic / granularityUs);
    }
}
