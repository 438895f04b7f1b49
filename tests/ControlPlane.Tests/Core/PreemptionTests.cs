using Cloud.ControlPlane.Core;
using Cloud.ControlPlane.Iaas.Instances;
using Cloud.ControlPlane.Iaas.Preemptions;
using Cloud.ControlPlane.Problems;
using Cloud.Domain.Iaas;
using Cloud.Scheduler.Pipeline;

namespace Cloud.ControlPlane.Tests.Core;

/// <summary>One host of two NUMA nodes; a guest of 4 vCPUs and 8 GiB fills one.</summary>
public class PreemptionTests
{
    private readonly World world = new(hostsPerZone: 1, zones: 1, memoryMib: 8_448);

    private static PlacementTerms Spot(int priority = 0, GroupTerms? group = null) => new() { IsSpot = true, Priority = priority, Group = group };

    private static PlacementTerms Priority(int priority) => new() { Priority = priority };

    private InstanceRecord Full(string name, PlacementTerms? terms = null) => world.Create(name, 4, 8_192, terms: terms).Value.Instance;

    private Outcome<InstanceAccepted> Ask(string name, int priority, PreemptionMode mode = PreemptionMode.Immediate) =>
        world.Create(name, 4, 8_192, terms: Priority(priority), preemption: mode);

    [Fact]
    public void Create_Immediate_EndsTheCheapestSpotInstanceAndGetsItsRoom()
    {
        var cheap = Full("cheap", Spot());
        Full("dear", Spot(5));
        var waiting = Ask("web", 10).Value.Instance;
        Assert.Equal((InstanceState.Creating, 0), (waiting.State, waiting.Placement.Claims.Count));
        Assert.Equal("Preempting 1 spot instance on z1-r01-h01 would make it fit, cost: priority up to 0, 0 s of work lost.", Assert.Single(waiting.Explanation.Advice).Describe());
        Assert.Equal(InstanceState.Deleting, world.Current(cheap).State);
        Assert.Contains(world.Events, told => told.Instance == cheap.Id && told.Message == "cheap is preempted: an instance of priority 10 needs its room on z1-r01-h01.");
        Assert.DoesNotContain(world.Sent, command => command.Instance == waiting.Id);

        world.Report(world.Current(cheap), ObservedPower.Absent);
        world.Reconcile();
        Assert.Equal(cheap.Placement.Claims[0].NumaNode, Assert.Single(world.Current(waiting).Placement.Claims).NumaNode);
        Assert.Contains(world.Sent, command => command.Instance == waiting.Id);
        Assert.Empty(world.Store.Image().Preemptions);
        world.Report(world.Current(waiting), ObservedPower.Running);
        Assert.Equal(["accepted", "waiting-for-room", "placed", "kernel", "ready"], world.Operation(waiting.OpenOperation!.Value).Steps.Select(step => step.Name));
        LifecycleProperties.Check(world);
    }

    [Fact]
    public void Create_WithNotice_TellsTheVictimFirst()
    {
        var victim = Full("victim", Spot());
        Full("stays");
        Ask("web", 1, PreemptionMode.Notice);
        var told = Assert.Single(world.Events, told => told.Type == "instance.preempting");
        Assert.Equal("victim will be ended at 2026-01-01T00:00:30.000Z: an instance of priority 1 needs its room on z1-r01-h01.", told.Message);
        world.Reconcile();
        Assert.Equal(InstanceState.Creating, world.Current(victim).State);
        world.Restart();
        world.Now = world.Now.AddSeconds(30);
        world.Reconcile();
        Assert.Equal(InstanceState.Deleting, world.Current(victim).State);
    }

    [Fact]
    public void Create_ForWhomNobodyMayEnd_IsRefused()
    {
        Full("equal", Spot(3));
        Full("demand");
        Assert.Same(ProblemKind.NoCapacity, Ask("same", 3).Problem!.Kind);
        var never = Ask("never", 4, PreemptionMode.Never).Problem!;
        Assert.Contains(((PlacementExplanation)never.Extensions["explanation"]!).Advice, piece => piece.Kind == AdviceKind.Preempt && piece.Cost!.Value.HighestPriority == 3);
        Assert.DoesNotContain(((PlacementExplanation)Ask("same", 3).Problem!.Extensions["explanation"]!).Advice, piece => piece.Kind == AdviceKind.Preempt);
        Assert.False(Ask("higher", 4).IsRefused);
    }

    [Fact]
    public void Create_WhileOthersWait_TakesNothingOfTheirRoom()
    {
        var small = world.Create("small", 1, 4_096, terms: Spot()).Value.Instance;
        Full("stays");
        Ask("web", 1, PreemptionMode.Notice);
        Assert.Same(ProblemKind.NoCapacity, world.Create("thief", 1, 512).Problem!.Kind);
        world.Restart();
        Assert.Same(ProblemKind.NoCapacity, world.Create("thief", 1, 512).Problem!.Kind);
        world.Remove(world.Current(small));
        world.Reconcile();
        Assert.Equal(2, world.State.Instances.Values.Count(instance => instance.Placement.Claims.Count > 0));
        LifecycleProperties.Check(world);
    }

    [Fact]
    public void Delete_OfWhoWaits_SparesVictimsThatWereOnlyTold()
    {
        var victim = Full("victim", Spot());
        Full("stays");
        var waiting = Ask("web", 1, PreemptionMode.Notice).Value.Instance;
        world.Remove(waiting);
        world.Now = world.Now.AddMinutes(1);
        world.Reconcile();
        Assert.Equal(InstanceState.Creating, world.Current(victim).State);
        Assert.Contains(world.Events, told => told.Type == "instance.preemption-withdrawn" && told.Instance == victim.Id);
        Assert.Null(world.State.Find(waiting.Id));
        LifecycleProperties.Check(world);
    }

    [Fact]
    public void Create_BeyondAGroupsBudget_EndsNoMoreMembersAtOnce()
    {
        var group = new GroupTerms("web", [], 0, MaxDisrupted: 1);
        Full("one", Spot(group: group));
        Full("two", Spot(group: group));
        Assert.False(Ask("first", 1).IsRefused);
        Assert.Same(ProblemKind.NoCapacity, Ask("second", 1).Problem!.Kind);
    }

    [Fact]
    public void Create_DoesNotEndSpotInstancesWhoseRoomIsReserved()
    {
        world.Reserve(count: 2, vcpus: 4, memoryMib: 8_192);
        world.Create("one", 4, 8_192, terms: Spot(), reservation: "kept");
        Assert.Same(ProblemKind.NoCapacity, Ask("web", 9).Problem!.Kind);
    }

    [Fact]
    public void Uncordon_WhileSomebodyWaits_KeepsTheHostClosed()
    {
        var victim = Full("victim", Spot());
        Full("stays");
        Ask("web", 1, PreemptionMode.Notice);
        var host = victim.Placement.Host;
        world.Step((state, changes, now) => HostPlanner.Cordon(state, changes, new(host, null), World.User, now));
        world.Step((state, changes, _) => HostPlanner.Uncordon(state, changes, host));
        Assert.True(world.Create("thief", 1, 64).IsRefused);
    }
}
