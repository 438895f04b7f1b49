using Cloud.ControlPlane.Core;
using Cloud.ControlPlane.Hosts;
using Cloud.Domain.Identity;
using Cloud.Scheduler.Overcommit;

namespace Cloud.ControlPlane.Tests.Core;

/// <summary>What hosts say that their guests used, and what may be promised because of it.</summary>
public sealed class UsageTests
{
    [Fact]
    public void ObserveUsage_LowUse_AdmitsMoreAndNeverMoreThanThePoolsRatio()
    {
        var world = new World(hostsPerZone: 1, zones: 1, cores: 4, cpuRatio: 2);
        for (var i = 0; i < 2; i++) Assert.False(world.Create($"a{i}", vcpus: 4).IsRefused);
        var rule = new OvercommitRule("general", null, null, null, new PercentileOfUse(99, WarmUp: 2));
        var state = ClusterState.Rebuild(world.Region with { Overcommit = new([rule]) }, world.Store.Image());
        Assert.Equal([4, 4], Capacities(state));
        var host = state.Instances.Values.First().Placement.Host;
        for (var number = 1; number <= 3; number++) state.ObserveUsage(new HostUsage(host, number, [.. state.Instances.Keys.Select(id => new InstanceUsage(id, 0.01))]));
        OvercommitUpdate.Apply(state);
        Assert.All(Capacities(state), capacity => Assert.InRange(capacity, 5, 8));
    }

    [Fact]
    public void ObserveUsage_MessageThatIsNotNewerOrFromElsewhere_CountsNothing()
    {
        var world = new World(hostsPerZone: 1, zones: 1, cores: 4, cpuRatio: 2);
        world.Create("a", vcpus: 4);
        var state = ClusterState.Rebuild(world.Region, world.Store.Image());
        var (id, host) = (state.Instances.Keys.Single(), state.Instances.Values.Single().Placement.Host);
        state.ObserveUsage(new HostUsage(host, 7, [new(id, 0.5)]));
        state.ObserveUsage(new HostUsage(host, 7, [new(id, 0.5)]));
        state.ObserveUsage(new HostUsage(host, 6, [new(id, 0.5)]));
        state.ObserveUsage(new HostUsage(new HostId("elsewhere"), 8, [new(id, 0.5)]));
        Assert.Equal(1, state.UsageOf(id).Count);
    }

    private static IEnumerable<int> Capacities(ClusterState state)
    {
        var ledger = state.Cells.Single().Ledger;
        return ledger.Use(ledger.Hosts.Single().Id).NumaNodes.Select(numa => numa.VcpusCapacity);
    }
}
