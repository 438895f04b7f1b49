using System.Reflection;
using Cloud.Scheduler.Filters;
using Cloud.Scheduler.Groups;

namespace Cloud.Scheduler.Tests.Laws;

public sealed class PolicyShapeTests
{
    [Fact]
    public void Policies_AreSealedAndStateless() => Assert.All(Policies.Types, type =>
    {
        Assert.True(type.IsSealed, $"{type.Name} is not sealed");
        var fields = type.GetFields(BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic);
        Assert.All(fields, field => Assert.True(field.IsLiteral, $"{type.Name} keeps {field.Name}"));
        Assert.NotNull(type.GetConstructor([]));
    });

    [Fact]
    public void Policies_AreNamedByTheirType() => Assert.All(
        Policies.Filters.Select(filter => (filter.Name, Type: filter.GetType())).Concat(Policies.Scorers.Select(scorer => (scorer.Name, Type: scorer.GetType()))),
        policy => Assert.Equal(policy.Type.Name, policy.Name));

    [Fact]
    public void Policies_AreListedInSomeProfile()
    {
        var listed = PlacementProfiles.All.SelectMany(profile =>
            profile.Filters.Concat(ConstraintRules.All).Concat(CapacityRules.All).Select(filter => filter.Name).Concat(GroupScorers.All.Select(scorer => scorer.Name)).Concat(profile.Scorers.Select(scorer => scorer.Scorer.Name)));
        Assert.Empty(Policies.Types.Select(type => type.Name).Except(listed));
    }

    [Fact]
    public void Profiles_HaveUniqueNamesAndPositiveWeights()
    {
        Assert.Equal(PlacementProfiles.All.Count, PlacementProfiles.All.Select(profile => profile.Name).Distinct().Count());
        Assert.All(PlacementProfiles.All.SelectMany(profile => profile.Scorers), scorer => Assert.True(scorer.Weight > 0 && double.IsFinite(scorer.Weight)));
        Assert.All(PlacementProfiles.All, profile => Assert.Same(profile, PlacementProfiles.Find(profile.Name)));
        Assert.Null(PlacementProfiles.Find("Spread"));
    }
}
