using Cloud.Domain.Hardware.Costs.InputOutput;

namespace Cloud.Domain.Hardware.Costs.Containers;

/// <summary>Section 12.3, <c>io.max</c> of one device: four token buckets. One that is not set never waits.</summary>
public sealed class IoLimits(double readBytesPerSecond, double writeBytesPerSecond, double readsPerSecond, double writesPerSecond)
{
    private TokenBucket? _readBytes = Bucket(readBytesPerSecond);
    private TokenBucket? _writeBytes = Bucket(writeBytesPerSecond);
    private TokenBucket? _reads = Bucket(readsPerSecond);
    private TokenBucket? _writes = Bucket(writesPerSecond);

    /// <summary>Seconds that a request at this time has to wait: the longest wait of the buckets it needs.</summary>
    public double WaitSeconds(bool write, double bytes, double now) => write
        ? Math.Max(Take(ref _writeBytes, bytes, now), Take(ref _writes, 1, now))
        : Math.Max(Take(ref _readBytes, bytes, now), Take(ref _reads, 1, now));

    /// <summary>Share of a device by <c>io.weight</c> among active groups.</summary>
    public static double WeightShare(double weight, double activeWeights) => weight / activeWeights;

    private static TokenBucket? Bucket(double perSecond) => double.IsInfinity(perSecond) ? null : TokenBucket.Full(perSecond / 10, perSecond);

    private static double Take(ref TokenBucket? bucket, double tokens, double now)
    {
        if (bucket is not { } set) return 0;
        (bucket, var wait) = set.Take(tokens, now);
        return wait;
    }
}
