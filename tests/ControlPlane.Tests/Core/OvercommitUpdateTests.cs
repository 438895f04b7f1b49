using Cloud.ControlPlane.Core;
using Cloud.ControlPlane.Operator;
using Cloud.Domain.Iaas;
using Cloud.Domain.Identity;
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

    [Fact]
    public void Apply_TenantUnderItsOwnPolicy_NeedsMoreHardwareThanOthers()
    {
        var (ours, theirs) = (new TenantId(new Guid(9, 0, 0, new byte[8])), new TenantId(new Guid(8, 0, 0, new byte[8])));
        var world = new World(hostsPerZone: 1, zones: 1, cores: 4, cpuRatio: 2);
        world.Create("a", vcpus: 3);
        var rule = new OvercommitRule(null, ours, null, null, new StaticRatio(1));
        int[] Of(TenantId tenant) => [.. Capacities(ClusterState.Rebuild(
            world.Region with { Overcommit = new([rule]) },
            world.Store.Image() with { Tenants = new Dictionary<ProjectId, TenantId> { [World.Project] = tenant } }))];
        Assert.Equal([5, 8], Of(ours));
        Assert.Equal([8, 8], Of(theirs));
    }

    [Fact]
    public void Apply_BudgetSpent_PromisesNothingNewAndSaysSo()
    {
        var world = new World(hostsPerZone: 1, zones: 1, cores: 4, cpuRatio: 2);
        for (var i = 0; i < 2; i++) Assert.False(world.Create($"a{i}", vcpus: 3).IsRefused);
        // One vCPU too many in a small part of the time is a violation here, and one violation spends the budget.
        var rule = new OvercommitRule("general", null, null, null, new StaticRatio(2)) { Budget = new(0, 0, 0) };
        var state = With(world, rule);
        Assert.Equal([8, 8], Capacities(state));
        foreach (var id in state.Instances.Keys) state.ObserveUsage(id, 1);
        OvercommitUpdate.Apply(state);
        Assert.Equal([8, 8], Capacities(state));
        Assert.Equal((0, 0.0), Only(state));

        // Three more vCPUs on one of the NUMA nodes: six busy ones on four threads lose a third.
        world.Create("b", vcpus: 3);
        state = With(world, rule);
        foreach (var id in state.Instances.Keys) state.ObserveUsage(id, 1);
        OvercommitUpdate.Apply(state);
        Assert.Equal([6, 8], Capacities(state).Order());
        Assert.Equal((1, 1.0), Only(state));
    }

    [Fact]
    public void Report_RulesForPoolKindAndProject_CountTheirOwnGuests()
    {
        var world = new World(hostsPerZone: 1, zones: 1, cores: 4, cpuRatio: 2);
        world.Create("a", vcpus: 2);
        world.Create("b", vcpus: 3, project: World.OtherProject);
        var project = new OvercommitRule(null, null, World.OtherProject, null, new StaticRatio(1));
        var report = GetOvercommitHandler.Report(ClusterState.Rebuild(
            world.Region with { Overcommit = new([new("general", null, null, null, new NSigma(3)), project]) }, world.Store.Image()));
        Assert.Equal([("n-sigma 3", 1, 2L, 2.0), ("static 1", 1, 3L, 3.0)], report.Select(entry => (entry.Words, entry.Guests, entry.Vcpus, entry.Expected)));
        Assert.Equal((8, 8), (report[0].Threads, report[0].MayPromise));
    }

    private static (int Spent, double Worst) Only(ClusterState state)
    {
        var entry = Assert.Single(GetOvercommitHandler.Report(state));
        return (entry.Spent, entry.WorstTimeShare);
    }

    private static ClusterState With(World world, OvercommitRule rule) =>
        ClusterState.Rebuild(world.Region with { Overcommit = new([rule]) }, world.Store.Image());

    private static IEnumerable<int> Capacities(ClusterState state) =>
        state.Cells[0].Ledger.Use(state.Region.Hosts[0].Id).NumaNodes.Select(numa => numa.VcpusCapacity);
}
