using Cloud.Domain.Placement;
using Cloud.Scheduler.Capacity;
using Cloud.Scheduler.Pipeline;
using CsCheck;
using static Cloud.Scheduler.Tests.World;

namespace Cloud.Scheduler.Tests.Advice;

/// <summary>Advice is a promise: who follows it is placed; and it is the smallest change: one unit less of it does not do.</summary>
public sealed class AdviceTests
{
    [Fact]
    public void Advise_Followed_Fits()
    {
        var followed = 0;
        Gen.Select(GenLoaded(4, PlacementProfiles.Spread), GenRequest).Sample(
            (ledger, request) =>
            {
                var decision = PlacementPipeline.Place(ledger, request, PlacementProfiles.Spread);
                Assert.Equal(decision.Placement is not null, decision.Explanation.Advice.Count == 0);
                foreach (var advice in decision.Explanation.Advice.Where(advice => advice.Changes.Count > 0))
                {
                    Interlocked.Increment(ref followed);
                    var after = PlacementPipeline.Place(World(ledger, advice), advice.ApplyTo(request), PlacementProfiles.Spread);
                    Assert.True(after.Placement is not null, advice.Describe());
                    Assert.Equal(advice.Kind == AdviceKind.Change ? after.Explanation.HostsFitting : 0, advice.HostsFitting);
                }
            },
            iter: 1000);
        Assert.True(followed > 200, $"only {followed} pieces of advice were tried");
    }

    [Fact]
    public void Advise_OneUnitLessOfTheChange_DoesNotFit()
    {
        var tried = 0;
        Gen.Select(GenLoaded(4, PlacementProfiles.Pack), GenRequest).Sample(
            (ledger, request) =>
            {
                foreach (var advice in PlacementPipeline.Place(ledger, request, PlacementProfiles.Pack).Explanation.Advice)
                    foreach (var change in advice.Changes.Where(change => change.IsAmount))
                        for (var amount = change.To + 1; amount < Math.Min(change.From, change.To + 20); amount++)
                        {
                            var less = change with { To = amount };
                            var changed = advice with { Changes = [.. advice.Changes.Select(other => other == change ? less : other)] };
                            if (!IsAskable(changed.ApplyTo(request).Shape)) continue;
                            Interlocked.Increment(ref tried);
                            Assert.True(
                                PlacementPipeline.Place(World(ledger, advice), changed.ApplyTo(request), PlacementProfiles.Pack).Placement is null,
                                $"{advice.Describe()} But {amount} {change.Field} fits too.");
                        }
            },
            iter: 1000);
        Assert.True(tried > 200, $"only {tried} smaller changes were tried");
    }

    [Theory]
    [InlineData(64, 4, 1, "Ask for at most 6 vCPUs on one NUMA node instead of 64 vCPUs.")]
    [InlineData(64, 4, 2, "Ask for at most 8 vCPUs on 2 NUMA nodes instead of 64 vCPUs.")]
    [InlineData(2, 64, 1, "Ask for at most 12 GiB of memory on one NUMA node instead of 64 GiB.")]
    [InlineData(64, 64, 1, "Ask for at most 6 vCPUs on one NUMA node instead of 64 vCPUs and ask for at most 12 GiB of memory on one NUMA node instead of 64 GiB.")]
    public void Advise_TooLarge_NamesTheLargestThatFits(int vcpus, long gib, int numaNodes, string advice)
    {
        var ledger = Ledger(Host("h"));
        ledger.Take(On("h", Shared(0, 2, 4), Shared(1, 4, 5)));
        Assert.Contains(advice, Describe(ledger, Request(vcpus, gib, numaNodes)));
    }

    [Fact]
    public void Advise_ExactAmounts_AreData()
    {
        var ledger = Ledger(Host("h"));
        ledger.Take(On("h", Shared(0, 2, 4), Shared(1, 4, 5)));
        var advice = PlacementPipeline.Place(ledger, Request(64, 4), PlacementProfiles.Pack).Explanation.Advice;
        var change = Assert.Single(advice, piece => piece.Kind == AdviceKind.Change);
        Assert.Equal((1, 1), (change.Parts, change.HostsFitting));
        Assert.Equal(new RequestChange(RequestField.Vcpus, 64, 6), Assert.Single(change.Changes));
    }

    [Fact]
    public void Advise_NothingAloneHelps_ChangesTwoThings()
    {
        var ledger = Ledger(Host("h"), Host("far", zone: "z2", numaNodes: [Numa8]));
        ledger.Take(On("h", Shared(0, 8, 16), Shared(1, 8, 16)));
        ledger.Take(On("far", Shared(0, 1, 1)));
        Assert.Contains(
            "Allow zones other than z1 and ask for shared vCPUs instead of dedicated cores: 1 host fits.",
            Describe(ledger, Request(7, 8, policy: CpuPolicy.Dedicated, zone: "z1")));
    }

    [Fact]
    public void Advise_TooLargeForTheEmptyHostAndNothingFitsNow_SaysWhatAnEmptyHostTakes()
    {
        var ledger = Ledger(Host("h", numaNodes: [Numa8]));
        ledger.Take(On("h", Shared(0, 8, 4)));
        Assert.Equal(
            ["No host could take it, even if it were empty.", "Ask for at most 8 vCPUs on one NUMA node instead of 16 vCPUs, and wait for room."],
            Describe(ledger, Request(16, 4)));
    }

    [Fact]
    public void Advise_Wait_NamesTheHostOfWhichLeastIsMissing()
    {
        var ledger = Ledger(Host("a"), Host("b"), Host("small", numaNodes: new NumaNodeDescription(2, 2, 16 * 1024)));
        ledger.Take(On("a", Shared(0, 1, 12), Shared(1, 1, 14)));
        ledger.Take(On("b", Shared(0, 1, 13), Shared(1, 1, 10)));
        // 'small' lacks no memory, but would never have 6 threads.
        var wait = PlacementPipeline.Place(ledger, Request(6, 8), PlacementProfiles.Pack).Explanation.Advice[^1];
        Assert.Equal("Wait: 2 GiB of memory missing on b NUMA node 1.", wait.Describe());
        Assert.Equal(new RoomWanted(new("b"), 1, Shortfall.MemoryMib, 2048), wait.Room);
    }

    private static IEnumerable<string> Describe(CapacityLedger ledger, PlacementRequest request) =>
        PlacementPipeline.Place(ledger, request, PlacementProfiles.Pack).Explanation.Advice.Select(advice => advice.Describe());

    private static CapacityLedger World(CapacityLedger ledger, PlacementAdvice advice) =>
        advice.Kind == AdviceKind.ChangeAndWait ? new(ledger.Hosts, Pools) : ledger;

    private static bool IsAskable(InstanceShape shape) =>
        shape.NumaNodes == 0 || (shape.Vcpus % shape.NumaNodes == 0 && shape.MemoryMib % shape.NumaNodes == 0);
}
