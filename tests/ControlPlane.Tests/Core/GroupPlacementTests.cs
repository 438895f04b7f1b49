using Cloud.ControlPlane.Iaas.Instances;
using Cloud.ControlPlane.Problems;
using Cloud.Domain.Iaas;
using Cloud.Scheduler.Groups;
using Cloud.Scheduler.Pipeline;

namespace Cloud.ControlPlane.Tests.Core;

/// <summary>Two zones of two hosts each; the rules of a group hold across cells and restarts.</summary>
public class GroupPlacementTests
{
    private readonly World world = new();

    [Fact]
    public void Create_AntiAffinityByHost_UsesEveryHostOnceThenRefusesInWords()
    {
        var hosts = Enumerable.Range(1, 4).Select(number => world.Create($"web-{number}", terms: Group(new(GroupRuleKind.AntiAffinity, DomainLevel.Host, 1, true))).Value.Instance.Placement.Host);
        Assert.Equal(4, hosts.Distinct().Count());

        var refused = world.Create("web-5", terms: Group(new(GroupRuleKind.AntiAffinity, DomainLevel.Host, 1, true))).Problem!;
        Assert.Same(ProblemKind.NoCapacity, refused.Kind);
        Assert.Equal("host z1-r01-h01 already has 1 of 1 members", Refusal(refused, "KeepsAntiAffinity").NearestMiss!.Detail);
        Assert.False(world.Create("other", project: World.OtherProject, terms: Group(new(GroupRuleKind.AntiAffinity, DomainLevel.Host, 1, true))).IsRefused);
    }

    [Theory]
    [InlineData(GroupRuleKind.AntiAffinity)]
    [InlineData(GroupRuleKind.Spread)]
    public void Create_RuleBetweenZones_HoldsAcrossCells(GroupRuleKind kind)
    {
        var zones = Enumerable.Range(1, 2).Select(number => world.Create($"web-{number}", terms: Group(new(kind, DomainLevel.Zone, 1, true))).Value.Instance.Zone);
        Assert.Equal(2, zones.Distinct().Count());
        var third = world.Create("web-3", zone: "z1", terms: Group(new(kind, DomainLevel.Zone, 1, true)));
        Assert.Equal(kind is GroupRuleKind.AntiAffinity, third.IsRefused);
        if (third.Problem is { } refused) Assert.Equal("zone z1 already has 1 of 1 members", Refusal(refused, "KeepsAntiAffinity").NearestMiss!.Detail);
    }

    [Fact]
    public void Create_AffinityByZone_FollowsTheFirstMemberAlsoAfterARestart()
    {
        var terms = Group(new(GroupRuleKind.Affinity, DomainLevel.Zone, 1, true));
        var first = world.Create("web-1", terms: terms).Value.Instance;
        world.Restart();
        Assert.Equal(terms, world.Current(first).Terms);
        Assert.Equal(first.Zone, world.Create("web-2", terms: terms).Value.Instance.Zone);
        var other = first.Zone.Value == "z1" ? "z2" : "z1";
        Assert.Equal($"zone {other} has no member, they are in zone {first.Zone}", Refusal(world.Create("web-3", zone: other, terms: terms).Problem!, "KeepsAffinity").NearestMiss!.Detail);
    }

    /// <summary>Found by <c>cloud sim --scenario calm --seed 0x1</c>: the emptier zone, where the group had nobody, took the second member.</summary>
    [Theory]
    [InlineData(GroupRuleKind.Affinity, DomainLevel.Host)]
    [InlineData(GroupRuleKind.Affinity, DomainLevel.Rack)]
    [InlineData(GroupRuleKind.PartitionAffinity, DomainLevel.Host)]
    public void Create_AffinityBelowTheZone_DoesNotLookForRoomInAnotherZone(GroupRuleKind kind, DomainLevel level)
    {
        var terms = Group(new(kind, level, 1, true));
        var members = Enumerable.Range(1, 4).Select(number => world.Create($"web-{number}", terms: terms).Value.Instance).ToList();
        Assert.Single(members.Select(member => member.Zone).Distinct());
        if (level is DomainLevel.Host) Assert.Single(members.Select(member => member.Placement.Host).Distinct());
        var other = members[0].Zone.Value == "z1" ? "z2" : "z1";
        Assert.Equal($"zone {other} has no member{(kind is GroupRuleKind.Affinity ? "" : " of partition 0")}, they are in zone {members[0].Zone}",
            Refusal(world.Create("web-5", zone: other, terms: terms).Problem!, kind is GroupRuleKind.Affinity ? "KeepsAffinity" : "KeepsPartitionAffinity").NearestMiss!.Detail);
    }

    [Fact]
    public void Delete_Member_FreesItsDomain()
    {
        var terms = Group(new(GroupRuleKind.AntiAffinity, DomainLevel.Zone, 1, true));
        var members = Enumerable.Range(1, 2).Select(number => world.Create($"web-{number}", terms: terms).Value.Instance).ToList();
        Assert.True(world.Create("web-3", terms: terms).IsRefused);
        var leaving = world.Act(members[0], InstanceAction.Delete).Value.Instance;
        world.Report(leaving, ObservedPower.Absent);
        Assert.Equal(members[0].Zone, world.Create("web-3", terms: terms).Value.Instance.Zone);
    }

    private static PlacementTerms Group(GroupRuleTerms rule) => new() { Group = new("web", [rule], 0, 1) };

    private static RuleRefusal Refusal(Problem problem, string rule) =>
        Assert.Single(((PlacementExplanation)problem.Extensions["explanation"]!).Refusals, refusal => refusal.Rule == rule);
}
