using Cloud.Scheduler.Pipeline;
using CsCheck;

namespace Cloud.Scheduler.Tests.Laws;

public sealed class BruteForceTests
{
    public static TheoryData<string> Profiles => [.. PlacementProfiles.All.Select(profile => profile.Name)];

    [Theory, MemberData(nameof(Profiles))]
    public void Place_SmallWorld_FindsAFitExactlyWhenThereIsOne(string name)
    {
        var profile = PlacementProfiles.Find(name)!;
        Gen.Select(World.GenLoaded(4, profile), World.GenRequest).Sample(
            (ledger, request) =>
            {
                var decision = PlacementPipeline.Place(ledger, request, profile);
                Assert.Equal(ExhaustiveSearch.FindsAFit(ledger, request), decision.Placement is not null);
                var found = PlacementPipeline.Find(ledger, request, profile);
                Assert.Equal((decision.Placement?.Host, decision.Placement?.Claims.Count), (found?.Host, found?.Claims.Count));
                Assert.Equal(decision.Placement?.Claims.Select(claim => (claim.NumaNode, claim.Vcpus, claim.MemoryMib)), found?.Claims.Select(claim => (claim.NumaNode, claim.Vcpus, claim.MemoryMib)));
                var fitting = ledger.Hosts.Count(host => ExhaustiveSearch.Parts(ledger, host, request).Any());
                Assert.Equal(fitting, decision.Explanation.HostsFitting);
            },
            iter: 3000);
    }

    [Theory, MemberData(nameof(Profiles))]
    public void Place_AutomaticLayout_SpansNoMoreNumaNodesThanAnyHostNeeds(string name)
    {
        var profile = PlacementProfiles.Find(name)!;
        Gen.Select(World.GenLoaded(4, profile), World.GenRequest, Gen.Int[1, 8]).Sample(
            (ledger, request, size) =>
            {
                request = request with { Shape = request.Shape with { NumaNodes = 0, Vcpus = 4 * size } };
                if (PlacementPipeline.Place(ledger, request, profile).Placement is not { } placement) return;
                var fewest = ledger.Hosts.SelectMany(host => ExhaustiveSearch.Parts(ledger, host, request)).Min();
                Assert.Equal(fewest, placement.Claims.Count);
            },
            iter: 1000);
    }
}
