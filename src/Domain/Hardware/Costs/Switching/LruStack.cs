namespace Cloud.Domain.Hardware.Costs.Switching;

/// <summary>
/// The lecture's picture (a), (b), (c): a tiny fully associative LRU cache, most recent block first.
/// Not for the hot path; it exists so that a student can watch a switch mess up the cache.
/// </summary>
public sealed class LruStack(int capacity)
{
    private readonly List<char> _blocks = [];

    /// <summary>Blocks from most to least recently used.</summary>
    public string Content => string.Concat(_blocks);

    /// <summary>Accesses that missed.</summary>
    public int Misses { get; private set; }

    /// <summary>Touches a block; true when it was there.</summary>
    public bool Touch(char block)
    {
        var hit = _blocks.Remove(block);
        if (!hit) Misses++;
        if (_blocks.Count == capacity) _blocks.RemoveAt(capacity - 1);
        _blocks.Insert(0, block);
        return hit;
    }
}
