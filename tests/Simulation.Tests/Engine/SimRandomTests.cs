using Cloud.Simulation.Engine;
using CsCheck;

namespace Cloud.Simulation.Tests.Engine;

public sealed class SimRandomTests
{
    [Fact]
    public void NextBits_SeedZero_MatchesReference()
    {
        // SplitMix64 from state 0 seeds xoshiro256**; values computed by an independent program (python integers).
        var random = new SimRandom(0);
        Assert.Equal([0x99EC5F36CB75F2B4UL, 0xBF6E1F784956452AUL, 0x1A5F849D4933E6E0UL], [random.NextBits(), random.NextBits(), random.NextBits()]);
    }

    [Fact]
    public void Split_WhateverTheParentDrew_GivesTheSameChild() =>
        Gen.Select(Gen.ULong, Gen.String, Gen.Int[0, 50]).Sample((seed, name, draws) =>
        {
            var fresh = new SimRandom(seed).Split(name);
            var used = new SimRandom(seed);
            for (var i = 0; i < draws; i++) used.NextBits();
            Assert.Equal(Draw(fresh), Draw(used.Split(name)));
        });

    [Fact]
    public void Split_OtherNameIndexOrSeed_GivesAnotherSequence() =>
        Gen.Select(Gen.ULong, Gen.Long[0, 1000]).Sample((seed, index) =>
        {
            var root = new SimRandom(seed);
            ulong[] firsts =
            [
                root.NextBits(), root.Split("a").NextBits(), root.Split("b").NextBits(), root.Split("a").Split("b").NextBits(),
                root.Split("a", index).NextBits(), root.Split("a", index + 1).NextBits(), new SimRandom(seed + 1).Split("a").NextBits(),
            ];
            Assert.Equal(firsts.Length, firsts.Distinct().Count());
        });

    [Fact]
    public void Split_TwoChildren_AreUncorrelated()
    {
        var a = new SimRandom(7).Split("host", 1);
        var b = new SimRandom(7).Split("host", 2);
        var sum = 0.0;
        for (var i = 0; i < 100_000; i++) sum += (a.NextDouble() - 0.5) * (b.NextDouble() - 0.5);
        Assert.InRange(sum / 100_000 * 12, -0.015, 0.015);
    }

    [Fact]
    public void NextInt_AnyBound_StaysInRange() =>
        Gen.Select(Gen.ULong, Gen.Int[1, int.MaxValue]).Sample((seed, bound) => new SimRandom(seed).NextInt(bound) is var x && x >= 0 && x < bound);

    [Fact]
    public void Distributions_ManyDraws_HaveTheirMoments()
    {
        var r = new SimRandom(11);
        Assert.InRange(Mean(() => r.NextDouble()), 0.495, 0.505);
        Assert.InRange(Mean(() => r.Normal(10, 3)), 9.97, 10.03);
        Assert.InRange(Mean(() => Math.Pow(r.Normal(10, 3) - 10, 2)), 8.9, 9.1);
        Assert.InRange(Mean(() => r.Exponential(5)), 4.95, 5.05);
        Assert.InRange(Mean(() => r.LogNormal(0, 0.5)), 1.12, 1.147);
        Assert.InRange(Mean(() => r.Pareto(1, 3)), 1.485, 1.515);
        Assert.InRange(Mean(() => r.NextInt(3, 6)), 3.98, 4.02);
        Assert.InRange(Mean(() => r.NextBool(0.3) ? 1 : 0), 0.295, 0.305);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.8)]
    [InlineData(1.0)]
    [InlineData(2.5)]
    public void Zipf_ManyDraws_HasTheRankFrequencies(double exponent)
    {
        const int Count = 20;
        const int Draws = 200_000;
        var r = new SimRandom(3);
        var seen = new int[Count];
        for (var i = 0; i < Draws; i++) seen[r.Zipf(Count, exponent)]++;
        var total = Enumerable.Range(1, Count).Sum(k => Math.Pow(k, -exponent));
        for (var k = 0; k < Count; k++)
        {
            var p = Math.Pow(k + 1, -exponent) / total;
            Assert.InRange(seen[k] / (double)Draws, p - (5 * Math.Sqrt(p / Draws)), p + (5 * Math.Sqrt(p / Draws)));
        }
    }

    [Fact]
    public void Shuffle_AnyItems_IsAPermutation() =>
        Gen.Select(Gen.ULong, Gen.Int.Array).Sample((seed, items) =>
        {
            var copy = items.ToArray();
            new SimRandom(seed).Shuffle(copy.AsSpan());
            Assert.Equal(items.Order(), copy.Order());
        });

    [Fact]
    public void PortableMath_WholeRange_AgreesWithTheLibrary() =>
        Gen.Double[-700, 700].Sample(x =>
        {
            var exp = PortableMath.Exp(x);
            Assert.InRange(exp / Math.Exp(x), 1 - 2e-15, 1 + 2e-15);
            Assert.InRange(PortableMath.Log(exp) - Math.Log(exp), -1e-15 * Math.Max(1, Math.Abs(x)), 1e-15 * Math.Max(1, Math.Abs(x)));
        });

    private static ulong[] Draw(SimRandom random) => [.. Enumerable.Range(0, 8).Select(_ => random.NextBits())];

    private static double Mean(Func<double> draw) => Enumerable.Range(0, 200_000).Average(_ => draw());
}
