using Cloud.Domain.Identity;
using Cloud.Scheduler.Capacity;
using Cloud.Scheduler.Index;
using Cloud.Scheduler.Numa;
using Cloud.Scheduler.Pipeline;
using Cloud.Scheduler.Scorers;
using Cloud.Scheduler.Tests.Laws;
using CsCheck;
using static Cloud.Scheduler.Tests.World;

namespace Cloud.Scheduler.Tests.Index;

public sealed class PlacementIndexTests
{
    private static readonly PlacementProfile BestFit = new("best", "")
    {
        Composition = ScoreComposition.Absolute,
        Scorers = [new(new TightestNumaFit(), 1)],
    };

    /// <summary>Three hosts that hold 1, 3 and 2 GiB: best-fit takes b, then c, then a.</summary>
    private static CapacityLedger Three()
    {
        var ledger = Ledger(Host("a"), Host("b"), Host("c"));
        ledger.Take(On("a", Shared(0, 1, 1)));
        ledger.Take(On("b", Shared(0, 1, 3)));
        ledger.Take(On("c", Shared(0, 1, 2)));
        return ledger;
    }

    [Fact]
    public void Choose_GateRefusesTheBest_TakesTheNext()
    {
        var index = new PlacementIndex(Three(), BestFit);
        Assert.Equal(new HostChoice(1, 1, 1), index.Choose(Request(1, 1)));
        Assert.Equal(2, index.Choose(Request(1, 1), new Without(1)).Host);
        Assert.Equal(0, index.Choose(Request(1, 1), new Without(1, 2)).Host);
        Assert.Equal(HostChoice.None, index.Choose(Request(1, 1), new Without(0, 1, 2)));
        Assert.Equal(2, index.Choose(Request(1, 1), new HostRange(2, 3)).Host);
        Assert.Equal(HostChoice.None, index.Choose(Request(9, 1)));
    }

    [Fact]
    public void ChooseAmong_FewHosts_TakesTheBestOfThem()
    {
        var index = new PlacementIndex(Three(), BestFit);
        Assert.Equal(2, index.ChooseAmong(Request(1, 1), [0, 2], new AnyHost()).Host);
        Assert.Equal(0, index.ChooseAmong(Request(1, 1), [0, 2], new Without(2)).Host);
        Assert.Equal(HostChoice.None, index.ChooseAmong(Request(1, 1), [], new AnyHost()));
    }

    [Fact]
    public void NextFrom_Cursor_TakesTheFirstThatFits()
    {
        var index = new PlacementIndex(Three(), BestFit);
        index.Ledger.Take(On("b", Shared(0, 5, 13), Shared(1, 5, 16)));
        Assert.Equal([0, 2, 2, -1], new[] { 0, 1, 2, 3 }.Select(cursor => index.NextFrom(Request(1, 1), cursor).Host));
    }

    [Fact]
    public void Choose_CordonedOrOvercommitTaken_FollowsTheLedger()
    {
        var ledger = Three();
        var index = new PlacementIndex(ledger, BestFit);
        Assert.Equal(1, index.Choose(Request(1, 1)).Host);
        ledger.SetCordoned(new HostId("b"), true);
        Assert.Equal((2, 2), (index.Choose(Request(1, 1)).Host, index.Fitting(Request(1, 1))));
        ledger.SetCordoned(new HostId("b"), false);
        Assert.Equal((1, 3), (index.Choose(Request(1, 1)).Host, index.Fitting(Request(1, 1))));
        var exact = OvercommitRatio.Of(1);
        ledger.SetOvercommit(new HostId("b"), 0, exact, exact);
        Assert.Equal(1, index.Choose(Request(1, 1)).Host);
        index.Detach();
        ledger.SetCordoned(new HostId("b"), true);
        Assert.Equal(3, index.Fitting(Request(1, 1)));
    }

    [Theory, MemberData(nameof(IndexEqualsScanTests.Indexable), MemberType = typeof(IndexEqualsScanTests))]
    public void Choose_RandomGate_IsTheBestOfTheHostsLeft(string name)
    {
        var profile = Policies.Indexable[name];
        Gen.Select(GenHosts(60), GenRequest.Array[0, 40], GenRequest, Gen.Int[0, 59].Array[0, 30]).Sample((hosts, load, request, without) =>
        {
            var ledger = Ledger(hosts);
            Fill(ledger, load, PlacementProfiles.Spread);
            var index = new PlacementIndex(ledger, profile);
            var gate = new Without(without);
            var all = new int[hosts.Length];
            all = all[..index.Rank(request, all, new AnyHost())];
            var left = all.Where(gate.Admits).ToArray();
            Assert.Equal(left.FirstOrDefault(-1), index.Choose(request, gate).Host);
            Assert.Equal(left.FirstOrDefault(-1), index.ChooseAmong(request, [.. Enumerable.Range(0, hosts.Length)], gate).Host);
            var ranked = new int[hosts.Length];
            Assert.Equal(left, ranked[..index.Rank(request, ranked, gate)]);
        }, iter: 40);
    }

    [Fact]
    public void Classes_MoreThanMay_DropsTheOneAskedLongestAgo()
    {
        var index = new PlacementIndex(Three(), BestFit, mostClasses: 2);
        foreach (var vcpus in new[] { 1, 2, 1, 3, 1 }) index.Choose(Request(vcpus, 1));
        Assert.Equal(2, index.Classes);
        var choice = index.Choose(Request(2, 1));
        index.Choose(Request(3, 1));
        index.Choose(Request(4, 1));
        // The class is gone; what was chosen for it can still be taken and released.
        index.Take(Request(2, 1), choice);
        index.Release(Request(2, 1), choice);
        Assert.Equal(State(Three()), State(index.Ledger));
    }

    [Fact]
    public void Classes_NobodyAsksFor_SleepAfterEnoughChangesAndWakeExact()
    {
        var index = new PlacementIndex(Three(), BestFit);
        index.Choose(Request(1, 1));
        index.Choose(Request(2, 2));
        for (var step = 0; step < 5_000; step++)
        {
            var choice = index.Choose(Request(1, 1));
            index.Take(Request(1, 1), choice);
            index.Release(Request(1, 1), choice);
        }

        Assert.Equal((2, 1), (index.Classes, index.ClassesAwake));
        index.Ledger.Take(On("b", Shared(0, 7, 13), Shared(1, 8, 16)));
        Assert.Equal((2, 2), (index.Choose(Request(2, 2)).Host, index.Fitting(Request(2, 2))));
        Assert.Equal(2, index.ClassesAwake);
    }

    [Fact]
    public void Take_TwiceWhereOneFits_Throws()
    {
        var index = new PlacementIndex(Ledger(Host("a", numaNodes: [Numa8])), BestFit);
        var choice = index.Choose(Request(8, 1));
        index.Take(Request(8, 1), choice);
        Assert.Throws<InvalidOperationException>(() => index.Take(Request(8, 1), choice));
        index.Release(Request(8, 1), choice);
        Assert.Throws<InvalidOperationException>(() => index.Release(Request(8, 1), choice));
    }

    [Fact]
    public void Constructor_ProfileThatDependsOnOtherHosts_IsRefused() =>
        Assert.Throws<ArgumentException>(() => new PlacementIndex(Three(), BestFit with { Composition = ScoreComposition.Weighted }));

    [Fact]
    public void ClassComparer_KnowsEveryPropertyOfARequest() =>
        Assert.Equal(
            typeof(PlacementRequest).GetProperties().Select(property => property.Name)
                .Where(name => name is not (nameof(PlacementRequest.Group) or nameof(PlacementRequest.Context))).Order(),
            ClassComparer.Properties.Order());

    /// <summary>All hosts but some.</summary>
    private readonly struct Without(params int[] hosts) : IHostGate
    {
        public bool Admits(int host) => !hosts.Contains(host);

        public bool AdmitsAny(int first, int end)
        {
            for (var host = first; host < end; host++)
            {
                if (Admits(host)) return true;
            }

            return false;
        }
    }
}
