using static Cloud.Domain.Hardware.Confidence;

namespace Cloud.Domain.Hardware.Costs.Isolation;

/// <summary>Constants of section 9: performance isolation.</summary>
public static class IsolationConstants
{
    private const string Graviton = "Arm Learning Path multicore-bandwidth, Graviton2";
    private static readonly ConstantSection S = new("9 Performance isolation");

    public static readonly ModelConstant MissExponent = S.Add("llc.alpha", 0.5, "exponent", Confirmed, "Hartstein et al., CF 2006: miss ratio falls with the square root of the size");
    public static readonly ModelConstant MissExponentMin = S.Add("llc.alpha-min", 0.3, "exponent", Confirmed, "Hartstein et al., CF 2006");
    public static readonly ModelConstant MissExponentMax = S.Add("llc.alpha-max", 0.7, "exponent", Confirmed, "Hartstein et al., CF 2006");
    public static readonly ModelConstant Damping = S.Add("llc.damping", 0.5, "fraction", Engineering, "of the fixed-point iteration");
    public static readonly ModelConstant Iterations = S.Add("llc.iterations", 200, "iterations", Engineering, "limit of the fixed-point iteration");
    public static readonly ModelConstant AchievableFraction = S.Add("memory.achievable", 0.83, "fraction", Confirmed, Graviton + ": 169.6 of 204.8 GB/s");
    public static readonly ModelConstant LatencyLinear = S.Add("memory.latency-linear", 0.1, "factor", Engineering, "latency under load, default curve");
    public static readonly ModelConstant LatencyPole = S.Add("memory.latency-pole", 0.08, "factor", Engineering, "latency under load, default curve");
    public static readonly ModelConstant LoadMax = S.Add("memory.load-max", 0.96, "fraction", Engineering, "latency is not extrapolated beyond");
    public static readonly ModelConstant Derate3To1 = S.Add("memory.derate-3-1", 0.949, "fraction", Confirmed, Graviton + ": 160.9 of 169.6 GB/s");
    public static readonly ModelConstant Derate2To1 = S.Add("memory.derate-2-1", 0.927, "fraction", Confirmed, Graviton + ": 157.3 of 169.6 GB/s");
    public static readonly ModelConstant Derate1To1 = S.Add("memory.derate-1-1", 0.894, "fraction", Confirmed, Graviton + ": 151.7 of 169.6 GB/s");
    public static readonly ModelConstant MbaStep = S.Add("memory.mba-step", 0.1, "fraction", RecalledStrong, "Intel memory bandwidth allocation works in 10 % steps");
    public static readonly ModelConstant Avx512Clock = S.Add("clock.avx512", 0.85, "fraction", Engineering, "licence of wide vectors");
    public static readonly ModelConstant Tolerance = S.Add("isolation.tolerance", 0.05, "fraction", Engineering, "degradation that counts as isolated");

    /// <summary>All constants of the section.</summary>
    public static IReadOnlyList<ModelConstant> All => S.Constants;
}
