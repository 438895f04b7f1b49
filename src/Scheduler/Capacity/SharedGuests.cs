namespace Cloud.Scheduler.Capacity;

/// <summary>
/// How many shared guests of which size each NUMA node has, to know the largest: the threads that must not be dedicated away under it.
/// Sorted by size; there are few distinct sizes, and nothing is allocated once a NUMA node has seen them.
/// </summary>
internal sealed class SharedGuests
{
    private readonly Entry[][] _entries;
    private readonly int[] _length;

    public SharedGuests(int numaNodes)
    {
        _entries = new Entry[numaNodes][];
        Array.Fill(_entries, []);
        _length = new int[numaNodes];
    }

    /// <summary>vCPUs of the largest guest, 0 when there is none.</summary>
    public int Largest(int numa) => _length[numa] == 0 ? 0 : _entries[numa][_length[numa] - 1].Vcpus;

    public bool Contains(int numa, int vcpus) => Find(numa, vcpus, out _);

    public void Add(int numa, int vcpus)
    {
        if (Find(numa, vcpus, out var at))
        {
            _entries[numa][at].Count++;
            return;
        }

        if (_length[numa] == _entries[numa].Length) Array.Resize(ref _entries[numa], Math.Max(4, 2 * _length[numa]));
        var entries = _entries[numa];
        Array.Copy(entries, at, entries, at + 1, _length[numa] - at);
        entries[at] = new Entry { Vcpus = vcpus, Count = 1 };
        _length[numa]++;
    }

    public void Remove(int numa, int vcpus)
    {
        if (!Find(numa, vcpus, out var at)) throw new InvalidOperationException($"NUMA node {numa} has no guest of {vcpus} vCPUs.");
        var entries = _entries[numa];
        if (--entries[at].Count > 0) return;
        _length[numa]--;
        Array.Copy(entries, at + 1, entries, at, _length[numa] - at);
    }

    private bool Find(int numa, int vcpus, out int at)
    {
        var entries = _entries[numa];
        for (at = 0; at < _length[numa] && entries[at].Vcpus < vcpus; at++)
        {
        }

        return at < _length[numa] && entries[at].Vcpus == vcpus;
    }

    private struct Entry
    {
        public int Vcpus;
        public int Count;
    }
}
