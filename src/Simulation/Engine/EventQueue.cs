using System.Runtime.InteropServices;

namespace Cloud.Simulation.Engine;

/// <summary>
/// Pending events ordered by (time, sequence): a 4-ary heap of keys over pooled slots. Four children share two cache lines,
/// which halves the depth of a binary heap. Once the arrays have grown to the peak number of pending events, nothing allocates.
/// </summary>
internal sealed class EventQueue(int limit)
{
    private const int Arity = 4;
    private const int InitialCapacity = 64;

    private Key[] _heap = new Key[Math.Min(InitialCapacity, limit)];
    private Slot[] _slots = new Slot[Math.Min(InitialCapacity, limit)];
    private int _slotsUsed;
    private int _freeSlot = -1;
    private long _sequence;

    public int Count { get; private set; }

    /// <summary>Time of the earliest event; only valid when <see cref="Count"/> is above 0.</summary>
    public long FirstAtNs => _heap[0].AtNs;

    public EventHandle Add(long atNs, object target, long a, long b)
    {
        var slot = Rent();
        ref var s = ref _slots[slot];
        s.Target = target;
        s.A = a;
        s.B = b;
        s.Generation++;
        if (Count == _heap.Length) Array.Resize(ref _heap, (int)Math.Min(limit, 2L * _heap.Length));
        SiftUp(Count++, new Key(atNs, _sequence++, slot));
        return new EventHandle(slot, s.Generation);
    }

    /// <summary>Removes the earliest event and hands out what was scheduled.</summary>
    public object TakeFirst(out long a, out long b)
    {
        var slot = _heap[0].Slot;
        ref var s = ref _slots[slot];
        var target = s.Target!;
        a = s.A;
        b = s.B;
        RemoveAt(0);
        Return(slot);
        return target;
    }

    public bool Contains(EventHandle handle) =>
        (uint)handle.Slot < (uint)_slotsUsed && _slots[handle.Slot].Generation == handle.Generation && (handle.Generation & 1) == 1;

    public bool Remove(EventHandle handle)
    {
        if (!Contains(handle)) return false;
        RemoveAt(_slots[handle.Slot].Position);
        Return(handle.Slot);
        return true;
    }

    /// <summary>Moves an event to another time, behind everything already scheduled for that time.</summary>
    public bool Move(EventHandle handle, long atNs)
    {
        if (!Contains(handle)) return false;
        Place(_slots[handle.Slot].Position, new Key(atNs, _sequence++, handle.Slot));
        return true;
    }

    public void Clear()
    {
        while (Count > 0)
        {
            Return(_heap[--Count].Slot);
        }
    }

    private void RemoveAt(int position)
    {
        var last = _heap[--Count];
        if (position != Count) Place(position, last);
    }

    private void Place(int position, in Key key)
    {
        if (position > 0 && key.IsBefore(_heap[(position - 1) / Arity])) SiftUp(position, key);
        else SiftDown(position, key);
    }

    private void SiftUp(int position, Key key)
    {
        var heap = _heap;
        while (position > 0)
        {
            var parent = (position - 1) / Arity;
            if (!key.IsBefore(heap[parent])) break;
            heap[position] = heap[parent];
            _slots[heap[position].Slot].Position = position;
            position = parent;
        }

        heap[position] = key;
        _slots[key.Slot].Position = position;
    }

    private void SiftDown(int position, Key key)
    {
        var heap = _heap;
        while (true)
        {
            var first = (position * Arity) + 1;
            if (first >= Count) break;
            var end = Math.Min(first + Arity, Count);
            var least = first;
            for (var child = first + 1; child < end; child++)
            {
                if (heap[child].IsBefore(heap[least])) least = child;
            }

            if (!heap[least].IsBefore(key)) break;
            heap[position] = heap[least];
            _slots[heap[position].Slot].Position = position;
            position = least;
        }

        heap[position] = key;
        _slots[key.Slot].Position = position;
    }

    private int Rent()
    {
        if (_freeSlot >= 0)
        {
            var slot = _freeSlot;
            _freeSlot = _slots[slot].Position;
            return slot;
        }

        if (Count >= limit)
            throw new EventQueueFullException($"The event queue holds its limit of {limit} pending events.");

        if (_slotsUsed == _slots.Length) Array.Resize(ref _slots, (int)Math.Min(limit, 2L * _slots.Length));
        return _slotsUsed++;
    }

    private void Return(int slot)
    {
        ref var s = ref _slots[slot];
        s.Target = null;
        s.Generation++;
        s.Position = _freeSlot;
        _freeSlot = slot;
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Key(long AtNs, long Sequence, int Slot)
    {
        public bool IsBefore(in Key other) =>
            AtNs < other.AtNs || (AtNs == other.AtNs && Sequence < other.Sequence);
    }

    [StructLayout(LayoutKind.Auto)]
    private struct Slot
    {
        public object? Target;
        public long A;
        public long B;

        /// <summary>Index in the heap while pending; next free slot while free.</summary>
        public int Position;
        public int Generation;
    }
}
