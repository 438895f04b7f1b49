namespace Cloud.Simulation.Machine;

/// <summary>A limit in the manner of cpu.max and cpu.max.burst (4.3).</summary>
/// <param name="QuotaNs">Run time per period, at least 1 ms.</param>
/// <param name="PeriodNs">Length of the period, 1 ms to 1 s.</param>
/// <param name="BurstNs">Unused run time that may be carried into the next period.</param>
public sealed record CpuLimit(long QuotaNs, long PeriodNs = 100_000_000, long BurstNs = 0)
{
    /// <summary>Throws when a value is out of the kernel's range.</summary>
    public void Validate()
    {
        Require.InRange(QuotaNs, 1_000_000, long.MaxValue);
        Require.InRange(PeriodNs, 1_000_000, 1_000_000_000);
        Require.InRange(BurstNs, 0, QuotaNs);
    }
}
