using System.Runtime.CompilerServices;

namespace Cloud.Simulation.Engine;

/// <summary>
/// A deterministic discrete-event loop over virtual time in integer nanoseconds. Events run in the order (time, order of
/// scheduling), on the caller's thread, and time only moves when an event runs or <see cref="RunUntil"/> ends. The hot
/// path is <see cref="Schedule(long, IEventHandler, long, long)"/>, which allocates nothing once the queue has grown.
/// Not thread-safe: whoever pumps a loop owns it.
/// </summary>
public sealed class EventLoop
{
    private readonly EventQueue _queue;
    private bool _running;
    private bool _stopRequested;

    /// <summary>Creates a loop at time 0.</summary>
    /// <param name="pendingMax">Most events that may be pending; beyond it scheduling throws <see cref="EventQueueFullException"/>.</param>
    public EventLoop(int pendingMax = int.MaxValue)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(pendingMax, 1);
        _queue = new EventQueue(pendingMax);
    }

    /// <summary>Virtual time in nanoseconds since the loop's beginning.</summary>
    public long NowNs { get; private set; }

    /// <summary>Virtual time since the loop's beginning, rounded down to the 100 ns of <see cref="TimeSpan"/>.</summary>
    public TimeSpan Now => TimeSpan.FromTicks(NowNs / TimeSpan.NanosecondsPerTick);

    /// <summary>Number of events waiting to run.</summary>
    public int Pending => _queue.Count;

    /// <summary>Number of events run so far.</summary>
    public long Executed { get; private set; }

    /// <summary>Time of the next event, or <see cref="long.MaxValue"/> when none is pending.</summary>
    public long NextAtNs => _queue.Count == 0 ? long.MaxValue : _queue.FirstAtNs;

    /// <summary>Schedules an event for an absolute time; allocates nothing in steady state.</summary>
    /// <param name="atNs">Virtual time, not before <see cref="NowNs"/>.</param>
    /// <param name="handler">Who handles it.</param>
    /// <param name="a">First number passed on to the handler.</param>
    /// <param name="b">Second number passed on to the handler.</param>
    /// <exception cref="ArgumentOutOfRangeException">The time has passed.</exception>
    /// <exception cref="EventQueueFullException">The loop's limit of pending events is reached.</exception>
    public EventHandle Schedule(long atNs, IEventHandler handler, long a = 0, long b = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(atNs, NowNs);
        ArgumentNullException.ThrowIfNull(handler);
        return _queue.Add(atNs, handler, a, b);
    }

    /// <summary>Schedules an action for an absolute time in nanoseconds.</summary>
    public EventHandle ScheduleAt(long atNs, Action action)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(atNs, NowNs);
        ArgumentNullException.ThrowIfNull(action);
        return _queue.Add(atNs, action, 0, 0);
    }

    /// <summary>Schedules an action after a delay; convenient where a closure per event does not matter.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The delay is negative or ends beyond the range of virtual time.</exception>
    public EventHandle Schedule(TimeSpan delay, Action action)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.Zero);
        return ScheduleAt(After(delay), action);
    }

    /// <summary>Cancels an event. False when it has run or was cancelled before.</summary>
    public bool Cancel(EventHandle handle) => _queue.Remove(handle);

    /// <summary>Moves a pending event to another time, as if cancelled and scheduled again. False when it is not pending.</summary>
    public bool Reschedule(EventHandle handle, long atNs)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(atNs, NowNs);
        return _queue.Move(handle, atNs);
    }

    /// <summary>True while the event of this handle waits to run.</summary>
    public bool IsPending(EventHandle handle) => _queue.Contains(handle);

    /// <summary>Drops every pending event; time stays.</summary>
    public void Clear() => _queue.Clear();

    /// <summary>Ends the current run after the event being handled.</summary>
    public void RequestStop() => _stopRequested = true;

    /// <summary>
    /// Runs every event up to and including a time, then moves time there. When <see cref="RequestStop"/> or
    /// <paramref name="eventsMax"/> ends the run early, time stays at the last event.
    /// </summary>
    /// <returns>Number of events run.</returns>
    public long RunUntil(long untilNs, long eventsMax = long.MaxValue)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(untilNs, NowNs);
        var ran = Run(untilNs, eventsMax);
        if (!_stopRequested && NextAtNs > untilNs) NowNs = untilNs;
        return ran;
    }

    /// <summary>Runs for a span of virtual time; see <see cref="RunUntil"/>.</summary>
    public long RunFor(TimeSpan span) => RunUntil(After(span));

    /// <summary>Runs until nothing is pending; <paramref name="eventsMax"/> bounds a loop that feeds itself.</summary>
    public long RunToIdle(long eventsMax = long.MaxValue) => Run(long.MaxValue, eventsMax);

    /// <summary>Runs the next event, if any.</summary>
    public bool Step() => Run(long.MaxValue, 1) == 1;

    private long Run(long untilNs, long eventsMax)
    {
        if (_running) throw new InvalidOperationException("An event handler must not run the loop it is called from.");
        _running = true;
        _stopRequested = false;
        var ran = 0L;
        try
        {
            while (ran < eventsMax && _queue.Count > 0 && _queue.FirstAtNs <= untilNs && !_stopRequested)
            {
                NowNs = _queue.FirstAtNs;
                var target = _queue.TakeFirst(out var a, out var b);
                ran++;
                if (target is Action action) action();
                else Unsafe.As<IEventHandler>(target).OnEvent(a, b);
            }
        }
        finally
        {
            Executed += ran;
            _running = false;
        }

        return ran;
    }

    private long After(TimeSpan delay) => checked(NowNs + (delay.Ticks * TimeSpan.NanosecondsPerTick));
}
