using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Index;

/// <summary>
/// The keys of all hosts with the best one at the root: a tournament tree of fan-out 16, so that the children of a node are two cache lines and a
/// million hosts are five levels. A change stops climbing as soon as it changes no maximum. Holds keys, no host numbers: the lowest host with the
/// best key is found by going down, which gives ties to the lowest index.
/// </summary>
internal sealed class HostTree
{
    private const int Bits = 4;
    private const int FanOut = 1 << Bits;

    private readonly int _hosts;
    private readonly int _length;

    /// <summary>Keys by level, leaves first; every level but the root is padded to whole nodes with <see cref="HostKey.None"/>.</summary>
    private readonly double[][] _levels;

    /// <param name="hosts">Number of hosts.</param>
    /// <param name="length">Numbers in a key.</param>
    public HostTree(int hosts, int length)
    {
        (_hosts, _length) = (hosts, length);
        var levels = new List<double[]>();
        var nodes = Math.Max(1, hosts);
        for (; nodes > 1; nodes = (nodes + FanOut - 1) >> Bits) levels.Add(Level((nodes + FanOut - 1) >> Bits << Bits));
        levels.Add(Level(1));
        _levels = [.. levels];
    }

    /// <summary>Memory of the keys, bytes.</summary>
    public long Bytes => _levels.Sum(level => (long)level.Length * sizeof(double));

    /// <summary>Whether any host fits.</summary>
    public bool HasAny => _levels[^1][0] != HostKey.None;

    /// <summary>The key of a host; its first number is <see cref="HostKey.None"/> when the host does not fit.</summary>
    public ReadOnlySpan<double> this[int host] => Key(0, host);

    /// <summary>Whether the host fits.</summary>
    public bool Contains(int host) => _levels[0][host * _length] != HostKey.None;

    /// <summary>Writes a leaf without telling the nodes above; <see cref="Build"/> follows.</summary>
    public void SetLeaf(int host, ReadOnlySpan<double> key) => key.CopyTo(Key(0, host));

    /// <summary>Makes every node the best of its children.</summary>
    public void Build()
    {
        for (var level = 1; level < _levels.Length; level++)
        {
            var nodes = Math.Min(_levels[level].Length / _length, (_levels[level - 1].Length / _length + FanOut - 1) >> Bits);
            for (var node = 0; node < nodes; node++) BestChild(level, node).CopyTo(Key(level, node));
        }
    }

    /// <summary>Changes the key of one host: O(log hosts) at most, mostly less.</summary>
    public void Set(int host, ReadOnlySpan<double> key)
    {
        Span<double> before = stackalloc double[_length];
        Span<double> above = stackalloc double[_length];
        Span<double> now = stackalloc double[_length];
        key.CopyTo(now);
        for (int level = 0, node = host; ; level++, node >>= Bits)
        {
            var here = Key(level, node);
            here.CopyTo(before);
            now.CopyTo(here);
            if (level == _levels.Length - 1) return;
            Key(level + 1, node >> Bits).CopyTo(above);
            if (HostKey.IsBetter(now, above)) continue;
            if (HostKey.IsBetter(above, before)) return; // It was not the best of its node, and is not now.
            BestChild(level + 1, node >> Bits).CopyTo(now);
            if (!HostKey.IsBetter(above, now)) return;
        }
    }

    /// <summary>The lowest host with the best key, or -1 when none fits.</summary>
    public int Best()
    {
        if (!HasAny) return -1;
        var best = Key(_levels.Length - 1, 0);
        var node = 0;
        for (var level = _levels.Length - 2; level >= 0; level--)
        {
            node <<= Bits;
            while (HostKey.IsBetter(best, Key(level, node))) node++;
        }

        return node;
    }

    /// <summary>The lowest host from <paramref name="first"/> on that fits, or -1: first-fit from 0, next-fit from a cursor.</summary>
    public int FirstFrom(int first) => FirstFrom(_levels.Length - 1, 0, first);

    /// <summary>
    /// Fills <paramref name="best"/> with the best hosts that the gate admits, best first, ties by host index; returns how many. Goes through
    /// the tree from left to right and into a node only when it promises better than the worst one found.
    /// </summary>
    public int Best<TGate>(Span<int> best, TGate gate)
        where TGate : struct, IHostGate => Best(best, gate, default(KeyOrder));

    /// <summary>The same in another order of the keys.</summary>
    public int Best<TGate, TOrder>(Span<int> best, TGate gate, TOrder order)
        where TGate : struct, IHostGate
        where TOrder : struct, IKeyOrder
    {
        var found = 0;
        if (HasAny) Search(_levels.Length - 1, 0, best, ref found, ref gate, order);
        return found;
    }

    private int FirstFrom(int level, int node, int first)
    {
        if (_levels[level][node * _length] == HostKey.None || (long)(node + 1) << (level * Bits) <= first) return -1;
        if (level == 0) return node;
        for (var child = node << Bits; child < (node + 1) << Bits; child++)
        {
            if (FirstFrom(level - 1, child, first) is var found and >= 0) return found;
        }

        return -1;
    }

    private void Search<TGate, TOrder>(int level, int node, Span<int> best, ref int found, ref TGate gate, TOrder order)
        where TGate : struct, IHostGate
        where TOrder : struct, IKeyOrder
    {
        var key = Key(level, node);
        if (key[0] == HostKey.None || (found == best.Length && !order.IsBetter(key, Key(0, best[^1])))) return;
        if (level == 0)
        {
            if (gate.Admits(node)) Insert(node, best, ref found, order);
            return;
        }

        var shift = level * Bits;
        if (!gate.AdmitsAny(node << shift, Math.Min(_hosts, (node + 1) << shift))) return;
        for (var child = node << Bits; child < (node + 1) << Bits; child++) Search(level - 1, child, best, ref found, ref gate, order);
    }

    private void Insert<TOrder>(int host, Span<int> best, ref int found, TOrder order)
        where TOrder : struct, IKeyOrder
    {
        if (found < best.Length) found++;
        var at = found - 1;
        for (; at > 0 && order.IsBetter(Key(0, host), Key(0, best[at - 1])); at--) best[at] = best[at - 1];
        best[at] = host;
    }

    private ReadOnlySpan<double> BestChild(int level, int node)
    {
        var best = Key(level - 1, node << Bits);
        for (var child = 1; child < FanOut; child++)
        {
            var key = Key(level - 1, (node << Bits) + child);
            if (HostKey.IsBetter(key, best)) best = key;
        }

        return best;
    }

    private Span<double> Key(int level, int node) => _levels[level].AsSpan(node * _length, _length);

    private double[] Level(int nodes)
    {
        var keys = new double[nodes * _length];
        Array.Fill(keys, HostKey.None);
        return keys;
    }
}
