namespace Cloud.Cli.Calibration;

/// <summary>One measured point: how much was walked (bytes or pages), and the time of one load in nanoseconds.</summary>
internal readonly record struct WalkPoint(double Size, double Ns);

/// <summary>One step of a staircase: everything up to this size is served at this latency.</summary>
internal readonly record struct StairStep(double Capacity, double Ns);

/// <summary>Finds the levels behind a load-latency curve, and draws the curve that levels would give. Pure.</summary>
internal static class Staircase
{
    /// <summary>A rise by more than this fraction from one size to the next means that a level has overflowed.</summary>
    private const double Rise = 0.08;

    /// <summary>The steps from small to large; the last one is what lies behind all levels, with infinite capacity.</summary>
    public static IReadOnlyList<StairStep> Fit(IReadOnlyList<WalkPoint> measured)
    {
        var points = Quietest(measured);
        var steps = new List<StairStep>();
        for (var at = 0; at < points.Length;)
        {
            var end = at;
            while (end + 1 < points.Length && points[end + 1].Ns <= points[end].Ns * (1 + Rise)) end++;
            // A level is flat over at least two sizes, except that the smallest size belongs to one by definition.
            if (end > at || at == 0) steps.Add(new(end == points.Length - 1 ? double.PositiveInfinity : points[end].Size, points[at + ((end - at) / 2)].Ns));
            at = end + 1;
        }

        if (steps.Count > 0 && !double.IsPositiveInfinity(steps[^1].Capacity)) steps.Add(new(double.PositiveInfinity, points[^1].Ns));
        return Merged(steps);
    }

    /// <summary>Mean load latency of a random walk over <paramref name="size"/>: each level holds the part that fits.</summary>
    public static double Predict(IReadOnlyList<StairStep> steps, double size)
    {
        var (sum, reached) = (0.0, 0.0);
        foreach (var step in steps)
        {
            var hit = Math.Min(1, step.Capacity / size);
            sum += Math.Max(0, hit - reached) * step.Ns;
            reached = Math.Max(reached, hit);
        }

        return sum;
    }

    /// <summary>Others on the machine only make a walk slower, and a larger walk cannot be faster: each point is at most any later one.</summary>
    private static WalkPoint[] Quietest(IReadOnlyList<WalkPoint> measured)
    {
        var points = measured.OrderBy(point => point.Size).ToArray();
        for (var at = points.Length - 2; at >= 0; at--) points[at] = points[at] with { Ns = Math.Min(points[at].Ns, points[at + 1].Ns) };
        return points;
    }

    /// <summary>Flat parts that hardly differ are one level: the walk crept up slowly.</summary>
    private static List<StairStep> Merged(List<StairStep> steps)
    {
        var merged = new List<StairStep>();
        foreach (var step in steps)
        {
            if (merged.Count > 0 && step.Ns <= merged[^1].Ns * 1.25) merged[^1] = merged[^1] with { Capacity = step.Capacity };
            else merged.Add(step);
        }

        return merged;
    }
}
