using System.Numerics;

namespace Cloud.Simulation.Engine;

/// <summary>
/// Seeded random numbers (xoshiro256**, seeded by SplitMix64) with named children. A child depends on its parent's seed and
/// on its name only, never on what the parent has drawn, so adding a draw in one place changes nothing elsewhere.
/// Same seed, same calls, same bits on every platform. Not thread-safe: split one per owner.
/// Source: Blackman and Vigna, "Scrambled Linear Pseudorandom Number Generators", 2018; Steele et al., OOPSLA 2014.
/// </summary>
public sealed partial class SimRandom
{
    private readonly ulong _key;
    private ulong _s0;
    private ulong _s1;
    private ulong _s2;
    private ulong _s3;

    /// <summary>Creates the root generator of a run.</summary>
    public SimRandom(ulong seed)
    {
        _key = seed;
        _s0 = SplitMix64(ref seed);
        _s1 = SplitMix64(ref seed);
        _s2 = SplitMix64(ref seed);
        _s3 = SplitMix64(ref seed);
    }

    /// <summary>A generator of its own for one purpose; asking twice gives the same sequence twice.</summary>
    public SimRandom Split(string name) => new(Mix(_key ^ Hash(name)));

    /// <summary>A generator of its own for one of many, e.g. per host.</summary>
    public SimRandom Split(string name, long index) => new(Mix(Mix(_key ^ Hash(name)) + (ulong)index));

    /// <summary>64 random bits.</summary>
    public ulong NextBits()
    {
        var result = BitOperations.RotateLeft(_s1 * 5, 7) * 9;
        var t = _s1 << 17;
        _s2 ^= _s0;
        _s3 ^= _s1;
        _s1 ^= _s2;
        _s0 ^= _s3;
        _s2 ^= t;
        _s3 = BitOperations.RotateLeft(_s3, 45);
        return result;
    }

    /// <summary>Uniform in [0, 1) with 53 bits.</summary>
    public double NextDouble() => (NextBits() >> 11) * (1.0 / 9007199254740992.0);

    /// <summary>Uniform in [0, bound), without bias (Lemire 2019).</summary>
    public long NextLong(long bound)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bound, 1);
        var range = (ulong)bound;
        var high = Math.BigMul(NextBits(), range, out var low);
        if (low >= range) return (long)high;
        var threshold = (0 - range) % range;
        while (low < threshold) high = Math.BigMul(NextBits(), range, out low);
        return (long)high;
    }

    /// <summary>Uniform in [0, bound).</summary>
    public int NextInt(int bound) => (int)NextLong(bound);

    /// <summary>Uniform in [low, high).</summary>
    public int NextInt(int low, int high) => (int)(low + NextLong((long)high - low));

    /// <summary>True with the given probability.</summary>
    public bool NextBool(double probability = 0.5) => NextDouble() < probability;

    private static ulong SplitMix64(ref ulong state) => Mix(state += 0x9E3779B97F4A7C15);

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>FNV-1a over the UTF-16 units, then mixed: string.GetHashCode differs per process.</summary>
    private static ulong Hash(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var hash = 0xCBF29CE484222325UL;
        foreach (var c in name) hash = (hash ^ c) * 0x100000001B3UL;
        return Mix(hash);
    }
}
