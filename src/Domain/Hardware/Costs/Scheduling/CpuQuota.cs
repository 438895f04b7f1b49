namespace Cloud.Domain.Hardware.Costs.Scheduling;

/// <summary>Section 4.3, <c>cpu.max</c> in closed form: a quota of processor time in every period. Milliseconds.</summary>
public readonly record struct CpuQuota(double QuotaMs, double PeriodMs)
{
    /// <summary>Whether the kernel accepts it: period 1 ms to 1 s, quota at least 1 ms.</summary>
    public bool IsValid => PeriodMs >= SchedulerConstants.QuotaPeriodMinMs && PeriodMs <= SchedulerConstants.QuotaPeriodMaxMs
        && QuotaMs >= SchedulerConstants.QuotaMinMs;

    /// <summary>Most processors the group can use on average.</summary>
    public double Processors => QuotaMs / PeriodMs;

    /// <summary>How long <paramref name="threads"/> busy threads run in each period before they are throttled.</summary>
    public double RunMs(int threads) => Math.Min(PeriodMs, QuotaMs / threads);

    /// <summary>How long they then stand still.</summary>
    public double StallMs(int threads) => PeriodMs - RunMs(threads);

    /// <summary>Most processor time above the quota that one period may see: unreturned slices of 1 ms per processor.</summary>
    public static double BurstMs(int processors) => SchedulerConstants.QuotaResidueMs * processors;

    /// <summary>
    /// Time for a request of <paramref name="cpuMs"/> on <paramref name="threads"/> threads when <paramref name="usedMs"/> of the period's
    /// quota is gone: <c>c/k + ⌊(used + c)/Q⌋ (P − Q/k)</c>.
    /// </summary>
    public double ResponseMs(double cpuMs, double usedMs, int threads) =>
        (cpuMs / threads) + (Math.Floor((usedMs + cpuMs) / QuotaMs) * StallMs(threads));
}
