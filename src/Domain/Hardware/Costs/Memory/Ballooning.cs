namespace Cloud.Domain.Hardware.Costs.Memory;

/// <summary>Section 8.3: the balloon driver.</summary>
public static class Ballooning
{
    /// <summary>Seconds to reach a target (bytes); each failed allocation in the guest waits and tries again.</summary>
    public static double Seconds(double currentBytes, double targetBytes, int failedAllocations)
    {
        var gap = targetBytes - currentBytes;
        var rate = (gap > 0 ? ReclaimConstants.BalloonInflateGBs : ReclaimConstants.BalloonDeflateGBs) * 1e9;
        return (Math.Abs(gap) / rate) + (failedAllocations * ReclaimConstants.BalloonRetryS);
    }

    /// <summary>
    /// Memory that a ballooned guest has less than one built at that size, as a fraction: it still keeps a page structure
    /// for every ballooned page.
    /// </summary>
    public static double LostFraction(double sizeBytes, double balloonedBytes) =>
        balloonedBytes * ReclaimConstants.PageStructBytes / ModelUnits.PageBytes / (sizeBytes - balloonedBytes);

    /// <summary>
    /// Slow-down of a guest whose throughput follows its cache misses: memory shrinks from its size less the balloon, and misses grow by a
    /// power law with exponent <paramref name="alpha"/>.
    /// </summary>
    public static double Overhead(double sizeBytes, double balloonedBytes, double alpha) =>
        Math.Pow(1 / (1 - LostFraction(sizeBytes, balloonedBytes)), alpha) - 1;

    /// <summary>Bytes that the guest itself must swap when the balloon leaves less than its working set.</summary>
    public static double GuestSwapBytes(double sizeBytes, double balloonedBytes, double workingSetBytes) =>
        Math.Max(0, workingSetBytes - (sizeBytes - balloonedBytes));
}
