using System.Numerics;
using Cloud.Domain.Placement;

namespace Cloud.Scheduler.Capacity;

/// <summary>Which physical cores are dedicated: one bit per core, all NUMA nodes in one array.</summary>
internal sealed class CoreBitmap
{
    private readonly ulong[] _words;
    private readonly int[] _start;

    public CoreBitmap(IReadOnlyList<NumaNodeDescription> numaNodes)
    {
        _start = new int[numaNodes.Count];
        var words = 0;
        for (var numa = 0; numa < numaNodes.Count; numa++)
        {
            _start[numa] = words;
            words += (numaNodes[numa].Cores + 63) / 64;
        }

        _words = new ulong[words];
    }

    public bool IsSet(int numa, int core) => (_words[_start[numa] + core / 64] >> (core % 64) & 1) != 0;

    public void Set(int numa, int core) => _words[_start[numa] + core / 64] |= 1UL << (core % 64);

    public void Clear(int numa, int core) => _words[_start[numa] + core / 64] &= ~(1UL << (core % 64));

    public bool IsSame(CoreBitmap other) => _words.AsSpan().SequenceEqual(other._words);

    /// <summary>The <paramref name="count"/> free cores of lowest index, ascending. The caller knows that there are as many.</summary>
    public int[] LowestFree(int numa, int count)
    {
        var cores = new int[count];
        var found = 0;
        for (var word = 0; found < count; word++)
        {
            for (var free = ~_words[_start[numa] + word]; free != 0 && found < count; free &= free - 1)
                cores[found++] = word * 64 + BitOperations.TrailingZeroCount(free);
        }

        return cores;
    }
}
