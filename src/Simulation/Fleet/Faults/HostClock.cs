using Cloud.Simulation.Engine;

namespace Cloud.Simulation.Fleet.Faults;

/// <summary>
/// The clocks of a host. What it measures or waits for goes by its oscillator, which may run fast or slow and never jumps; the time of day,
/// which somebody may set wrong, is for people alone: the protocol has none. What physics does (a boot, a fetch) takes its true time.
/// </summary>
internal sealed class HostClock(EventLoop loop)
{
    /// <summary>Fastest oscillator that hosts are built for, seconds per second.</summary>
    public const double RateMax = 2;

    private long _setAtNs;
    private long _uptimeNs;
    private long _dayNs;

    /// <summary>Seconds shown per true second.</summary>
    public double Rate { get; private set; } = 1;

    /// <summary>Monotonic time since the host exists, by its oscillator, nanoseconds.</summary>
    public long UptimeNs => _uptimeNs + Shown(loop.NowNs - _setAtNs);

    /// <summary>The time of day that it shows, as nanoseconds of virtual time; true while the clock is right.</summary>
    public long DayNs => _dayNs + Shown(loop.NowNs - _setAtNs);

    /// <summary>What the oscillator measures of a true span that ends now.</summary>
    public long Shown(long spanNs) => Rate is 1 ? spanNs : (long)(spanNs * Rate);

    /// <summary>True nanoseconds until the oscillator has gone on by a span: when a timer of the host really fires.</summary>
    public long TrueSpan(long spanNs) => Rate is 1 ? spanNs : (long)(spanNs / Rate);

    /// <summary>From now on the day is off by that much and the oscillator runs at that rate; 1 and 0 set both right.</summary>
    public void Set(double rate, double offsetSeconds)
    {
        if (!(rate is > 0 and <= 1_000)) throw new ArgumentOutOfRangeException(nameof(rate), rate, "A clock runs at more than 0 and at most 1,000 seconds per second.");
        (_uptimeNs, _setAtNs, _dayNs) = (UptimeNs, loop.NowNs, loop.NowNs + (long)(offsetSeconds * 1e9));
        Rate = rate;
    }
}
