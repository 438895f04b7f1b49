namespace Cloud.Domain.Hardware.Labs;

/// <summary>
/// A small EEVDF of equal weights on one processor in steps of 0.05 ms: hogs with the base slice and one task that runs 1 ms and sleeps 10 ms.
/// The full scheduler is in the event-level machine; this one fits on a page.
/// </summary>
internal static class EevdfPlay
{
    private const double Step = 0.05;
    private const double BaseSlice = 2.8; // Source: section 4.2, 0.70 ms times 4 on a server
    private const double Work = 1;
    private const double Sleep = 10;
    private const int Steps = 200_000;

    /// <summary>Quantiles of the wake-up latency, and the share of the processor that the interactive task got.</summary>
    public static LabSeries Latencies(string name, int hogs, double slice, out double share)
    {
        var latencies = new List<double>();
        double[] v = new double[hogs + 1], deadline = new double[hogs + 1];
        for (var i = 1; i <= hogs; i++) deadline[i] = BaseSlice * i / hogs;
        double wakeAt = 0, left = 0, ran = 0, lag = 0;
        var waiting = false;
        for (var step = 0; step < Steps; step++)
        {
            var now = step * Step;
            if (left <= 0 && now >= wakeAt)
            {
                left = Work;
                waiting = true;
                v[0] = Mean(v, 1) - lag;
                deadline[0] = v[0] + slice;
            }

            var next = Pick(v, deadline, left > 0 ? 0 : 1);
            v[next] += Step;
            if (v[next] >= deadline[next]) deadline[next] = v[next] + (next == 0 ? slice : BaseSlice);
            if (next != 0) continue;
            if (waiting) latencies.Add(now - wakeAt);
            waiting = false;
            ran += Step;
            left -= Step;
            if (left > Step / 2) continue;
            left = 0;
            wakeAt = now + Step + Sleep;
            lag = Math.Clamp(Mean(v, 0) - v[0], -2 * slice, 2 * slice);
        }

        share = ran / (Steps * Step);
        latencies.Sort();
        return LabSeries.Over(name, LabScale.Even(5, 95, 19), q => latencies[(int)(q / 100 * (latencies.Count - 1))]);
    }

    private static double Mean(double[] v, int from)
    {
        var sum = 0.0;
        for (var i = from; i < v.Length; i++) sum += v[i];
        return sum / (v.Length - from);
    }

    private static int Pick(double[] v, double[] deadline, int from)
    {
        var mean = Mean(v, from);
        var best = -1;
        for (var i = from; i < v.Length; i++)
            if (v[i] <= mean + 1e-9 && (best < 0 || deadline[i] < deadline[best])) best = i;
        return best < 0 ? from : best;
    }
}
