using Cloud.ControlPlane.Hosts;
using Cloud.ControlPlane.Iaas.Instances;
using Cloud.ControlPlane.Problems;
using Cloud.Domain.Iaas;
using Cloud.Domain.Identity;
using Cloud.Domain.Tenancy;

namespace Cloud.ControlPlane.Tests.Core;

public class InstancePlannerTests
{
    private readonly World world = new();

    [Fact]
    public void Create_Fits_IsStoredPlacedAndCommanded()
    {
        var (instance, operation) = world.Create().Value;

        Assert.Equal(InstanceState.Creating, instance.State);
        var stored = Assert.Single(world.Store.Image().Instances);
        Assert.Equal(instance, stored);
        Assert.Equal(operation.Id, Assert.Single(world.Store.Image().OpenOperations).Id);
        var command = Assert.IsType<EnsureInstance>(Assert.Single(world.Sent));
        Assert.Equal(instance.Placement, command.Placement);
        Assert.Equal("instance.creating", Assert.Single(world.Events).Type);
        Assert.Equal(new ResourceCount(1, 1, 512, 1), world.Store.Image().Use[World.Project]);
    }

    [Fact]
    public void Create_TakenName_IsRefusedAndChangesNothing()
    {
        world.Create("web");
        var before = world.Store.Commits;

        var outcome = world.Create("web");

        Assert.Same(ProblemKind.NameTaken, outcome.Problem?.Kind);
        Assert.Equal(before, world.Store.Commits);
    }

    [Fact]
    public void Create_SameNameInAnotherProject_IsAccepted()
    {
        world.Create("web");
        Assert.False(world.Create("web", project: World.OtherProject).IsRefused);
    }

    [Theory]
    [InlineData(0, 9, 9_999, 99, "instances")]
    [InlineData(9, 0, 9_999, 99, "vcpus")]
    [InlineData(9, 9, 511, 99, "memoryMib")]
    [InlineData(9, 9, 9_999, 0, "diskGib")]
    public void Create_OverQuota_NamesTheResource(long instances, long vcpus, long memory, long disk, string resource)
    {
        var outcome = world.Create(limit: new ResourceCount(instances, vcpus, memory, disk));

        Assert.Same(ProblemKind.QuotaExceeded, outcome.Problem?.Kind);
        var excess = Assert.IsType<Cloud.ControlPlane.Core.QuotaExcess>(outcome.Problem!.Extensions["quota"]);
        Assert.Equal(resource, excess.Resource);
        Assert.Empty(world.Store.Image().Instances);
    }

    [Fact]
    public void Create_TooLargeForAnyHost_ExplainsOverAllZones()
    {
        var outcome = world.Create(vcpus: 64);

        Assert.Same(ProblemKind.NoCapacity, outcome.Problem?.Kind);
        var explanation = Assert.IsType<Scheduler.Pipeline.PlacementExplanation>(outcome.Problem!.Extensions["explanation"]);
        Assert.Equal(4, explanation.HostsConsidered);
        Assert.Equal(4, explanation.Refusals.Sum(refusal => refusal.Hosts));
    }

    [Fact]
    public void Create_InAZone_StaysThere()
    {
        for (var count = 0; count < 4; count++)
            Assert.Equal("z2", world.Create($"web-{count}", zone: "z2").Value.Instance.Zone.Value);
    }

    [Fact]
    public void Create_ClosedProject_IsNotFound()
    {
        world.State.CloseProject(World.Project);
        Assert.Same(ProblemKind.NotFound, world.Create().Problem?.Kind);
    }

    [Fact]
    public void Act_NotInTheTable_NamesWhatIsAllowed()
    {
        var instance = world.Create().Value.Instance;

        var outcome = world.Act(instance, InstanceAction.Start);

        Assert.Same(ProblemKind.ActionNotAllowed, outcome.Problem?.Kind);
        Assert.Equal(["delete"], Assert.IsType<string[]>(outcome.Problem!.Extensions["allowedActions"]));
    }

    [Fact]
    public void Act_StaleVersion_IsRefused()
    {
        var instance = world.Create().Value.Instance;
        world.Report(instance, ObservedPower.Running);

        Assert.Same(ProblemKind.PreconditionFailed, world.Act(instance, InstanceAction.Stop, ifVersion: 1).Problem?.Kind);
        Assert.False(world.Act(instance, InstanceAction.Stop, ifVersion: 2).IsRefused);
    }

    [Fact]
    public void Act_AnotherProject_IsNotFound()
    {
        var instance = world.Create().Value.Instance;
        Assert.Same(ProblemKind.NotFound, world.Act(instance with { Project = World.OtherProject }, InstanceAction.Delete).Problem?.Kind);
    }

    [Fact]
    public void Delete_WhileCreating_FailsTheOpenOperation()
    {
        var (instance, create) = world.Create().Value;

        world.Act(instance, InstanceAction.Delete);

        Assert.Equal(OperationState.Failed, world.Operation(create.Id).State);
    }

    [Fact]
    public void Reboot_RaisesTheCountTheHostCompares()
    {
        var instance = world.Create().Value.Instance;
        world.Report(instance, ObservedPower.Running);

        world.Act(instance, InstanceAction.Reboot);

        var command = Assert.IsType<EnsureInstance>(world.Sent[^1]);
        Assert.Equal(1, command.Reboots);
        Assert.Equal(new Generation(2), command.Generation);
    }
}
