using Cloud.Simulation.Engine;

namespace Cloud.Simulation.Fleet;

/// <summary>
/// Carries messages one way through virtual time: one event per message, slots reused. Without faults it keeps order; with faults it
/// loses, doubles and delays by the seed.
/// </summary>
internal sealed class Link<T>(EventLoop loop, SimRandom random, double delayMs, FleetCounters counters, Action<T> arrive) : IEventHandler
    where T : class
{
    private readonly long _delayNs = (long)(delayMs * 1e6);
    private readonly List<T?> _slots = [];
    private readonly Stack<int> _free = new();

    public LinkFaults Faults { get; set; } = LinkFaults.None;

    public void Send(T message)
    {
        if (Faults.IsNone)
        {
            Schedule(message, 0);
            return;
        }

        if (random.NextBool(Faults.Drop)) counters.MessagesDropped++;
        else Schedule(message, Lateness());

        if (!random.NextBool(Faults.Duplicate)) return;
        counters.MessagesDuplicated++;
        Schedule(message, Lateness());
    }

    public void OnEvent(long a, long b)
    {
        var slot = (int)a;
        var message = _slots[slot]!;
        _slots[slot] = null;
        _free.Push(slot);
        arrive(message);
    }

    private long Lateness()
    {
        if (!random.NextBool(Faults.Delay)) return 0;
        counters.MessagesDelayed++;
        return (long)(random.NextDouble() * Faults.DelayMsMax * 1e6);
    }

    private void Schedule(T message, long latenessNs)
    {
        if (!_free.TryPop(out var slot))
        {
            slot = _slots.Count;
            _slots.Add(null);
        }

        _slots[slot] = message;
        loop.Schedule(loop.NowNs + _delayNs + latenessNs, this, slot);
    }
}
