using System.Numerics;

namespace Cloud.Simulation.Machine;

/// <summary>A set of hardware threads by index.</summary>
public sealed class CpuMask
{
    private readonly ulong[] _words;

    /// <summary>Creates an empty set over the indices 0 to count-1.</summary>
    public CpuMask(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        _words = new ulong[(count + 63) / 64];
    }

    /// <summary>True when no index is in the set.</summary>
    public bool IsEmpty
    {
        get
        {
            foreach (var word in _words)
            {
                if (word != 0) return false;
            }

            return true;
        }
    }

    /// <summary>A set of the given indices.</summary>
    public static CpuMask Of(int count, params ReadOnlySpan<int> indices)
    {
        var mask = new CpuMask(count);
        foreach (var index in indices)
        {
            Require.InRange(index, 0, count - 1);
            mask[index] = true;
        }

        return mask;
    }

    /// <summary>Whether an index is in the set.</summary>
    public bool this[int index]
    {
        get => (_words[index >> 6] >> (index & 63) & 1) != 0;
        set
        {
            var bit = 1UL << (index & 63);
            if (value) _words[index >> 6] |= bit;
            else _words[index >> 6] &= ~bit;
        }
    }

    /// <summary>The first index of the set in [from, to), or -1.</summary>
    public int First(int from, int to)
    {
        for (var w = from >> 6; (w << 6) < to; w++)
        {
            var word = _words[w];
            if ((w << 6) < from) word &= ulong.MaxValue << (from & 63);
            if (word == 0) continue;
            var index = (w << 6) + BitOperations.TrailingZeroCount(word);
            return index < to ? index : -1;
        }

        return -1;
    }
}
