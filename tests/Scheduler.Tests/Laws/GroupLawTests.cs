using System.Text.Json;
using Cloud.Domain.Placement;
using Cloud.Scheduler.Capacity;
using Cloud.Scheduler.Groups;
using Cloud.Scheduler.Index;
using Cloud.Scheduler.Pipeline;
using Cloud.Scheduler.Tests.Groups;
using CsCheck;

namespace Cloud.Scheduler.Tests.Laws;

/// <summary>The laws of policies for members of groups with any rules, of every profile and of every scorer alone.</summary>
public sealed class GroupLawTests
{
    public static TheoryData<string> Profiles => [.. Policies.Profiles.Keys];

    [Theory, MemberData(nameof(Profiles))]
    public void Place_Member_AnswersTheSameTwiceAndPassesEveryRule(string name) => OnWorlds(name, (profile, world, request) =>
    {
        var before = (World.State(world.Ledger), world.Members);
        var decision = PlacementPipeline.Place(world.Ledger, request, profile);
        Assert.Equal(Json(decision), Json(PlacementPipeline.Place(world.Ledger, request, profile)));
        Assert.Equal(before, (World.State(world.Ledger), world.Members));
        Assert.Equal(world.Ledger.Hosts.Count, decision.Explanation.HostsFitting + decision.Explanation.Refusals.Sum(refusal => refusal.Hosts));
        if (decision.Placement is not { } placement) return;
        var (host, ask) = (world.Ledger.View(world.Ledger.IndexOf(placement.Host)), PlacementAsk.For(world.Ledger, request));
        foreach (var filter in Policies.Filters) Assert.True(filter.Passes(host, ask), filter.Name);
        Assert.Equal(decision.Explanation.Best[0].Host, placement.Host);
    });

    [Theory, MemberData(nameof(Profiles))]
    public void Place_MemberWithHostsInAnotherOrder_GivesTheSameQuality(string name) => OnWorlds(name, (profile, world, request) =>
    {
        var other = new GroupOfWorld([.. world.Ledger.Hosts.Reverse()], world.Group);
        foreach (var placement in world.Held) other.Add(placement);
        var one = PlacementPipeline.Place(world.Ledger, request, profile).Explanation;
        var two = PlacementPipeline.Place(other.Ledger, request with { Group = other.Table.For(world.Group) }, profile).Explanation;
        Assert.Equal(one.HostsFitting, two.HostsFitting);
        Assert.Equal(one.Refusals.Select(refusal => (refusal.Rule, refusal.Hosts, refusal.Help)), two.Refusals.Select(refusal => (refusal.Rule, refusal.Hosts, refusal.Help)));
        if (!Policies.UsesHostOrder(profile)) Assert.Equal(one.Best.Select(best => best.Score), two.Best.Select(best => best.Score));
    });

    /// <summary>Whatever the region's profile is and whatever another one says: the engine answers as the pipeline does.</summary>
    [Theory, MemberData(nameof(Profiles))]
    public void Engine_OfThisProfileOrAskedForIt_IsThePipeline(string name) => OnWorlds(name, (profile, world, request) =>
    {
        var expected = Json(PlacementPipeline.Place(world.Ledger, request, profile));
        Assert.Equal(expected, Json(new PlacementEngine(world.Ledger, profile).Place(request)));
        Assert.Equal(expected, Json(new PlacementEngine(world.Ledger, PlacementProfiles.Pack).Place(request, profile)));
    });

    private static void OnWorlds(string name, Action<PlacementProfile, GroupOfWorld, PlacementRequest> law)
    {
        var profile = Policies.Profiles[name];
        Gen.Select(GroupWorld.GenHosts(9), GroupWorld.GenRule.Array[1, 4], World.GenRequest.Array[0, 8], World.GenRequest).Sample((hosts, rules, load, request) =>
        {
            var world = new GroupOfWorld(hosts, GroupWorld.Group(rules));
            foreach (var member in load)
            {
                if (PlacementPipeline.Place(world.Ledger, member with { Group = world.Table.For(world.Group) }, PlacementProfiles.Spread).Placement is { } placement)
                    world.Add(placement);
            }

            law(profile, world, request with { Group = world.Table.For(world.Group) });
        }, iter: 40);
    }

    private static string Json<T>(T value) => JsonSerializer.Serialize(value);

    private sealed class GroupOfWorld
    {
        public GroupOfWorld(HostDescription[] hosts, PlacementGroup group) => (Ledger, Group, Table) = (World.Ledger(hosts), group, new(new(hosts)));

        public CapacityLedger Ledger { get; }

        public PlacementGroup Group { get; }

        public GroupTable Table { get; }

        public List<HostPlacement> Held { get; } = [];

        /// <summary>Who is where, in words.</summary>
        public string Members => string.Join(' ', Table.Members(Group.Id).All.At(DomainLevel.Host).Domains.ToArray());

        public void Add(HostPlacement placement)
        {
            Ledger.Take(placement);
            Table.Add(Group.Id, 0, Ledger.IndexOf(placement.Host));
            Held.Add(placement);
        }
    }
}
