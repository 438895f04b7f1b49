using System.Text.Json;
using Cloud.Domain.Placement;
using Cloud.Scheduler.Capacity;
using Cloud.Scheduler.Columns;
using Cloud.Scheduler.Groups;
using Cloud.Scheduler.Pipeline;
using Cloud.Scheduler.Tests.Groups;
using Cloud.Scheduler.Tests.Index;
using Cloud.Scheduler.Tests.Laws;
using Cloud.Scheduler.Tests.Needs;
using CsCheck;

namespace Cloud.Scheduler.Tests.Columns;

/// <summary>Looking at hosts by columns is looking at them one by one, to the last bit and word, for every policy and after any history.</summary>
public sealed class PlacementScanTests
{
    public static TheoryData<string> Profiles => [.. Policies.Profiles.Keys];

    /// <summary>Random histories for each policy; <c>CLOUD_INDEX_STEPS</c> asks for more.</summary>
    private static int Iterations => int.TryParse(Environment.GetEnvironmentVariable("CLOUD_INDEX_STEPS"), out var steps) ? steps / 1_000 : 12;

    private static readonly PlacementRequest[] Requests =
        [World.Request(1, 1), World.Request(2, 4, overhead: 142), World.Request(4, 8), World.Request(8, 8, 2), World.Request(6, 9, 0)];

    [Theory, MemberData(nameof(Profiles))]
    public void Place_RandomHistory_SaysEveryWordOfThePipeline(string name) =>
        Gen.Select(GroupWorld.GenHosts(40), World.GenRequest.Array[1, 6], GroupWorld.GenRule.Array[1, 3], Gen.Int[0, 9].Array[1, 30])
            .Sample((hosts, requests, rules, steps) => Compare(Policies.Profiles[name], hosts, requests, rules, steps), iter: Iterations);

    [Theory, MemberData(nameof(Profiles))]
    public void Place_GuestsWithNeeds_SaysEveryWordOfThePipeline(string name) =>
        Gen.Select(NeedsWorld.GenHosts(6), NeedsWorld.GenRequest.Array[1, 6], Gen.Int[0, 9].Array[1, 20])
            .Sample((hosts, requests, steps) => Compare(Policies.Profiles[name], hosts, requests, [], steps), iter: Iterations / 3);

    [Fact]
    public void ScoreAll_EveryColumnScorer_IsTheScoreOfEachHost()
    {
        IColumnScorer[] scorers = [.. Policies.Scorers.OfType<IColumnScorer>()];
        Assert.InRange(scorers.Length, 16, Policies.Scorers.Count);
        Gen.Select(World.GenLoaded(70, PlacementProfiles.Pack), World.GenRequest).Sample((ledger, request) =>
        {
            var (ask, fit, scores) = (PlacementAsk.For(ledger, request), new ColumnFit(ledger, PlacementProfiles.Pack), new double[ledger.Hosts.Count]);
            fit.Ask(ask);
            foreach (var scorer in scorers)
            {
                scorer.ScoreAll(new HostColumns(ledger, fit.Parts), ask, scores);
                for (var host = 0; host < scores.Length; host++)
                {
                    if (fit.Parts[host] == 0) continue;
                    var score = scorer.Score(ledger.View(host), ask, fit.Parts[host]);
                    Assert.True(BitConverter.DoubleToInt64Bits(score) == BitConverter.DoubleToInt64Bits(scores[host]), $"{scorer.Name}: {score} is {scores[host]} in the column");
                }
            }
        });
    }

    [Fact]
    public void Parts_AnyRequest_IsTheFittersAnswerOnEachHost() =>
        Gen.Select(World.GenLoaded(70, PlacementProfiles.Spread), World.GenRequest).Sample((ledger, request) =>
        {
            var (ask, fit, rules) = (PlacementAsk.For(ledger, request), new ColumnFit(ledger, PlacementProfiles.Pack), new Rules(PlacementProfiles.Pack));
            fit.Ask(ask);
            for (var host = 0; host < fit.Parts.Length; host++) Assert.Equal(rules.Parts(ledger.View(host), ask), fit.Parts[host]);
        });

    [Fact]
    public void Parts_HostsOfTwoNumaNodes_IsTheFittersAnswerOnEachHost() =>
        Gen.Select(World.GenHosts(90), World.GenRequest.Array[0, 40], World.GenRequest).Sample((hosts, load, request) =>
        {
            var ledger = World.Ledger([.. hosts.Select(host => host with { NumaNodes = [host.NumaNodes[0], host.NumaNodes[^1]] })]);
            World.Fill(ledger, load, PlacementProfiles.Spread);
            var (ask, fit, rules) = (PlacementAsk.For(ledger, request), new ColumnFit(ledger, PlacementProfiles.Pack), new Rules(PlacementProfiles.Pack));
            fit.Ask(ask);
            for (var host = 0; host < fit.Parts.Length; host++) Assert.Equal(rules.Parts(ledger.View(host), ask), fit.Parts[host]);
        });

    /// <summary>Policies composed of weights, and all others without a seat in memory of their own.</summary>
    [Theory, InlineData("nova"), InlineData("nova-pack"), InlineData("next-fit"), InlineData("round-robin"), InlineData("random"), InlineData("lifetime-packing"), InlineData("lava"), InlineData("pack")]
    public void Choose_SteadyState_AllocatesNothing(string name)
    {
        var ledger = new CapacityLedger(new LongRun(200, seed: 1).Hosts, World.Pools);
        World.Fill(ledger, Enumerable.Range(0, 400).Select(step => Requests[step % Requests.Length]), PlacementProfiles.Spread);
        var scan = new PlacementScan(ledger, PlacementProfiles.Find(name)!);
        PlacementRequest[] requests = [.. Requests.Select((request, number) => request with { Context = new() { Sequence = number } })];
        var (bytes, found) = (long.MaxValue, 0);
        for (var warm = 0; warm < 20 && bytes > 0; warm++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var step = 0; step < 200; step++) found += scan.Choose(requests[step % requests.Length]).Parts;
            bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Assert.Equal((0, true), (bytes, found > 0));
    }

    private static void Compare(PlacementProfile profile, HostDescription[] hosts, PlacementRequest[] requests, GroupRule[] rules, int[] steps)
    {
        var ledger = World.Ledger(hosts);
        var (table, scan, group) = (new GroupTable(ledger.Domains), new PlacementScan(ledger, profile), GroupWorld.Group(rules));
        var held = new List<(HostPlacement Placement, bool InGroup)>();
        foreach (var step in steps)
        {
            var inGroup = rules.Length > 0 && step % 2 == 0;
            var request = requests[step % requests.Length];
            if (inGroup) request = request with { Group = table.For(group) };
            var decision = PlacementPipeline.Place(ledger, request, profile);
            Assert.Equal(JsonSerializer.Serialize(decision), JsonSerializer.Serialize(scan.Place(request)));
            var choice = scan.Choose(request);
            Assert.Equal(decision.Placement?.Host, choice.Found ? ledger.Hosts[choice.Host].Id : null);
            if (step == 9) ledger.SetCordoned(hosts[held.Count % hosts.Length].Id, held.Count % 2 == 0);
            if (decision.Placement is { } placement && step < 7)
            {
                ledger.Take(placement);
                if (inGroup) table.Add(group.Id, 0, choice.Host);
                held.Add((placement, inGroup));
            }
            else if (held.Count > 0)
            {
                var (old, member) = held[step % held.Count];
                ledger.Release(old);
                if (member) table.Remove(group.Id, 0, ledger.IndexOf(old.Host));
                held.RemoveAt(step % held.Count);
            }
        }
    }
}
