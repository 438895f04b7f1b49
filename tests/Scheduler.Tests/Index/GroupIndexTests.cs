using System.Text.Json;
using Cloud.Scheduler.Groups;
using Cloud.Scheduler.Index;
using Cloud.Scheduler.Pipeline;
using Cloud.Scheduler.Tests.Groups;
using CsCheck;

namespace Cloud.Scheduler.Tests.Index;

public sealed class GroupIndexTests
{
    private static readonly PlacementGroup Racks = GroupWorld.Group(GroupRule.AntiAffinity(DomainLevel.Rack));

    [Theory, InlineData("pack"), InlineData("spread")]
    public void Choose_MembersOfAGroup_IsTheScansChoice(string name)
    {
        var profile = PlacementProfiles.Find(name)!;
        Gen.Select(GroupWorld.GenRule.Array[1, 3], Gen.Select(Gen.Int[1, 8], Gen.Int[0, 3], Gen.Bool).Array[1, 30]).Sample((rules, steps) =>
        {
            var ledger = GroupWorld.Racks(9);
            var table = new GroupTable(ledger.Domains);
            var index = new PlacementIndex(ledger, profile);
            var group = GroupWorld.Group(rules);
            foreach (var (vcpus, partition, inGroup) in steps)
            {
                var request = World.Request(vcpus, vcpus) with { Group = inGroup ? table.For(group, partition) : null };
                var expected = PlacementPipeline.Place(ledger, request, profile).Placement;
                var choice = index.Choose(request);
                Assert.Equal(
                    JsonSerializer.Serialize(expected), JsonSerializer.Serialize(choice.Found ? index.PlacementOf(request, choice) : null));
                if (!choice.Found) continue;
                index.Take(request, choice);
                if (inGroup) table.Add(group.Id, partition, choice.Host);
            }
        });
    }

    [Fact]
    public void Choose_RacksTaken_GoesToTheNextRack()
    {
        var ledger = GroupWorld.Racks(3);
        var table = new GroupTable(ledger.Domains);
        var index = new PlacementIndex(ledger, PlacementProfiles.Pack);
        var request = World.Request(1, 1) with { Group = table.For(Racks) };
        int[] hosts = [.. Enumerable.Range(0, 4).Select(_ =>
        {
            var choice = index.Choose(request);
            if (!choice.Found) return -1;
            index.Take(request, choice);
            table.Add(Racks.Id, 0, choice.Host);
            return choice.Host;
        })];
        Assert.Equal([0, 2, 4, -1], hosts);
        Assert.Equal(0, index.Choose(request with { Group = null }).Host);
    }

    [Fact]
    public void Choose_WishesThatWouldBeScaledOverAllHosts_AreRefused()
    {
        var ledger = GroupWorld.Racks(2);
        var wish = GroupWorld.Group(GroupRule.AntiAffinity(DomainLevel.Host, hard: false));
        var request = World.Request(1, 1) with { Group = new GroupTable(ledger.Domains).For(wish) };
        var index = new PlacementIndex(ledger, new("no scorer", ""));
        Assert.Equal((false, true), (index.Follows(request), index.Follows(request with { Group = null })));
        Assert.Throws<ArgumentException>(() => index.Choose(request));
        Assert.True(new PlacementIndex(ledger, PlacementProfiles.Pack).Follows(request));
    }
}
