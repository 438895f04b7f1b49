using Cloud.Domain.Hardware.Costs.Isolation;
using CsCheck;

namespace Cloud.Domain.Tests.Hardware.Costs;

public class IsolationTests
{
    private const double MB = 1e6;
    private static readonly SharedMemorySystem System = new(32 * MB, 16, 16, 105, 42.5, 3.1);
    private static readonly Neighbour Victim = new(0.8, 15, new(0.2, 8 * MB, 0.5, 0.01, 24 * MB), 4);
    private static readonly Neighbour Streamer = new(0.6, 60, new(0.95, 8 * MB, 0.05, 0.9, 1e12), 8);

    [Fact] // Test vector of section 9.1.
    public void SharedCache_TwoApplications_IsTheTestVector()
    {
        var shares = new double[2];
        SharedCache.Shares([new(10, 1e9, new(.3, 8, .5, 0, 1e9)), new(40, 1e9, new(.6, 8, .5, 0, 1e9))], 32, shares);
        Assert.Equal(6.40, shares[0], 1e-6);
        Assert.Equal(25.60, shares[1], 1e-6);
    }

    [Theory] // Test vector of section 9.2.
    [InlineData(.5, 1.06)]
    [InlineData(.8, 1.24)]
    [InlineData(.9, 1.61)]
    [InlineData(.95, 2.40)]
    [InlineData(.96, 2.79)]
    public void LatencyFactor_UnderLoad_IsTheTestVector(double load, double factor) => Assert.Equal(factor, MemoryLoad.LatencyFactor(load), 2);

    [Fact]
    public void LatencyFactor_AnyLoad_IsNeverBelowIdleAndNeverFalls() =>
        Gen.Select(Gen.Double[0, 3], Gen.Double[0, 1]).Sample((load, more) =>
        {
            Assert.True(MemoryLoad.LatencyFactor(load) >= 1);
            Assert.True(MemoryLoad.LatencyFactor(load + more) >= MemoryLoad.LatencyFactor(load));
        });

    [Theory]
    [InlineData(1, 169.984)]
    [InlineData(0.75, 161.3)]
    [InlineData(0.5, 152.0)]
    [InlineData(0.1, 152.0)]
    public void AchievableGBs_ReadMix_IsDerated(double reads, double gbs) => Assert.Equal(gbs, MemoryLoad.AchievableGBs(204.8, 0.83, reads), 1);

    [Fact]
    public void MissCurve_Sizes_ClampToFloorAndOne()
    {
        var curve = new MissCurve(.3, 8, .5, .05, 100);
        Assert.Equal(.3, curve.At(8), 1e-12);
        Assert.Equal(.15, curve.At(32), 1e-12);
        Assert.Equal(.05, curve.At(100));
        Assert.Equal(1, curve.At(0));
        Assert.Equal(1, curve.At(.01));
    }

    [Fact]
    public void SharedCache_AnyClients_SharesSumToTheCache() =>
        Gen.Select(Gen.Double[1, 80], Gen.Double[0.05, 0.9], Gen.Double[0.3, 0.7]).Array[1, 12].Sample(apps =>
        {
            var shares = new double[apps.Length];
            SharedCache.Shares(apps.Select(a => new CacheClient(a.Item1, 1e9, new(a.Item2, 8, a.Item3, 0.01, 1e9))).ToArray(), 32, shares);
            Assert.Equal(32, shares.Sum(), 1e-6);
            Assert.All(shares, s => Assert.True(s > 0));
        });

    [Fact]
    public void Neighbours_MoreStreamers_NeverHelpTheVictim()
    {
        var last = 0.0;
        for (var n = 0; n <= 7; n++)
        {
            var states = new NeighbourState[n + 1];
            Neighbours.Solve(System, [Victim, .. Enumerable.Repeat(Streamer, n)], states);
            Assert.True(states[0].Cpi >= last - 1e-9, $"{n} neighbours: {states[0].Cpi} after {last}");
            last = states[0].Cpi;
            Assert.True(states.Sum(s => s.TrafficGBs) <= System.BandwidthGBs * 1.0001);
        }
    }

    [Fact]
    public void Neighbours_Allocation_ProtectsTheVictim()
    {
        double Cpi(Neighbour victim)
        {
            var states = new NeighbourState[5];
            Neighbours.Solve(System, [victim, .. Enumerable.Repeat(Streamer with { BandwidthCap = victim.OwnWays > 0 ? 0.1 : 1 }, 4)], states);
            return states[0].Cpi;
        }

        var alone = new NeighbourState[1];
        Neighbours.Solve(System, [Victim], alone);
        Assert.True(Cpi(Victim) > 1.3 * alone[0].Cpi, $"{Cpi(Victim)} {alone[0].Cpi}");
        Assert.InRange(Cpi(Victim with { OwnWays = 12 }) / alone[0].Cpi, 1, 1.05);
    }

    [Fact]
    public void Neighbours_AnyMix_CpiIsNeverBelowUnloaded() =>
        Gen.Select(Gen.Double[0.3, 2], Gen.Double[0, 60], Gen.Double[0.05, 0.9]).Array[1, 10].Sample(mix =>
        {
            var guests = mix.Select(g => new Neighbour(g.Item1, g.Item2, new(g.Item3, 8 * MB, 0.5, 0.01, 64 * MB), 4)).ToArray();
            var states = new NeighbourState[guests.Length];
            Neighbours.Solve(System, guests, states);
            for (var i = 0; i < guests.Length; i++)
                Assert.True(states[i].Cpi >= Neighbours.Cpi(System, guests[i], states[i].MissRatio, 1) - 1e-6);
        });

    [Fact]
    public void Interference_Factors_MultiplyAndTailsGrow()
    {
        Assert.Equal(1, Interference.Slowdown(1, 1, 1, 0, 1));
        Assert.Equal(1.2 / .625 / .9, Interference.Slowdown(.625, 1.2, 1, .1, 1), 1e-12);
        Assert.Equal(0.8, Interference.Isolation(10, 12), 1e-12);
        Assert.Equal(1, Interference.MeanWait(0.5, 1, 1), 1e-12);
        Assert.True(double.IsPositiveInfinity(Interference.MeanWait(1, 1, 1)));
        Assert.True(Interference.P99Response(0.5, 1, 1, 1.5) > 1.5 * Interference.P99Response(0.5, 1, 1, 1));
        Assert.Equal(30, MemoryLoad.ThrottledGBs(100, 0.27), 1e-9);
    }
}
