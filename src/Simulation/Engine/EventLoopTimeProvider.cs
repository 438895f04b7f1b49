namespace Cloud.Simulation.Engine;

/// <summary>
/// Shows the virtual time of an <see cref="EventLoop"/> to code that takes a <see cref="TimeProvider"/>. Timers are events
/// of the loop: they fire on its thread when the loop is pumped, never on a thread of the system.
/// </summary>
/// <param name="loop">Whose time it is.</param>
/// <param name="epoch">Calendar time of the loop's time 0.</param>
public sealed class EventLoopTimeProvider(EventLoop loop, DateTimeOffset epoch) : TimeProvider
{
    /// <summary>Begins at 2026-01-01 00:00 UTC.</summary>
    public EventLoopTimeProvider(EventLoop loop)
        : this(loop, new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero))
    {
    }

    /// <inheritdoc/>
    public override long TimestampFrequency => 1_000_000_000;

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => epoch.ToUniversalTime() + loop.Now;

    /// <inheritdoc/>
    public override long GetTimestamp() => loop.NowNs;

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new LoopTimer(loop, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class LoopTimer(EventLoop loop, TimerCallback callback, object? state) : ITimer, IEventHandler
    {
        private EventHandle _pending;
        private TimeSpan _period;
        private bool _disposed;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            if (_disposed) return false;
            loop.Cancel(_pending);
            _period = period;
            Arm(dueTime);
            return true;
        }

        public void OnEvent(long a, long b)
        {
            if (_period > TimeSpan.Zero) Arm(_period);
            callback(state);
        }

        public void Dispose()
        {
            _disposed = true;
            loop.Cancel(_pending);
        }

#pragma warning disable RS0030 // ITimer demands the type; nothing is awaited
        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }
#pragma warning restore RS0030

        private void Arm(TimeSpan delay)
        {
            if (delay == Timeout.InfiniteTimeSpan) return;
            _pending = loop.Schedule(loop.NowNs + (delay.Ticks * TimeSpan.NanosecondsPerTick), this);
        }
    }
}
