namespace Cloud.Domain.Hardware.Costs.Exits;

/// <summary>Section 7.5: more vCPUs than processors.</summary>
public static class Steal
{
    /// <summary>
    /// Fraction of the demanded time that is stolen when each of <paramref name="vcpus"/> is runnable with probability
    /// <paramref name="runnable"/>, independently: <c>Σ_{n&gt;C} (n − C) Bin(n; V, u) / (V u)</c>.
    /// </summary>
    public static double Fraction(int vcpus, int processors, double runnable)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(vcpus);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(processors);
        var u = Math.Clamp(runnable, 0, 1);
        if (vcpus <= processors || u <= 0) return 0;
        if (u >= 1) return 1 - ((double)processors / vcpus);
        double excess = 0, log = vcpus * Math.Log(1 - u), step = Math.Log(u / (1 - u));
        for (var n = 0; n <= vcpus; n++)
        {
            if (n > processors) excess += (n - processors) * Math.Exp(log);
            log += Math.Log((double)(vcpus - n) / (n + 1)) + step;
        }

        return Math.Clamp(excess / (vcpus * u), 0, 1);
    }

    /// <summary>Worst wait of a busy vCPU for its turn, in units of <paramref name="sliceMs"/>: <c>(⌈n/C⌉ − 1) slice</c>.</summary>
    public static double DispatchLatencyMs(int runnable, int processors, double sliceMs) =>
        Math.Max(0, Math.Ceiling((double)runnable / processors) - 1) * sliceMs;

    /// <summary>VMware's CPU ready: share of the interval in which the vCPUs of a guest were ready and did not run.</summary>
    public static double ReadyFraction(double readyMs, double intervalMs, int vcpus) => readyMs / (intervalMs * vcpus);

    /// <summary>
    /// Strict co-scheduling: the fraction of processor time wasted when a guest's vCPUs only run together, each busy with probability u.
    /// The gang runs whenever at least one is busy.
    /// </summary>
    public static double GangWaste(int vcpus, double runnable) => 1 - (runnable / (1 - Math.Pow(1 - runnable, vcpus)));
}
