namespace Cloud.Domain.Hardware.Costs.InputOutput;

/// <summary>
/// The token bucket behind every rate limit: capacity, tokens per second, tokens left, and the time of the last look (seconds).
/// Also cgroup <c>io.max</c> and Firecracker's limiters; a one-time burst is a bucket that starts above its capacity.
/// </summary>
public readonly record struct TokenBucket(double Capacity, double PerSecond, double Tokens, double At)
{
    /// <summary>A full bucket.</summary>
    public static TokenBucket Full(double capacity, double perSecond, double oneTimeBurst = 0) => new(capacity, perSecond, capacity + oneTimeBurst, 0);

    /// <summary>
    /// Takes tokens at a time, as soon as there are enough. Returns the bucket afterwards and how long it takes, in seconds.
    /// Requests larger than the bucket are let through in instalments.
    /// </summary>
    public (TokenBucket Bucket, double WaitSeconds) Take(double tokens, double now)
    {
        var filled = Tokens >= Capacity ? Tokens : Math.Min(Capacity, Tokens + ((now - At) * PerSecond));
        var left = filled - tokens;
        var wait = left >= 0 ? 0 : -left / PerSecond;
        return (this with { Tokens = left, At = now }, wait);
    }
}
