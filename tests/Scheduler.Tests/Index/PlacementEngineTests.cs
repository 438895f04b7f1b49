using System.Text.Json;
using Cloud.Domain.Placement;
using Cloud.Scheduler.Context;
using Cloud.Scheduler.Index;
using Cloud.Scheduler.Pipeline;
using Cloud.Scheduler.Tests.Laws;
using CsCheck;

namespace Cloud.Scheduler.Tests.Index;

public sealed class PlacementEngineTests
{
    [Theory, MemberData(nameof(IndexEqualsScanTests.Indexable), MemberType = typeof(IndexEqualsScanTests))]
    public void Place_RandomHistory_SaysEveryWordOfTheScan(string name)
    {
        var profile = Policies.Indexable[name];
        Gen.Select(World.GenHosts(24), World.GenRequest.Array[1, 4], Gen.Int[0, 7].Array[1, 30]).Sample((hosts, requests, steps) =>
        {
            var ledger = World.Ledger(hosts);
            var engine = new PlacementEngine(ledger, profile);
            var held = new List<HostPlacement>();
            foreach (var step in steps)
            {
                var request = requests[step % requests.Length];
                var decision = engine.Place(request);
                Assert.Equal(JsonSerializer.Serialize(PlacementPipeline.Place(ledger, request, profile)), JsonSerializer.Serialize(decision));
                if (step == 7) ledger.SetCordoned(hosts[held.Count % hosts.Length].Id, held.Count % 2 == 0);
                if (decision.Placement is { } placement && step < 5)
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
        }, iter: 30);
    }

    [Fact]
    public void Profiles_ThatRegionsUseMost_AreIndexed() =>
        Assert.All([PlacementProfiles.Pack, PlacementProfiles.Spread], profile => Assert.True(profile.IsIndexable, profile.Name));

    [Fact]
    public void Profiles_ThatAskWhoIsExpected_AreIndexedByClassAndMix()
    {
        foreach (var name in new[] { "fgd", "fgd-gpu", "fgd-gpu-published", "slots", "scarce-slots" })
            Assert.Equal((true, true), (PlacementProfiles.Find(name)!.UsesMix, PlacementProfiles.Find(name)!.IsIndexable));
        Assert.Equal((false, false), (PlacementProfiles.Pack.UsesMix, PlacementProfiles.Find("random")!.IsIndexable));
        var index = new PlacementIndex(World.Ledger(World.Host("a")), PlacementProfiles.Find("slots")!);
        foreach (var mix in new[] { WorkloadMix.Doubling, new WorkloadMix([new(new(2, 2048, 0, 1, false), 1)]), WorkloadMix.Doubling })
            index.Choose(World.Request(1, 1) with { Context = new() { Workload = mix } });
        Assert.Equal(2, index.Classes);
    }
}
