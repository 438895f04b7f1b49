using Cloud.Domain.Identity;
using Cloud.Scheduler.Groups;
using Cloud.Scheduler.Rebalancing;
using Cloud.Scheduler.Residents;
using Cloud.Scheduler.Tests.Groups;

namespace Cloud.Scheduler.Tests.Rebalancing;

/// <summary>Small plans that a reader can check in the head. Hosts have one NUMA node of 8 threads and 16 GiB.</summary>
public sealed class RebalancingExampleTests
{
    [Fact]
    public void Drain_GuestsThatCannotMove_AreNamedWithTheReason()
    {
        var apart = new PlacementGroup(new("apart"), GroupRule.AntiAffinity(DomainLevel.Host));
        var world = Of(3,
            On(1, "h0", 4), On(2, "h0", 2) with { Obstacles = ["it owns a device"] }, On(3, "h0", 1) with { Group = apart },
            On(4, "h1", 1) with { Group = apart }, On(5, "h2", 1) with { Group = apart });
        var plan = RebalancingPlanner.Plan(world, Drain("h0"), new(), PlacementProfiles.Spread);

        Assert.Equal([ResidentWorlds.Id(1)], plan.Steps.Select(step => step.Instance));
        Assert.Equal((3, 2), (plan.Before.OnListedHosts, plan.After.OnListedHosts));
        Assert.Equal(
            [
                "It cannot be moved while it runs: it owns a device.",
                "No other host takes it: AcceptsInstances refuses 1, KeepsAntiAffinity refuses 2 (host h1 already has 1 of 1 members).",
            ],
            plan.NotMoved.Select(kept => kept.Reason));
    }

    [Fact]
    public void Drain_RestartAllowed_EmptiesTheHost()
    {
        var world = Of(2, On(1, "h0", 4), On(2, "h0", 2) with { Obstacles = ["it owns a device"], BootMs = 9000 });
        var plan = RebalancingPlanner.Plan(world, Drain("h0"), new() { AllowRestart = true }, PlacementProfiles.Spread);
        Assert.Equal([StepKind.LiveMigration, StepKind.Restart], plan.Steps.OrderBy(step => step.Instance).Select(step => step.Kind));
        Assert.Equal(0, plan.After.OnListedHosts);
        Assert.Equal(9000 + Idle.DowntimeMs, plan.Total.DowntimeMs, 6);
    }

    [Fact]
    public void Evacuate_RoomForSomeOnly_StartsTheMostImportantFirst()
    {
        var world = Of(2, On(1, "h0", 4), On(2, "h0", 4) with { Priority = 7 }, On(3, "h1", 4));
        var plan = RebalancingPlanner.Plan(world, new(RebalancingGoal.Evacuate) { Hosts = [new("h0")] }, new(), PlacementProfiles.Spread);
        Assert.Equal((ResidentWorlds.Id(2), StepKind.Restart), (Assert.Single(plan.Steps).Instance, plan.Steps[0].Kind));
        Assert.Equal(ResidentWorlds.Id(1), Assert.Single(plan.NotMoved).Instance);
    }

    [Fact]
    public void Consolidate_ThreeThirdsFull_EmptiesTwoOfThree()
    {
        var world = Of(3, On(1, "h0", 3), On(2, "h1", 3), On(3, "h2", 2));
        var plan = RebalancingPlanner.Plan(world, new(RebalancingGoal.Consolidate), new(), PlacementProfiles.Pack);
        Assert.Equal((3, 1), (plan.Before.HostsInUse, plan.After.HostsInUse));
        Assert.Equal(2, plan.Steps.Count);
    }

    [Fact]
    public void Consolidate_HostThatCannotBeEmptiedWhole_IsLeftAlone()
    {
        var world = Of(2, On(1, "h0", 2), On(2, "h0", 2), On(3, "h1", 5));
        var plan = RebalancingPlanner.Plan(world, new(RebalancingGoal.Consolidate), new(), PlacementProfiles.Pack);
        Assert.Empty(plan.Steps);
        Assert.Equal(2, plan.After.HostsInUse);
    }

    [Fact]
    public void Defragment_HolesOfFourOnTwoHosts_MakesOneHoleOfEight()
    {
        var world = Of(3, On(1, "h0", 4), On(2, "h1", 4), On(3, "h2", 8));
        var plan = RebalancingPlanner.Plan(world, new(RebalancingGoal.Defragment) { Guest = new(8, 1024, 0, 1, false) }, new(), PlacementProfiles.Pack);
        Assert.Single(plan.Steps);
        Assert.Equal((0L, 1L), (plan.Before.Slots, plan.After.Slots));
    }

    [Fact]
    public void Defragment_NothingToWin_MovesNothing()
    {
        // Moving 2 vCPUs from h0 to h1 would make the holes 6 and 2 instead of 4 and 4: nearer to 8, but there is no second move.
        var world = Of(2, On(1, "h0", 2), On(2, "h0", 2) with { Obstacles = ["it owns a device"] }, On(3, "h1", 4) with { Obstacles = ["it owns a device"] });
        var plan = RebalancingPlanner.Plan(world, new(RebalancingGoal.Defragment) { Guest = new(8, 1024, 0, 1, false) }, new(), PlacementProfiles.Pack);
        Assert.Empty(plan.Steps);
    }

    [Fact]
    public void RelieveHotSpots_OneBusyHost_MovesTheLeastThatCoolsIt()
    {
        var world = Of(2, On(1, "h0", 4) with { BusyThreads = 4 }, On(2, "h0", 4) with { BusyThreads = 3.6 }, On(3, "h1", 4) with { BusyThreads = 0.4 });
        var plan = RebalancingPlanner.Plan(world, new(RebalancingGoal.RelieveHotSpots) { HotAbove = 0.8 }, new(), PlacementProfiles.Spread);
        Assert.Equal((1, 0), (plan.Before.HotSpots, plan.After.HotSpots));
        Assert.Equal(0.95, plan.Before.HottestShare, 9);
        Assert.Equal(ResidentWorlds.Id(1), Assert.Single(plan.Steps).Instance);
    }

    [Fact]
    public void LiveMigration_IdleGuest_SendsItsMemoryOnce()
    {
        Assert.Equal(1024, Idle.Mib, 9);
        Assert.Equal(8000 + 30, Idle.DurationMs, 6); // 1 GiB at 128 MiB/s, and the switch
        Assert.Equal(30, Idle.DowntimeMs, 6);
    }

    [Fact]
    public void Drain_GuestThatWritesFasterThanTheLink_IsNotStoppedForLong()
    {
        var world = Of(2, On(1, "h0", 4) with { DirtyMibPerSecond = 500 });
        var plan = RebalancingPlanner.Plan(world, Drain("h0"), new(), PlacementProfiles.Spread);
        Assert.Equal("It would stand still for 8030 ms, which is more than 1000 ms.", Assert.Single(plan.NotMoved).Reason);
    }

    [Fact]
    public void Drain_GroupMovesOneAtATime_TakesAWaveForEach()
    {
        var one = new PlacementGroup(new("one"));
        var two = new PlacementGroup(new("two")) { MaxDisrupted = 2 };
        RebalancingPlan Plan(PlacementGroup group) => RebalancingPlanner.Plan(
            Of(2, On(1, "h0", 2) with { Group = group }, On(2, "h0", 2) with { Group = group }), Drain("h0"), new(), PlacementProfiles.Spread);
        Assert.Equal(2, Plan(one).Waves);
        Assert.Equal(1, Plan(two).Waves);
        Assert.Equal(2 * Plan(two).Total.DurationMs, Plan(one).Total.DurationMs, 6);
    }

    [Fact]
    public void Plan_UnknownHostOrBudgetOutOfRange_Throws()
    {
        Assert.Throws<ArgumentException>(() => RebalancingPlanner.Plan(Of(1), Drain("h9"), new(), PlacementProfiles.Spread));
        Assert.Throws<ArgumentException>(() => RebalancingPlanner.Plan(Of(1), Drain("h0"), new() { MaxConcurrent = 0 }, PlacementProfiles.Spread));
    }

    private static StepCost Idle => MigrationCosting.LiveMigration(On(1, "h0", 1), 128);

    private static RebalancingOrder Drain(params string[] hosts) => new(RebalancingGoal.Drain) { Hosts = [.. hosts.Select(host => new HostId(host))] };

    private static ResidentWorld Of(int hosts, params Resident[] residents) => ResidentWorlds.Of(GroupWorld.Hosts(hosts, 1, World.Numa8), residents);

    private static Resident On(int number, string host, int vcpus) =>
        new(ResidentWorlds.Id(number), World.Request(vcpus, 1), World.On(host, World.Shared(0, vcpus, 1)));
}
