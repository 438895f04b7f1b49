using Cloud.ControlPlane.Hosts;
using Cloud.ControlPlane.Iaas.Instances;
using Cloud.Domain.Iaas;
using Cloud.Domain.Identity;

namespace Cloud.ControlPlane.Tests.Core;

public class ReportReconcilerTests
{
    private readonly World world = new();

    [Fact]
    public void Running_EndsTheCreateWithTheHostsTimeline()
    {
        var (instance, operation) = world.Create().Value;

        world.Report(instance, ObservedPower.Running);

        Assert.Equal(InstanceState.Running, world.Current(instance).State);
        Assert.Null(world.Current(instance).OpenOperation);
        var finished = world.Operation(operation.Id);
        Assert.Equal(OperationState.Succeeded, finished.State);
        Assert.Equal(["accepted", "placed", "kernel", "ready"], finished.Steps.Select(step => step.Name));
    }

    [Fact]
    public void Running_Twice_ChangesNothingTheSecondTime()
    {
        var instance = world.Create().Value.Instance;
        world.Report(instance, ObservedPower.Running);
        var commits = world.Store.Commits;

        world.Report(instance, ObservedPower.Running);

        Assert.Equal(commits, world.Store.Commits);
    }

    [Fact]
    public void StaleGeneration_IsIgnored()
    {
        var instance = world.Create().Value.Instance;
        world.Report(instance, ObservedPower.Running);
        world.Act(instance, InstanceAction.Stop);

        world.Report(instance, ObservedPower.Running, generation: new Generation(1));

        Assert.Equal(InstanceState.Stopping, world.Current(instance).State);
    }

    [Fact]
    public void Failed_AfterASuccessItOvertook_IsAskedAboutUntilTheHostSaysBetter()
    {
        var instance = world.Create().Value.Instance;
        world.Report(instance, ObservedPower.Running);

        world.Report(instance, ObservedPower.Failed, reason: "its disk is full");
        Assert.Equal(InstanceState.Error, world.Current(instance).State);
        Assert.Contains(instance.Id, world.State.Waiting.Keys);
        world.Report(instance, ObservedPower.Failed, reason: "its disk is full");
        Assert.Contains(instance.Id, world.State.Waiting.Keys);

        world.Report(instance, ObservedPower.Running);
        Assert.Equal(InstanceState.Running, world.Current(instance).State);
        Assert.DoesNotContain(instance.Id, world.State.Waiting.Keys);
    }

    [Fact]
    public void Failed_IsAnErrorWithTheHostsReason()
    {
        var (instance, operation) = world.Create().Value;

        world.Report(instance, ObservedPower.Failed, reason: "image is damaged");

        Assert.Equal(InstanceState.Error, world.Current(instance).State);
        Assert.Equal("image is damaged", world.Current(instance).Fault);
        Assert.Equal("image is damaged", world.Operation(operation.Id).Failure);
    }

    [Fact]
    public void Absent_WhileDeleting_GivesEverythingBack()
    {
        var instance = world.Create().Value.Instance;
        var operation = world.Act(instance, InstanceAction.Delete).Value.Operation;

        world.Report(world.Current(instance), ObservedPower.Absent);

        Assert.Null(world.State.Find(instance.Id));
        Assert.Empty(world.Store.Image().Instances);
        Assert.Equal(default, world.Store.Image().Use[World.Project]);
        Assert.Equal(OperationState.Succeeded, world.Operation(operation.Id).State);
        Assert.All(world.State.Cells, cell => Assert.Equal(0, cell.Fullness));
        Assert.Equal("deleted", world.Events[^1].State);
        Assert.False(world.Create(instance.Name).IsRefused);
    }

    [Fact]
    public void Absent_WhileRunningIsWanted_SendsTheCommandAgain()
    {
        var instance = world.Create().Value.Instance;
        world.Report(instance, ObservedPower.Running);
        world.Sent.Clear();

        world.Report(instance, ObservedPower.Absent);

        Assert.IsType<EnsureInstance>(Assert.Single(world.Sent));
    }

    [Fact]
    public void UnknownInstance_IsRemovedFromTheHost()
    {
        var instance = world.Create().Value.Instance;
        world.Sent.Clear();

        world.Report(instance with { Id = new InstanceId(Guid.Empty) }, ObservedPower.Running);

        Assert.IsType<RemoveInstance>(Assert.Single(world.Sent));
    }

    [Fact]
    public void WrongHost_IsToldToRemoveItAndStateStays()
    {
        var instance = world.Create().Value.Instance;
        world.Sent.Clear();

        world.Report(instance, ObservedPower.Running, host: new HostId("elsewhere"));

        Assert.Equal("elsewhere", Assert.IsType<RemoveInstance>(Assert.Single(world.Sent)).Host.Value);
        Assert.Equal(InstanceState.Creating, world.Current(instance).State);
    }

    [Fact]
    public void Reconcile_NoWordFromTheHost_RepeatsAfterPatience()
    {
        world.Create();
        world.Sent.Clear();

        Assert.Equal(0, world.Reconcile());
        world.Now += Cloud.ControlPlane.Core.Reconcilers.InstanceReconciler.Patience;
        Assert.Equal(1, world.Reconcile());
        Assert.Equal(0, world.Reconcile());
        Assert.Single(world.Sent);
    }

    [Fact]
    public void Restart_UnfinishedWorkGoesOn()
    {
        var instance = world.Create().Value.Instance;
        var running = world.Create("done").Value.Instance;
        world.Report(running, ObservedPower.Running);
        world.Sent.Clear();

        world.Restart();

        Assert.Equal(1, world.Reconcile());
        Assert.Equal(instance.Id, Assert.Single(world.Sent).Instance);
        world.Report(instance, ObservedPower.Running);
        Assert.Equal(InstanceState.Running, world.Current(instance).State);
        Assert.Empty(world.Store.Image().OpenOperations);
    }
}
