using Cloud.Scheduler.Tests.Docs;

namespace Cloud.Scheduler.Tests.Laws;

/// <summary>Every policy against exhaustive search with foresight. The gap is a number in docs/policies.md, not a pass; what must hold is below.</summary>
public sealed class ExhaustiveGapTests
{
    public static TheoryData<string> Profiles => [.. PlacementProfiles.All.Select(profile => profile.Name)];

    [Theory, MemberData(nameof(Profiles))]
    public void Policy_OnSmallWorlds_NeverBeatsExhaustiveSearch(string name) =>
        Assert.All(SmallWorlds.Losses(PlacementProfiles.Find(name)!), loss => Assert.True(loss >= 0));

    [Fact]
    public void Policies_OnSmallWorlds_DifferAndNoneIsPerfect()
    {
        var gaps = PlacementProfiles.All.Select(SmallWorlds.GapOf).ToList();
        Assert.All(gaps, gap => Assert.InRange(gap, 1, 40));
        Assert.True(gaps.Distinct().Count() > 10);
    }
}
