using System.Text.Json;
using Cloud.Domain.Placement;
using Cloud.Scheduler.Capacity;
using Cloud.Scheduler.Filters;
using Cloud.Scheduler.Numa;
using Cloud.Scheduler.Pipeline;
using CsCheck;

namespace Cloud.Scheduler.Tests.Laws;

/// <summary>What must hold of every profile and of every scorer alone, on random worlds.</summary>
public sealed class PolicyLawTests
{
    public static TheoryData<string> Profiles => [.. Policies.Profiles.Keys];

    [Theory, MemberData(nameof(Profiles))]
    public void Place_HostsInAnotherOrder_GivesTheSameQuality(string name)
    {
        var profile = Policies.Profiles[name];
        Gen.Select(World.GenHosts(5), World.GenRequest.Array[0, 12], World.GenRequest, Gen.Int[0, 119]).Sample((hosts, load, request, order) =>
        {
            var ledger = World.Ledger(hosts);
            var held = World.Fill(ledger, load, profile);
            var permuted = World.Ledger(Permute(hosts, order));
            foreach (var placement in held) permuted.Take(placement);
            var one = PlacementPipeline.Place(ledger, request, profile);
            var other = PlacementPipeline.Place(permuted, request, profile);

            Assert.Equal(one.Explanation.HostsFitting, other.Explanation.HostsFitting);
            Assert.Equal(one.Explanation.Refusals.Select(refusal => (refusal.Rule, refusal.Hosts, refusal.Help)),
                other.Explanation.Refusals.Select(refusal => (refusal.Rule, refusal.Hosts, refusal.Help)));
            if (Policies.UsesHostOrder(profile)) return; // Declared; HostOrderTests says what holds instead.
            Assert.Equal(one.Explanation.Best.Select(best => best.Score), other.Explanation.Best.Select(best => best.Score));
            var best = one.Explanation.Best;
            if (best.Count == 1 || (best.Count > 1 && best[0].Score > best[1].Score)) Assert.Equal(Json(one.Placement), Json(other.Placement));
        });
    }

    [Theory, MemberData(nameof(Profiles))]
    public void Place_AskedTwice_AnswersTheSameAndChangesNothing(string name) => OnWorlds(name, (ledger, request, profile) =>
    {
        var before = World.State(ledger);
        var first = Json(PlacementPipeline.Place(ledger, request, profile));
        Assert.Equal(first, Json(PlacementPipeline.Place(ledger, request, profile)));
        Assert.Equal(before, World.State(ledger));
    });

    [Theory, MemberData(nameof(Profiles))]
    public void Place_ScorersScaled_ChoosesTheSame(string name) => OnWorlds(name, (ledger, request, profile) =>
    {
        var expected = PlacementPipeline.Place(ledger, request, profile);
        foreach (var factor in new[] { 0.25, 1024 })
        {
            var scaled = profile with { Scorers = [.. profile.Scorers.Select(scorer => scorer with { Scorer = new Scaled(scorer.Scorer, factor) })] };
            var decision = PlacementPipeline.Place(ledger, request, scaled);
            Assert.Equal(Json(expected.Placement), Json(decision.Placement));
            // Only scores that are normalised read the same in another unit.
            if (profile.Composition == ScoreComposition.Weighted) Assert.Equal(Json(expected), Json(decision));
        }

        if (profile.Composition != ScoreComposition.Weighted) return;

        // Other factors round differently in the last bit, so a tie may go the other way; the quality is the same.
        var third = profile with { Scorers = [.. profile.Scorers.Select(scorer => scorer with { Scorer = new Scaled(scorer.Scorer, 1 / 3.0) })] };
        Assert.Equal(expected.Explanation.Best.Select(best => best.Score), PlacementPipeline.Place(ledger, request, third).Explanation.Best.Select(best => best.Score), Near);
    });

    [Theory, MemberData(nameof(Profiles))]
    public void Place_ConstantScorerAdded_ChoosesTheSame(string name) => OnWorlds(name, (ledger, request, profile) =>
    {
        var more = profile with { Scorers = profile.Scorers.Insert(0, new(new Constant(), 1e6)) };
        var (expected, decision) = (PlacementPipeline.Place(ledger, request, profile), PlacementPipeline.Place(ledger, request, more));
        // A large number added to a small one costs it its last bits, so a near tie may go the other way.
        if (profile.Composition == ScoreComposition.Absolute)
            Assert.Equal(expected.Explanation.Best.Select(best => best.Score + 42e6), decision.Explanation.Best.Select(best => best.Score), Near);
        else
            Assert.Equal(Json(expected.Placement), Json(decision.Placement));
    });

    [Theory, MemberData(nameof(Profiles))]
    public void Place_InfeasibleHostAdded_ChoosesTheSame(string name)
    {
        var profile = Policies.Profiles[name];
        Gen.Select(World.GenHosts(4), World.GenRequest.Array[0, 12], World.GenRequest, Gen.Int[0, 4]).Sample((hosts, load, request, at) =>
        {
            var ledger = World.Ledger(hosts);
            var held = World.Fill(ledger, load, profile);
            var useless = World.Host("useless", numaNodes: new NumaNodeDescription(0, 1, 0));
            var larger = World.Ledger([.. hosts.Take(at), useless, .. hosts.Skip(at)]);
            foreach (var placement in held) larger.Take(placement);
            var expected = PlacementPipeline.Place(ledger, request, profile);
            var decision = PlacementPipeline.Place(larger, request, profile);
            Assert.Equal(expected.Explanation.HostsConsidered + 1, decision.Explanation.HostsConsidered);
            Assert.Equal(expected.Explanation.HostsFitting, decision.Explanation.HostsFitting);
            if (Policies.UsesHostOrder(profile)) return; // Declared; HostOrderTests says what holds instead.
            Assert.Equal(Json(expected.Placement), Json(decision.Placement));
            Assert.Equal(Json(expected.Explanation.Best), Json(decision.Explanation.Best));
        });
    }

    [Theory, MemberData(nameof(Profiles))]
    public void Place_ChosenHost_PassesEveryRuleAndTheLedger(string name) => OnWorlds(name, (ledger, request, profile) =>
    {
        var decision = PlacementPipeline.Place(ledger, request, profile);
        Assert.Equal(ledger.Hosts.Count, decision.Explanation.HostsFitting + decision.Explanation.Refusals.Sum(refusal => refusal.Hosts));
        Assert.Equal(decision.Placement is null, decision.Explanation.HostsFitting == 0);
        if (decision.Placement is not { } placement) return;
        Assert.True(ledger.Fits(placement));
        Assert.Equal(decision.Explanation.Best[0].Host, placement.Host);
        var host = ledger.View(ledger.Inventory.IndexOf(placement.Host));
        var ask = PlacementAsk.For(ledger, request);
        foreach (var filter in Policies.Filters) Assert.True(filter.Passes(host, ask), filter.Name);
        Assert.Equal(request.Shape.Vcpus, placement.Claims.Sum(claim => claim.Vcpus));
        var overhead = World.Pools[host.Description.Pool].ChargeOverhead ? request.OverheadMemoryMib : 0;
        Assert.Equal(request.Shape.MemoryMib + overhead, placement.Claims.Sum(claim => claim.MemoryMib));
        if (request.Shape.NumaNodes > 0) Assert.Equal(request.Shape.NumaNodes, placement.Claims.Count);
    });

    [Fact]
    public void Filters_AfterFreeing_NeverTurnYesIntoNo() =>
        Gen.Select(World.GenHosts(3), World.GenRequest.Array[1, 16], World.GenRequest, Gen.Int[0, 1000]).Sample((hosts, load, request, victim) =>
        {
            var ledger = World.Ledger(hosts);
            var held = World.Fill(ledger, load, PlacementProfiles.Spread);
            if (held.Count == 0) return;
            var ask = PlacementAsk.For(ledger, request);
            var before = Answers(ledger, ask);
            ledger.Release(held[victim % held.Count]);
            foreach (var (was, isNow) in before.Zip(Answers(ledger, ask))) Assert.True(!was.Yes || isNow.Yes, was.Rule);
        });

    [Fact]
    public void CapacityRules_HostThatTheFitterTakes_PassesThemAll() =>
        Gen.Select(World.GenLoaded(4, PlacementProfiles.Pack), World.GenRequest).Sample((ledger, request) =>
        {
            var ask = PlacementAsk.For(ledger, request);
            for (var index = 0; index < ledger.Hosts.Count; index++)
            {
                var host = ledger.View(index);
                var fits = NumaFitter.Parts(host, ask) > 0;
                var all = true;
                foreach (var rule in CapacityRules.All)
                {
                    if (rule.Passes(host, ask)) continue;
                    // The first no is the one that is reported, and what it reports missing is a positive amount.
                    if (all) Assert.True(rule.Shortfall(host, ask) is { Resource: not null, Missing: > 0, Needed: > 0 }, rule.Name);
                    all = false;
                }

                Assert.Equal(fits, all);
            }
        });

    private static void OnWorlds(string name, Action<CapacityLedger, PlacementRequest, PlacementProfile> law)
    {
        var profile = Policies.Profiles[name];
        Gen.Select(World.GenLoaded(5, profile), World.GenRequest).Sample((ledger, request) => law(ledger, request, profile), iter: 300);
    }

    private static List<(string Rule, bool Yes)> Answers(CapacityLedger ledger, PlacementAsk ask)
    {
        var answers = new List<(string, bool)>();
        for (var index = 0; index < ledger.Hosts.Count; index++)
        {
            var host = ledger.View(index);
            foreach (var filter in Policies.Filters) answers.Add((filter.Name, filter.Passes(host, ask)));
            answers.Add((nameof(NumaFitter), NumaFitter.Parts(host, ask) > 0));
        }

        return answers;
    }

    private static HostDescription[] Permute(HostDescription[] hosts, int order)
    {
        var rest = hosts.ToList();
        var permuted = new List<HostDescription>();
        for (; rest.Count > 0; order /= 5)
        {
            permuted.Add(rest[order % rest.Count]);
            rest.RemoveAt(order % rest.Count);
        }

        return [.. permuted];
    }

    private static bool Near(double one, double other) => Math.Abs(one - other) <= 0.0002;

    private static string Json<T>(T value) => JsonSerializer.Serialize(value);

    private sealed class Scaled(IHostScorer scorer, double factor) : IHostScorer
    {
        public string Name => scorer.Name;

        public double Score(in HostView host, PlacementAsk ask, int parts) => factor * scorer.Score(host, ask, parts);
    }

    private sealed class Constant : IHostScorer
    {
        public string Name => nameof(Constant);

        public double Score(in HostView host, PlacementAsk ask, int parts) => 42;
    }
}
