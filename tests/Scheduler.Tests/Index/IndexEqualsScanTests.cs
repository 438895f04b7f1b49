using System.Text.Json;
using Cloud.Domain.Placement;
using Cloud.Scheduler.Capacity;
using Cloud.Scheduler.Index;
using Cloud.Scheduler.Pipeline;
using Cloud.Scheduler.Tests.Laws;
using CsCheck;

namespace Cloud.Scheduler.Tests.Index;

/// <summary>
/// The index decides what the scan decides, to the host and the NUMA nodes, after any history. <c>CLOUD_INDEX_STEPS</c> sets the number of random
/// steps of the long runs (default 40,000 in all; a step is a decision or a release, each followed by a comparison over all hosts).
/// </summary>
public sealed class IndexEqualsScanTests
{
    public static TheoryData<string> Indexable => [.. Policies.Indexable.Keys];

    private static int Steps => int.TryParse(Environment.GetEnvironmentVariable("CLOUD_INDEX_STEPS"), out var steps) ? steps : 40_000;

    [Theory, MemberData(nameof(Indexable))]
    public void Choose_RandomWorld_IsTheScansChoice(string name)
    {
        var profile = Policies.Indexable[name];
        Gen.Select(World.GenHosts(40), World.GenRequest.Array[1, 6], Gen.Int[0, 5].Array[1, 60], Gen.Int[1, 6]).Sample((hosts, requests, steps, classes) =>
        {
            var ledger = World.Ledger(hosts);
            var index = new PlacementIndex(ledger, profile, classes);
            var held = new List<HostPlacement>();
            foreach (var step in steps)
            {
                var request = requests[step % requests.Length];
                var expected = PlacementPipeline.Place(ledger, request, profile);
                AssertSame(expected, index, request);
                if (expected.Placement is { } placement && step != 5)
                {
                    ledger.Take(placement);
                    held.Add(placement);
                }
                else if (held.Count > 0)
                {
                    ledger.Release(held[step % held.Count]);
                    held.RemoveAt(step % held.Count);
                }
            }
        }, iter: 40);
    }

    [Theory, MemberData(nameof(Indexable))]
    public void Choose_LongRun_NeverDriftsFromTheScan(string name)
    {
        var profile = Policies.Indexable[name];
        var run = new LongRun(600, seed: 7);
        var ledger = new CapacityLedger(run.Hosts, World.Pools);
        var index = new PlacementIndex(ledger, profile, mostClasses: 12);
        for (var step = 0; step < Steps / Policies.Indexable.Count; step++)
        {
            var request = run.NextRequest();
            Assert.Equal(LongRun.Scan(ledger, request, profile), index.Choose(request));
            run.Step(index, request);
        }
    }

    [Fact]
    public void Choose_SameHistory_IsTheSameChoice()
    {
        Assert.Equal(History(mostClasses: 64), History(mostClasses: 64));
        Assert.Equal(History(mostClasses: 64), History(mostClasses: 1));
    }

    private static List<HostChoice> History(int mostClasses)
    {
        var run = new LongRun(100, seed: 3);
        var index = new PlacementIndex(new CapacityLedger(run.Hosts, World.Pools), Policies.Indexable["every Absolute"], mostClasses);
        var choices = new List<HostChoice>();
        for (var step = 0; step < 2_000; step++)
        {
            var request = run.NextRequest();
            choices.Add(index.Choose(request));
            run.Step(index, request);
        }

        Assert.InRange(index.Classes, 1, mostClasses);
        return choices;
    }

    private static void AssertSame(PlacementDecision expected, PlacementIndex index, PlacementRequest request)
    {
        var choice = index.Choose(request);
        Assert.Equal(expected.Placement is not null, choice.Found);
        Assert.Equal(expected.Explanation.HostsFitting, index.Fitting(request));
        if (choice.Found) Assert.Equal(JsonSerializer.Serialize(expected.Placement), JsonSerializer.Serialize(index.PlacementOf(request, choice)));
        Span<int> best = stackalloc int[PlacementExplanation.MaxBest];
        var found = index.Rank(request, best, new AnyHost());
        Assert.Equal(expected.Explanation.Best.Select(host => host.Host), best[..found].ToArray().Select(host => index.Ledger.Hosts[host].Id));
    }
}
