namespace Cloud.Scheduler.Capacity;

/// <summary>
/// How many shared guests of which size each NUMA node has, to know the largest: the threads that must not be dedicated away under it.
/// Sorted by size. There are few distinct sizes: the first <see cref="Inline"/> of each NUMA node lie in one array and cost no allocation; a NUMA
/// node that sees more gets an array of its own, and keeps it.
/// </summary>
internal sealed class SharedGuests(int numaNodes)
{
    private const int Inline = 8;

    private readonly Entry[] _inline = new Entry[numaNodes * Inline];
    private readonly Entry[]?[] _own = new Entry[numaNodes][];
    private readonly int[] _length = new int[numaNodes];

    /// <summary>vCPUs of the largest guest, 0 when there is none.</summary>
    public int Largest(int numa) => _length[numa] == 0 ? 0 : Entries(numa)[_length[numa] - 1].Vcpus;

    public bool IsSame(SharedGuests other)
    {
        for (var numa = 0; numa < _length.Length; numa++)
        {
            if (!Entries(numa)[.._length[numa]].SequenceEqual(other.Entries(numa)[..other._length[numa]])) return false;
        }

        return true;
    }

    public bool Contains(int numa, int vcpus) => Find(numa, vcpus, out _);

    public void Add(int numa, int vcpus)
    {
        if (Find(numa, vcpus, out var at))
        {
            Entries(numa)[at].Count++;
            return;
        }

        var length = _length[numa]++;
        if (length == Entries(numa).Length) Grow(numa);
        var entries = Entries(numa);
        entries[at..length].CopyTo(entries[(at + 1)..]);
        entries[at] = new Entry { Vcpus = vcpus, Count = 1 };
    }

    public void Remove(int numa, int vcpus)
    {
        if (!Find(numa, vcpus, out var at)) throw new InvalidOperationException($"NUMA node {numa} has no guest of {vcpus} vCPUs.");
        var entries = Entries(numa);
        if (--entries[at].Count > 0) return;
        entries[(at + 1)..(_length[numa]--)].CopyTo(entries[at..]);
    }

    private Span<Entry> Entries(int numa) => _own[numa] is { } own ? own : _inline.AsSpan(numa * Inline, Inline);

    private void Grow(int numa)
    {
        var entries = Entries(numa);
        var own = new Entry[2 * entries.Length];
        entries.CopyTo(own);
        _own[numa] = own;
    }

    private bool Find(int numa, int vcpus, out int at)
    {
        var entries = Entries(numa)[.._length[numa]];
        for (at = 0; at < entries.Length && entries[at].Vcpus < vcpus; at++)
        {
        }

        return at < entries.Length && entries[at].Vcpus == vcpus;
    }

    private record struct Entry
    {
        public int Vcpus;
        public int Count;
    }
}
