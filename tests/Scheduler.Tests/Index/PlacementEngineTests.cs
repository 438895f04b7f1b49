using System.Text.Json;
using Cloud.Domain.Placement;
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
}
