using Cloud.Simulation.Engine;

namespace Cloud.Simulation.Fleet;

/// <summary>
/// Carries messages one way through virtual time: one event per message, slots reused. Without faults it keeps order; with faults it
/// loses, doubles, delays and swaps by the seed.
/// </summary>
internal sealed class Link<T>(EventLoop loop, SimRandom random, double delayMs, FleetCounters counters, Action<T> arrive) : IEventHandler
    where T : class
{
    /// <summary>Longest that a message waits to be overtaken, nanoseconds.</summary>
    private const long HeldNsMax = 1_000_000_000;

    /// <summary>Longest time between a message and its double, nanoseconds.</summary>
    private const long AgainNsMax = 1_000_000_000;

    private readonly long _delayNs = (long)(delayMs * 1e6);
    private readonly List<T?> _slots = [];
    private readonly Stack<int> _free = new();
    private readonly List<EventHandle> _held = [];

    public void Send(T message, LinkFaults faults)
    {
        if (faults.IsNone)
        {
            Pass(message, 0);
            return;
        }

        if (random.NextBool(faults.Drop)) counters.MessagesDropped++;
        else if (faults.Reorder > 0 && random.NextBool(faults.Reorder)) Hold(message);
        else Pass(message, Lateness(faults));

        if (!random.NextBool(faults.Duplicate)) return;
        counters.MessagesDuplicated++;
        Schedule(message, Lateness(faults) + (long)(random.NextDouble() * AgainNsMax));
    }

    public void OnEvent(long a, long b)
    {
        var slot = (int)a;
        var message = _slots[slot]!;
        _slots[slot] = null;
        _free.Push(slot);
        arrive(message);
    }

    private long Lateness(LinkFaults faults)
    {
        if (!random.NextBool(faults.Delay)) return 0;
        counters.MessagesDelayed++;
        return (long)(random.NextDouble() * faults.DelayMsMax * 1e6);
    }

    /// <summary>Waits for the next message to overtake it, a second at most.</summary>
    private void Hold(T message)
    {
        counters.MessagesReordered++;
        _held.Add(Schedule(message, HeldNsMax));
    }

    /// <summary>Goes its way, and lets what it has overtaken follow right behind.</summary>
    private void Pass(T message, long latenessNs)
    {
        Schedule(message, latenessNs);
        if (_held.Count == 0) return;
        foreach (var handle in _held) loop.Reschedule(handle, loop.NowNs + _delayNs + latenessNs);
        _held.Clear();
    }

    private EventHandle Schedule(T message, long latenessNs)
    {
        if (!_free.TryPop(out var slot))
        {
            slot = _slots.Count;
            _slots.Add(null);
        }

        _slots[slot] = message;
        return loop.Schedule(loop.NowNs + _delayNs + latenessNs, this, slot);
    }
}
