using Cloud.ControlPlane.Core;
using Cloud.Domain.Iaas;
using Cloud.Scheduler.Overcommit;

namespace Cloud.ControlPlane.Tests.Core;

/// <summary>What policies of the region do to the ledger, at the update points only.</summary>
public sealed class OvercommitUpdateTests
{
    [Fact]
    public void Apply_NoHistory_PromisesOnlyTheHardwareAndKeepsWhatIsThere()
    {
        var world = new World(hostsPerZone: 1, zones: 1, cores: 4, cpuRatio: 2);
        for (var i = 0; i < 3; i++) Assert.False(world.Create($"a{i}", vcpus: 4).IsRefused);
        var state = With(world, new OvercommitRule("general", null, null, null, new PercentileOfUse(99, WarmUp: 2)));
        // 12 vCPUs stand on two NUMA nodes of 4 threads; nothing is known of them, so what is there is all that may be promised.
        Assert.Equal([8, 4], Capacities(state));
        Assert.Equal(3, state.Instances.Count);

        foreach (var id in state.Instances.Keys.Order())
            for (var sample = 0; sample < 2; sample++) state.ObserveUsage(id, 0.5);
        Assert.Equal([8, 4], Capacities(state));
        OvercommitUpdate.Apply(state);
        // 8 vCPUs at half use need all 4 threads; 4 at half use need 2, and 2 more are free.
        Assert.Equal([8, 6], Capacities(state));
    }

    [Fact]
    public void Apply_KindUnderItsOwnPolicy_NeedsMoreHardware()
    {
        var world = new World(hostsPerZone: 1, zones: 1, cores: 4, cpuRatio: 2);
        world.Create("a", vcpus: 3);
        Assert.Equal([5, 8], Capacities(With(world, new OvercommitRule(null, null, null, InstanceKind.MicroVm, new StaticRatio(1)))));
        Assert.Equal([8, 8], Capacities(With(world, new OvercommitRule(null, null, null, InstanceKind.Container, new StaticRatio(1)))));
    }

    private static ClusterState With(World world, OvercommitRule rule) =>
        ClusterState.Rebuild(world.Region with { Overcommit = new([rule]) }, world.Store.Image());

    private static IEnumerable<int> Capacities(ClusterState state) =>
        state.Cells[0].Ledger.Use(state.Region.Hosts[0].Id).NumaNodes.Select(numa => numa.VcpusCapacity);
}
