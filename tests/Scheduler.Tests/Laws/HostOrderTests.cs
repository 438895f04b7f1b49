using Cloud.Scheduler.Pipeline;
using CsCheck;

namespace Cloud.Scheduler.Tests.Laws;

/// <summary>What holds, instead of the laws on order, of policies that declare to use the order of the hosts: first-fit from a cursor.</summary>
public sealed class HostOrderTests
{
    public static TheoryData<string> Profiles => ["next-fit", "round-robin"];

    [Fact]
    public void Profiles_ThatUseTheOrder_AreTheseTwo() =>
        Assert.Equal(Profiles.Select(row => row.Data), PlacementProfiles.All.Where(Policies.UsesHostOrder).Select(profile => profile.Name));

    [Theory, MemberData(nameof(Profiles))]
    public void Place_GuestOfFixedLayout_TakesTheFirstFittingHostFromTheCursor(string name)
    {
        var profile = PlacementProfiles.Find(name)!;
        Gen.Select(World.GenLoaded(5, profile), World.GenRequest).Sample((ledger, request) =>
        {
            if (request.Shape.NumaNodes == 0) return; // The fewest NUMA nodes come first.
            var hosts = ledger.Hosts;
            var previous = request.Context.Previous is { } host ? Math.Max(0, hosts.ToList().FindIndex(it => it.Id == host)) : 0;
            var cursor = name is "next-fit" ? previous : (int)(request.Context.Sequence % hosts.Count);
            var expected = Enumerable.Range(0, hosts.Count).Select(step => hosts[(cursor + step) % hosts.Count])
                .FirstOrDefault(it => ExhaustiveSearch.Parts(ledger, it, request).Any());
            Assert.Equal(expected?.Id, PlacementPipeline.Place(ledger, request, profile).Placement?.Host);
        });
    }
}
