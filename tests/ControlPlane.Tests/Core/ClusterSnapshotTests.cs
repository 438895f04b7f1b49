using Cloud.ControlPlane.Core;
using Cloud.Domain.Iaas;
using Cloud.Domain.Identity;
using Cloud.Scheduler.Groups;
using Cloud.Scheduler.Numa;
using Cloud.Scheduler.Overcommit;

namespace Cloud.ControlPlane.Tests.Core;

/// <summary>A host with two NUMA nodes of four threads, two vCPUs per thread.</summary>
public sealed class ClusterSnapshotTests
{
    private static readonly HostId Host = new("z1-r01-h01");
    private readonly World world = new(hostsPerZone: 1, zones: 1);

    [Fact]
    public void ToWorld_HoldsWhatTheWriterHolds()
    {
        world.Create("a", terms: new() { Group = new("web", [new(GroupRuleKind.AntiAffinity, DomainLevel.Host, 9, true)], 0, 3), IsSpot = true, Priority = 4 });
        world.Create("b", vcpus: 4, numaNodes: 2);
        world.Step((state, changes, now) => HostPlanner.Cordon(state, changes, new(Host, null), World.User, now));
        var copy = ClusterSnapshot.Of(world.State, world.Now).ToWorld(world.Region, zone: null);

        Assert.Equal(world.State.Cells[0].Ledger.Use(Host).NumaNodes, copy.Ledger.Use(Host).NumaNodes);
        Assert.Contains("AcceptsInstances", Scheduler.Pipeline.PlacementPipeline.Place(
            copy.Ledger, new(new(1, 1, 0, 1, Domain.Placement.CpuPolicy.Shared), 0), Scheduler.PlacementProfiles.Spread).Explanation.Refusals.Select(refusal => refusal.Rule));
        var resident = Assert.Single(copy.On(0), resident => resident.Group is not null);
        Assert.Equal((true, 4, 3, 1), (resident.IsSpot, resident.Priority, resident.Group!.MaxDisrupted, copy.Groups.Count(resident.Group.Id)));
        Assert.Equal(["it is creating"], resident.Obstacles);
    }

    [Theory]
    [InlineData(1, 7, 7)] // one vCPU has a thread of its own, the other three threads promise two each
    [InlineData(2, 8, 8)]
    public void ToWorld_OvercommitHeldDown_PromisesNoMoreThanTheWriter(double ratio, int first, int second)
    {
        world.Create("a", vcpus: 2, numaNodes: 2);
        var state = With(ratio);
        var copy = ClusterSnapshot.Of(state, world.Now).ToWorld(state.Region, zone: null);
        Assert.Equal([first, second], copy.Ledger.Use(Host).NumaNodes.Select(numaNode => numaNode.VcpusCapacity));
        Assert.Equal(state.Cells[0].Ledger.Use(Host).NumaNodes, copy.Ledger.Use(Host).NumaNodes);
    }

    [Fact]
    public void ToWorld_HostThatPromisedMoreThanItMay_IsCordonedInTheCopy()
    {
        for (var guest = 0; guest < 3; guest++) world.Create($"a{guest}", vcpus: 4, numaNodes: 2);
        var state = With(2);
        state.Cells[0].Ledger.SetOvercommit(Host, 0, OvercommitRatio.Of(1), OvercommitRatio.Of(1));
        Assert.Contains(state.Cells[0].Ledger.Use(Host).NumaNodes, numaNode => numaNode.VcpusUsed > numaNode.VcpusCapacity);
        var copy = ClusterSnapshot.Of(state, world.Now).ToWorld(state.Region, zone: null);
        Assert.Null(state.CordonOf(Host));
        Assert.Null(Scheduler.Pipeline.PlacementPipeline.Place(
            copy.Ledger, new(new(1, 1, 0, 1, Domain.Placement.CpuPolicy.Shared), 0), Scheduler.PlacementProfiles.Spread).Placement);
        Assert.Equal(3, copy.On(0).Count);
    }

    private ClusterState With(double ratio) => ClusterState.Rebuild(
        world.Region with { Overcommit = new([new OvercommitRule(null, null, null, InstanceKind.MicroVm, new StaticRatio(ratio))]) }, world.Store.Image());
}
