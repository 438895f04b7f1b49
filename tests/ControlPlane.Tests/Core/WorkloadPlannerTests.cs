using Cloud.ControlPlane.Core;
using Cloud.ControlPlane.Hosts;
using Cloud.ControlPlane.Iaas.Instances;
using Cloud.ControlPlane.Problems;
using Cloud.Domain.Iaas;
using Cloud.Domain.Iaas.Workloads;

namespace Cloud.ControlPlane.Tests.Core;

public class WorkloadPlannerTests
{
    private static readonly Workload Busy = new(WorkloadKind.Batch);

    private readonly World world = new();

    private Outcome<InstanceRecord> Set(InstanceRecord instance, Workload workload, long? ifVersion = null) => world.Step((state, changes, now) =>
        WorkloadPlanner.Set(state, changes, new SetInstanceWorkload(instance.Project, instance.Id, workload, ifVersion), World.User, now));

    private InstanceRecord Running()
    {
        var created = world.Create().Value.Instance;
        world.Report(created, ObservedPower.Running);
        world.Sent.Clear();
        return world.Current(created);
    }

    [Fact]
    public void Set_OnARunningOne_RaisesTheGenerationAndTellsItsHost()
    {
        var before = Running();
        var changed = Set(before, Busy).Value;

        Assert.Equal((before.Generation.Next(), before.Version + 1, InstanceState.Running), (changed.Generation, changed.Version, changed.State));
        var command = Assert.IsType<EnsureInstance>(Assert.Single(world.Sent));
        Assert.Equal((changed.Generation, Busy, before.Reboots), (command.Generation, command.Workload, command.Reboots));
        Assert.Equal("instance.updated", world.Events[^1].Type);
        Assert.Equal(Busy, Assert.Single(world.Store.Image().Instances).Terms.Workload);
    }

    [Fact]
    public void Set_ThenARestartBeforeTheHostKnows_IsToldAgainUntilItDoes()
    {
        var changed = Set(Running(), Busy).Value;
        world.Sent.Clear();
        world.Restart();
        world.Reconcile();
        Assert.Equal(Busy, Assert.IsType<EnsureInstance>(Assert.Single(world.Sent)).Workload);

        world.Report(changed, ObservedPower.Running);
        world.Sent.Clear();
        world.Now = world.Now.AddHours(1);
        world.Reconcile();
        Assert.Empty(world.Sent);
        Assert.Null(world.Current(changed).Moves);
    }

    [Fact]
    public void Set_WhileItIsCreated_ComesToRunUnderTheNewGenerationOnly()
    {
        var created = world.Create().Value.Instance;
        var changed = Set(created, Busy).Value;
        world.Report(created, ObservedPower.Running);
        Assert.Equal(InstanceState.Creating, world.Current(created).State);
        world.Report(changed, ObservedPower.Running);
        Assert.Equal((InstanceState.Running, Busy), (world.Current(created).State, world.Current(created).Terms.Workload));
    }

    [Fact]
    public void Set_OnOneBeingDeletedOrOfAnotherVersion_IsRefusedAndChangesNothing()
    {
        var running = Running();
        Assert.Same(ProblemKind.PreconditionFailed, Set(running, Busy, running.Version + 1).Problem?.Kind);
        world.Act(running, InstanceAction.Delete);
        world.Sent.Clear();
        Assert.Same(ProblemKind.ActionNotAllowed, Set(running, Busy).Problem?.Kind);
        Assert.Empty(world.Sent);
    }
}
