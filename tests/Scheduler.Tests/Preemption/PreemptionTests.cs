using Cloud.Domain.Placement;
using Cloud.Scheduler.Pipeline;
using Cloud.Scheduler.Preemption;
using Cloud.Scheduler.Residents;
using CsCheck;

namespace Cloud.Scheduler.Tests.Preemption;

public sealed class PreemptionTests
{
    private static readonly HostDescription[] TwoHosts = [World.Host("h1", numaNodes: World.Numa8), World.Host("h2", numaNodes: World.Numa8)];

    [Fact]
    public void Plan_SeveralWays_EndsTheLowestPriorityThenFewestThenLeastWork()
    {
        var world = ResidentWorlds.Of(TwoHosts,
            Spot(1, "h1", 4, priority: 2), Spot(2, "h1", 4, priority: 1, lost: 500), // one victim of priority 1 on h1
            Spot(3, "h2", 2, priority: 1), Spot(4, "h2", 2, priority: 1), Spot(5, "h2", 4, priority: 1, lost: 100)); // and cheaper ones on h2
        var answer = PreemptionPlanner.Plan(world, World.Request(4, 1), priority: 9, PlacementProfiles.Spread);
        Assert.Equal([ResidentWorlds.Id(5)], answer.Plan!.Victims.Select(victim => victim.Id));
        Assert.Equal(new PreemptionCost(1, 1, 100), answer.Plan.Cost);
        Assert.Equal("h2", answer.Plan.Placement.Host.Value);
        Assert.True(answer.IsExact);
    }

    [Fact]
    public void Plan_EqualPriorityNotSpotOrOwnGroup_IsNeverEnded()
    {
        var group = ResidentWorlds.Groups[0];
        var world = ResidentWorlds.Of([World.Host("h1", numaNodes: World.Numa8)],
            Spot(1, "h1", 2, priority: 5), Spot(2, "h1", 2, priority: 0) with { IsSpot = false }, Spot(3, "h1", 4, priority: 0) with { Group = group });
        var request = World.Request(4, 1);
        Assert.Null(PreemptionPlanner.Plan(world, request with { Group = world.Groups.For(group) }, 5, PlacementProfiles.Spread).Plan);
        Assert.NotNull(PreemptionPlanner.Plan(world, request, 5, PlacementProfiles.Spread).Plan);
        Assert.Equal(0, PreemptionPlanner.Plan(world, request with { Group = world.Groups.For(group) }, 5, PlacementProfiles.Spread).HostsWithVictims);
    }

    [Fact]
    public void Plan_GroupMayLoseOneMemberAtATime_TakesNoTwo()
    {
        var budget = new Scheduler.Groups.PlacementGroup(new("db")) { MaxDisrupted = 1 };
        var world = ResidentWorlds.Of([World.Host("h1", numaNodes: World.Numa8)],
            Spot(1, "h1", 4, 0) with { Group = budget }, Spot(2, "h1", 4, 0) with { Group = budget });
        Assert.NotNull(PreemptionPlanner.Plan(world, World.Request(4, 1), 1, PlacementProfiles.Spread).Plan);
        Assert.Null(PreemptionPlanner.Plan(world, World.Request(8, 1), 1, PlacementProfiles.Spread).Plan);
    }

    [Fact]
    public void Plan_FitsAsThingsAre_HurtsNobody()
    {
        var answer = PreemptionPlanner.Plan(ResidentWorlds.Of(TwoHosts, Spot(1, "h1", 4, 0)), World.Request(8, 1), 1, PlacementProfiles.Spread);
        Assert.Empty(answer.Plan!.Victims);
        Assert.Equal("h2", answer.Plan.Placement.Host.Value);
    }

    [Fact]
    public void Plan_TooManySets_StillFindsVictimsButDoesNotClaimTheCheapest()
    {
        var world = ResidentWorlds.Of([World.Host("h1", numaNodes: World.Numa8)], Enumerable.Range(1, 8).Select(number => Spot(number, "h1", 1, 0, number)));
        var answer = PreemptionPlanner.Plan(world, World.Request(4, 1), 1, PlacementProfiles.Spread, maxTries: 3);
        Assert.False(answer.IsExact);
        Assert.Equal([1, 2, 3, 4], answer.Plan!.Victims.Select(victim => (int)victim.LostWorkSeconds).Order());
    }

    [Fact]
    public void Plan_SmallWorlds_CostsWhatTheCheapestOfAllSetsCosts()
    {
        var (found, none) = (0, 0);
        Gen.Select(ResidentWorlds.GenWorld(4, 24, PlacementProfiles.Spread), Gen.Int[3, 8], Gen.Int[1, 8], Gen.Int[1, 2], Gen.Int[0, 4], Gen.Int[0, 5]).Sample(
            (world, vcpus, gib, numaNodes, priority, group) =>
            {
                var request = World.Request(vcpus * numaNodes, gib * numaNodes, numaNodes);
                if (group < ResidentWorlds.Groups.Length) request = request with { Group = world.Groups.For(ResidentWorlds.Groups[group]) };
                var before = ResidentWorlds.State(world);
                var answer = PreemptionPlanner.Plan(world, request, priority, PlacementProfiles.Pack);
                Assert.Equal(before, ResidentWorlds.State(world));
                if (!answer.IsExact) return;
                Assert.Equal(Oracle(world, request, priority), answer.Plan?.Cost);
                if (answer.Plan is not { } plan)
                {
                    Interlocked.Increment(ref none);
                    return;
                }

                if (plan.Victims.Count > 0) Interlocked.Increment(ref found);
                Assert.All(plan.Victims, victim => Assert.True(victim.IsSpot && victim.Priority < priority));
                foreach (var victim in plan.Victims) world.Remove(victim);
                Assert.True(world.Ledger.Fits(plan.Placement));
                Assert.True(request.Group?.Allows(world.Ledger.IndexOf(plan.Placement.Host)) ?? true);
            }, iter: 1000);
        Assert.True(found > 50 && none > 50, $"{found} with victims, {none} without a plan");
    }

    /// <summary>Every set of victims on every host, and the pipeline asked about each.</summary>
    private static PreemptionCost? Oracle(ResidentWorld world, PlacementRequest request, int priority)
    {
        if (PlacementPipeline.Place(world.Ledger, request, PlacementProfiles.Spread).Placement is not null) return PreemptionCost.None;
        PreemptionCost? best = null;
        for (var host = 0; host < world.Ledger.Hosts.Count; host++)
        {
            var all = world.On(host).Where(resident => resident.IsSpot && resident.Priority < priority && (request.Group is null || resident.Group?.Id != request.Group.Group.Id)).ToList();
            for (var bits = 1; bits < 1 << all.Count; bits++)
            {
                var victims = all.Where((_, index) => (bits >> index & 1) != 0).ToList();
                if (victims.Where(victim => victim.Group is not null).GroupBy(victim => victim.Group!.Id).Any(group => group.Count() > group.First().Group!.MaxDisrupted)) continue;
                var cost = new PreemptionCost(victims.Max(victim => victim.Priority), victims.Count, victims.Sum(victim => victim.LostWorkSeconds));
                if (best is { } cheapest && cost >= cheapest) continue;
                foreach (var victim in victims) world.Remove(victim);
                if (PlacementPipeline.Place(world.Ledger, request, PlacementProfiles.Spread).Placement is not null) best = cost;
                foreach (var victim in victims) world.Add(victim);
            }
        }

        return best;
    }

    private static Resident Spot(int number, string host, int vcpus, int priority, double lost = 0) =>
        new(ResidentWorlds.Id(number), World.Request(vcpus, 1), World.On(host, World.Shared(0, vcpus, 1))) { IsSpot = true, Priority = priority, LostWorkSeconds = lost };
}
