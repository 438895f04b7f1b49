namespace Cloud.Domain.Hardware.Costs.Switching;

/// <summary>How a cache chooses what to evict.</summary>
public enum Replacement
{
    /// <summary>Least recently used: all or nothing.</summary>
    LeastRecentlyUsed,

    /// <summary>Random, or a hashed last-level cache: exponential decay.</summary>
    Random,
}

/// <summary>One level as the refill sees it: the bytes this core may use, its latency, and the latency of where a miss goes.</summary>
public readonly record struct CacheStep(double CapacityBytes, double LatencyNs, double NextLatencyNs);

/// <summary>
/// Section 2.3, the indirect cost of a switch: refetching the lines of the resumed task that others evicted.
/// <c>C_cache = Σ_i lost_i (Lat_{i+1} − Lat_i) / MLP</c>.
/// </summary>
public static class CacheRefill
{
    /// <summary>Fraction of the task's lines still there after others touched <paramref name="footprint"/> distinct bytes.</summary>
    public static double Survival(Replacement replacement, double capacity, double workingSet, double footprint)
    {
        if (workingSet <= 0) return 1;
        return replacement == Replacement.Random
            ? Math.Exp(-footprint / capacity)
            : Math.Clamp((capacity - footprint) / Math.Min(workingSet, capacity), 0, 1);
    }

    /// <summary>Lines to refetch into one level.</summary>
    public static double LostLines(Replacement replacement, double capacity, double workingSet, double footprint) =>
        Math.Min(workingSet, capacity) * (1 - Survival(replacement, capacity, workingSet, footprint)) / ModelUnits.LineBytes;

    /// <summary>Cost in ns of refilling one level with <paramref name="overlap"/> misses in flight.</summary>
    public static double LevelNs(in CacheStep step, Replacement replacement, double workingSet, double footprint, double overlap) =>
        LostLines(replacement, step.CapacityBytes, workingSet, footprint) * (step.NextLatencyNs - step.LatencyNs) / overlap;

    /// <summary>Cost in ns of refilling all levels.</summary>
    public static double CostNs(ReadOnlySpan<CacheStep> steps, Replacement replacement, double workingSet, double footprint, double overlap)
    {
        var sum = 0.0;
        foreach (ref readonly var step in steps) sum += LevelNs(step, replacement, workingSet, footprint, overlap);
        return sum;
    }

    /// <summary>
    /// What the switch costs more than running on: lines that a cyclic walk over a too large working set would have missed
    /// anyway are not charged. This makes the measured curve fall again far beyond the last level.
    /// </summary>
    public static double ExtraNs(ReadOnlySpan<CacheStep> steps, Replacement replacement, double workingSet, double footprint, double overlap)
    {
        var sum = 0.0;
        foreach (ref readonly var step in steps)
            sum += LevelNs(step, replacement, workingSet, footprint, overlap) * CyclicHitRatio(replacement, step.CapacityBytes, workingSet);
        return sum;
    }

    /// <summary>
    /// Hit ratio h of an endless cyclic walk over a working set: 1 when it fits; beyond that 0 under LRU, and under random
    /// replacement the smaller root of <c>h = exp(−(1 − h) W/S)</c>: a line survives the (1 − h) W misses of one round.
    /// </summary>
    public static double CyclicHitRatio(Replacement replacement, double capacity, double workingSet)
    {
        if (workingSet <= capacity) return 1;
        if (replacement == Replacement.LeastRecentlyUsed) return 0;
        var hit = 0.0;
        for (var i = 0; i < 200; i++) hit = Math.Exp(-(1 - hit) * workingSet / capacity);
        return hit;
    }

    /// <summary>
    /// The data-cache levels of a profile for one core. <paramref name="lastLevelShare"/> is the fraction of the last level this
    /// core may use (its share under contention, section 9.1), <paramref name="memoryNs"/> the latency of the memory behind it.
    /// </summary>
    public static CacheStep[] Steps(HardwareProfile profile, double lastLevelShare, double memoryNs)
    {
        var levels = profile.Caches.Where(c => c.Level != CacheName.L1I).OrderBy(c => c.Level).ToArray();
        var steps = new CacheStep[levels.Length];
        for (var i = 0; i < levels.Length; i++)
        {
            var next = i + 1 < levels.Length ? levels[i + 1].LatencyNs(profile.Clock) : memoryNs;
            var share = levels[i].SharedBy == CacheSharing.Core ? 1 : lastLevelShare;
            steps[i] = new(levels[i].SizeBytes * share, levels[i].LatencyNs(profile.Clock), next);
        }

        return steps;
    }
}
