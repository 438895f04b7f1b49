namespace Cloud.Domain.Hardware.Costs.Scheduling;

/// <summary>Section 4.3: conversions between cgroup v1 shares, cgroup v2 weight and Kubernetes requests.</summary>
public static class CpuShares
{
    private const int SharesMin = 2; // Source: opencontainers/cgroups utils.go @30a2293c
    private const int SharesMax = 262_144; // Source: opencontainers/cgroups utils.go @30a2293c

    /// <summary>Kernel shares of a v2 weight: <c>weight 1024/100</c>.</summary>
    public static double FromWeight(double weight) => weight * SchedulerConstants.NiceZeroWeight / SchedulerConstants.WeightDefault;

    /// <summary>The linear conversion that runtimes used before 2025; 0 stays unset.</summary>
    public static int ToWeightLinear(long shares) =>
        shares == 0 ? 0 : (int)(1 + ((Math.Clamp(shares, SharesMin, SharesMax) - SharesMin) * 9999 / (SharesMax - SharesMin)));

    /// <summary>The conversion since 2025, which maps the default 1024 to the default 100: <c>⌈10^((l² + 125 l)/612 − 7/34)⌉</c>.</summary>
    public static int ToWeightQuadratic(long shares)
    {
        if (shares == 0) return 0;
        if (shares <= SharesMin) return 1;
        if (shares >= SharesMax) return SchedulerConstants.WeightMax.ToInt32();
        var log = Math.Log2(shares);
        return (int)Math.Ceiling(Math.Pow(10, (((log * log) + (125 * log)) / 612) - (7.0 / 34)));
    }

    /// <summary>Shares of a Kubernetes CPU request in thousandths of a processor.</summary>
    public static long FromMilliCpu(long milliCpu) => Math.Max(SharesMin, milliCpu * 1024 / 1000);
}
