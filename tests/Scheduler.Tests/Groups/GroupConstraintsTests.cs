using Cloud.Domain.Identity;
using Cloud.Scheduler.Groups;
using CsCheck;

namespace Cloud.Scheduler.Tests.Groups;

public sealed class GroupConstraintsTests
{
    [Fact]
    public void Allows_RandomMembersComingAndGoing_SaysWhatCountingSays() =>
        Gen.Select(GroupWorld.GenRule.Array[1, 3], Gen.Select(Gen.Bool, Gen.Int[0, 11], Gen.Int[0, 2]).Array[0, 30], Gen.Int[0, 2]).Sample((rules, steps, partition) =>
        {
            var ledger = GroupWorld.Racks(6);
            var table = new GroupTable(ledger.Domains);
            var group = GroupWorld.Group(rules);
            var kept = table.For(group, partition);
            var members = new List<(int Host, int Partition)>();
            foreach (var (add, host, ofPartition) in steps)
            {
                if (add || members.Count == 0)
                {
                    table.Add(group.Id, ofPartition, host);
                    members.Add((host, ofPartition));
                }
                else
                {
                    var gone = members[host % members.Count];
                    members.Remove(gone);
                    table.Remove(group.Id, gone.Partition, gone.Host);
                }

                for (var candidate = 0; candidate < ledger.Hosts.Count; candidate++)
                {
                    var expected = RuleOracle.Allows(ledger.Hosts, group, members, candidate, partition);
                    Assert.Equal(expected, kept.Allows(candidate));
                    Assert.Equal(expected, rules.All(rule => !rule.Hard || kept.Describe(rule.Kind, candidate) is null));
                }
            }

            Assert.Equal(members.Count, table.Count(group.Id));
        });

    [Fact]
    public void Required_BoundGroup_HoldsEveryAllowedHost() =>
        Gen.Select(GroupWorld.GenRule.Array[1, 3], Gen.Int[0, 11].Array[0, 5]).Sample((rules, hosts) =>
        {
            var map = GroupWorld.Racks(6).Domains;
            var table = new GroupTable(map);
            var group = GroupWorld.Group(rules);
            foreach (var host in hosts) table.Add(group.Id, 0, host);
            var constraints = table.For(group);
            var required = constraints.Required(out var level).ToArray();
            if (required.Length == 0) return;
            Assert.All(Enumerable.Range(0, map.Hosts).Where(constraints.Allows), host => Assert.Contains(map.Of(level, host), required));
        });

    [Fact]
    public void Place_RackHasItsMember_RefusesTheRackInWords()
    {
        var ledger = GroupWorld.Racks(2);
        var table = new GroupTable(ledger.Domains);
        var group = GroupWorld.Group(GroupRule.AntiAffinity(DomainLevel.Rack));
        table.Add(group.Id, 0, 1);

        Assert.Equal(new HostId("h2"), GroupWorld.Ask(ledger, table, group).Placement!.Host);
        table.Add(group.Id, 0, 3);
        var refusal = Assert.Single(GroupWorld.Ask(ledger, table, group).Explanation.Refusals, refusal => refusal.Hosts > 0);
        Assert.Equal(("KeepsAntiAffinity", 4), (refusal.Rule, refusal.Hosts));
        Assert.Equal(("members", 1L, "rack r1 already has 1 of 1 members"), (refusal.NearestMiss!.Resource, refusal.NearestMiss.Missing, refusal.NearestMiss.Detail));
    }

    [Theory]
    [InlineData(GroupRuleKind.Affinity, "h1")]
    [InlineData(GroupRuleKind.AntiAffinity, "h2")]
    [InlineData(GroupRuleKind.Spread, "h2")]
    public void Place_SoftRule_PrefersButDoesNotRefuse(GroupRuleKind kind, string expected)
    {
        var ledger = GroupWorld.Racks(2);
        ledger.Take(World.On("h0", World.Shared(0, 8, 8), World.Shared(1, 8, 8)));
        var table = new GroupTable(ledger.Domains);
        var group = GroupWorld.Group(kind switch
        {
            GroupRuleKind.Affinity => GroupRule.Affinity(DomainLevel.Rack, hard: false),
            GroupRuleKind.AntiAffinity => GroupRule.AntiAffinity(DomainLevel.Rack, hard: false),
            _ => GroupRule.Spread(DomainLevel.Rack, hard: false),
        });
        table.Add(group.Id, 0, 0);

        var decision = GroupWorld.Ask(ledger, table, group);
        Assert.Equal(new HostId(expected), decision.Placement!.Host);
        Assert.Equal(3, decision.Explanation.HostsFitting);
    }

    [Fact]
    public void Place_CordonedHost_IsRefusedUntilItIsOpenedAgain()
    {
        var ledger = GroupWorld.Racks(1, 1);
        ledger.SetCordoned(new("h0"), true);
        var decision = GroupWorld.Ask(ledger, new(ledger.Domains), GroupWorld.Group());
        Assert.Null(decision.Placement);
        Assert.Equal("AcceptsInstances", Assert.Single(decision.Explanation.Refusals, refusal => refusal.Hosts > 0).Rule);
        ledger.Take(World.On("h0", World.Shared(0, 1, 1))); // The ledger still accepts: it can be rebuilt.
        ledger.SetCordoned(new("h0"), false);
        Assert.NotNull(GroupWorld.Ask(ledger, new(ledger.Domains), GroupWorld.Group()).Placement);
    }

    [Fact]
    public void Remove_WhoIsNotThere_IsABrokenInvariant()
    {
        var table = new GroupTable(GroupWorld.Racks(2).Domains);
        var group = GroupWorld.Group();
        table.Add(group.Id, 0, 0);
        Assert.Throws<InvalidOperationException>(() => table.Remove(group.Id, 0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => table.For(group, GroupMembers.MaxPartitions));
        Assert.Throws<ArgumentOutOfRangeException>(() => GroupRule.AntiAffinity(DomainLevel.Host, 0));
    }
}
