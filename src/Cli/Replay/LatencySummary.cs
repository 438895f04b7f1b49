namespace Cloud.Cli.Replay;

/// <summary>Percentiles of measured durations, by the nearest-rank rule: each is a value that was measured. Milliseconds.</summary>
/// <param name="Count">How many were measured.</param>
public sealed record LatencySummary(int Count, double P50, double P90, double P99, double Max)
{
    /// <summary>Summarises; zeros when there is nothing. Sorts <paramref name="milliseconds"/> in place.</summary>
    public static LatencySummary Of(List<double> milliseconds)
    {
        if (milliseconds.Count == 0) return new LatencySummary(0, 0, 0, 0, 0);
        milliseconds.Sort();
        return new LatencySummary(milliseconds.Count, At(milliseconds, 0.50), At(milliseconds, 0.90), At(milliseconds, 0.99), milliseconds[^1]);
    }

    private static double At(List<double> sorted, double quantile) => sorted[Math.Max(0, (int)Math.Ceiling(quantile * sorted.Count) - 1)];
}
