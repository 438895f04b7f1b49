using Cloud.Scheduler.Capacity;
using Cloud.Scheduler.Pipeline;
using Cloud.Scheduler.Scorers;
using static Cloud.Scheduler.Tests.World;

namespace Cloud.Scheduler.Tests.Scorers;

/// <summary>
/// Two hosts with two NUMA nodes of 8 threads and 16 GiB: <c>a</c> holds one guest of 4 vCPUs and 8 GiB, <c>b</c> two guests with
/// 2 vCPUs and 12 GiB together.
/// </summary>
public sealed class ScorerTests
{
    private static readonly CapacityLedger Two = TwoHosts();

    [Fact]
    public void FreeVcpus_AreAShareOfTheEmptyHost()
    {
        Assert.Equal([0.75, 0.875], Scores<MostFreeVcpus>());
        Assert.Equal([-0.75, -0.875], Scores<LeastFreeVcpus>());
    }

    [Fact]
    public void FreeVcpus_DedicatedCores_AreNotFree()
    {
        var ledger = Ledger(Host("h", "dense"));
        ledger.Take(On("h", Cores(0, 8, 1, 0, 1, 2, 3)));
        Assert.Equal(0.5, new MostFreeVcpus().Score(ledger.View(0), PlacementAsk.For(ledger, Request(1, 1)), 1));
    }

    [Fact]
    public void FreeMemory_IsAShareOfTheEmptyHost()
    {
        Assert.Equal([0.75, 0.625], Scores<MostFreeMemory>());
        Assert.Equal([-0.75, -0.625], Scores<LeastFreeMemory>());
    }

    [Fact]
    public void FewestNeighbours_CountsGuests() => Assert.Equal([-1, -2], Scores<FewestNeighbours>());

    [Fact]
    public void TightestNumaFit_LooksAtTheTightestNumaNodeThatFits() =>
        // For 2 vCPUs and 4 GiB: a leaves 2 of 8 and 4 of 16 on NUMA node 0; b leaves 5 of 8 and 4 of 16 on NUMA node 0.
        Assert.Equal([-0.5, -0.875], Scores<TightestNumaFit>(Request(2, 4)));

    [Fact]
    public void TightestNumaFit_TwoParts_IsTheMean() =>
        // a leaves 1/8+2/16 and 5/8+10/16 of which the mean is 0.75; b leaves 4/8+2/16 and 4/8+6/16, mean 0.75: memory there, vCPUs here.
        Assert.Equal([-0.75, -0.75], Scores<TightestNumaFit>(Request(6, 12, 2), 2));

    [Fact]
    public void FewestNumaNodes_EachDoublingCostsOne()
    {
        var host = Two.View(0);
        var ask = PlacementAsk.For(Two, Request(8, 8, 0));
        var scorer = new FewestNumaNodes();
        Assert.Equal([0, -1, -2, -3], new[] { 1, 2, 4, 8 }.Select(parts => scorer.Score(host, ask, parts)));
    }

    [Fact]
    public void Place_Pack_TakesTheFullestAndSpreadTheEmptiest()
    {
        var ledger = Ledger(Host("a"), Host("b"), Host("c"));
        ledger.Take(On("b", Shared(0, 4, 8)));
        var pack = PlacementPipeline.Place(ledger, Request(2, 4), PlacementProfiles.Pack).Placement!;
        var spread = PlacementPipeline.Place(ledger, Request(2, 4), PlacementProfiles.Spread).Placement!;
        Assert.Equal(("b", 0), (pack.Host.Value, pack.Claims[0].NumaNode));
        Assert.Equal(("a", 0), (spread.Host.Value, spread.Claims[0].NumaNode));
    }

    [Fact]
    public void Place_ScorerThatIsNotANumber_Throws()
    {
        var profile = PlacementProfiles.Pack with { Scorers = [new(new Nonsense(), 1)] };
        Assert.Throws<InvalidOperationException>(() => PlacementPipeline.Place(Two, Request(1, 1), profile));
    }

    [Fact]
    public void WidestNumaGap_OnePart_IsTheGapOfTheScarcerShares()
    {
        // a: 4 of 8 vCPUs and 8 of 16 GiB free, beside an empty NUMA node. b: 7 of 8 and 8 of 16, beside 7 of 8 and 12 of 16.
        Assert.Equal([1 - 0.5, 0.75 - 0.5], Scores<WidestNumaGap>());
        Assert.Equal([0, 0], Scores<WidestNumaGap>(Request(2, 2, 2), parts: 2));
    }

    private static CapacityLedger TwoHosts()
    {
        var ledger = Ledger(Host("a"), Host("b"));
        ledger.Take(On("a", Shared(0, 4, 8)));
        ledger.Take(On("b", Shared(0, 1, 8)));
        ledger.Take(On("b", Shared(1, 1, 4)));
        return ledger;
    }

    private static double[] Scores<T>(PlacementRequest? request = null, int parts = 1)
        where T : IHostScorer, new()
    {
        var ask = PlacementAsk.For(Two, request ?? Request(1, 1));
        return [new T().Score(Two.View(0), ask, parts), new T().Score(Two.View(1), ask, parts)];
    }

    private sealed class Nonsense : IHostScorer
    {
        public string Name => nameof(Nonsense);

        public double Score(in HostView host, PlacementAsk ask, int parts) => double.NaN;
    }
}
