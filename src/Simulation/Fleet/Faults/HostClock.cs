using Cloud.Simulation.Engine;

namespace Cloud.Simulation.Fleet.Faults;

/// <summary>
/// What a host believes the time to be. Whatever a host measures or waits for by its own clock reads it here, so that a wrong clock is wrong
/// for all of it; what physics does (a boot, a fetch) takes its true time.
/// </summary>
internal sealed class HostClock(EventLoop loop)
{
    private long _trueNs;
    private long _shownNs;

    /// <summary>Seconds shown per true second.</summary>
    public double Rate { get; private set; } = 1;

    /// <summary>The time shown, nanoseconds; true virtual time while the clock is right.</summary>
    public long NowNs => _shownNs + Shown(loop.NowNs - _trueNs);

    /// <summary>What the clock measures of a true span that ends now.</summary>
    public long Shown(long spanNs) => Rate is 1 ? spanNs : (long)(spanNs * Rate);

    /// <summary>True nanoseconds until the clock has gone on by a span: when a timer of the host really fires.</summary>
    public long TrueSpan(long spanNs) => Rate is 1 ? spanNs : (long)(spanNs / Rate);

    /// <summary>From now on it is off by that much and runs at that rate; 1 and 0 set it right.</summary>
    public void Set(double rate, double offsetSeconds)
    {
        if (!(rate is > 0 and <= 1_000)) throw new ArgumentOutOfRangeException(nameof(rate), rate, "A clock runs at more than 0 and at most 1,000 seconds per second.");
        (_trueNs, _shownNs, Rate) = (loop.NowNs, loop.NowNs + (long)(offsetSeconds * 1e9), rate);
    }
}
