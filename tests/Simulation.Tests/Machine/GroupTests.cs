using Cloud.Simulation.Engine;
using Cloud.Simulation.Machine;
using Cloud.Simulation.Machine.Programs;

namespace Cloud.Simulation.Tests.Machine;

/// <summary>Control groups: weights, and the vectors of section 4.3 for cpu.max.</summary>
public sealed class GroupTests
{
    private const long Ms = 1_000_000;

    [Theory]
    [InlineData(50, 100, 4, 12.5)]
    [InlineData(200, 100, 8, 25)]
    [InlineData(100, 100, 1, 100)]
    public void CpuMax_BusyThreads_RunTheirPartOfTheQuotaEachPeriod(int quotaMs, int periodMs, int threads, double expectedMs)
    {
        var (loop, machine) = Machine(MachineParameters.Ideal(threads) with { BandwidthSliceNs = Ms / 2 });
        var group = machine.AddGroup("limited", null, limit: new CpuLimit(quotaMs * Ms, periodMs * Ms));
        for (var i = 0; i < threads; i++) machine.AddTask(Hog($"t{i}"), group);
        loop.RunUntil(10 * periodMs * Ms);
        foreach (var task in machine.Tasks) Assert.Equal(expectedMs, machine.TaskRunNs(task) / 10.0 / Ms, 0.5);
        Assert.Equal(quotaMs < threads * periodMs, group.ThrottledPeriods > 0);
        if (group.ThrottledPeriods == 0) return;
        var stalledMs = group.ThrottledNs / (double)Ms / threads / group.ThrottledPeriods;
        Assert.Equal(periodMs - expectedMs, stalledMs, 1.0);
    }

    [Fact]
    public void CpuMax_BurstAfterIdlePeriods_AllowsQuotaAndBurstOnce()
    {
        var (loop, machine) = Machine(MachineParameters.Ideal(4));
        var group = machine.AddGroup("bursty", null, limit: new CpuLimit(20 * Ms, 100 * Ms, 15 * Ms));
        for (var i = 0; i < 4; i++) machine.AddTask(Hog($"t{i}") with { StartInNs = 500 * Ms }, group);
        loop.RunUntil(600 * Ms);
        Assert.Equal(35 * Ms, machine.GroupRunNs(group));
        loop.RunUntil(800 * Ms);
        Assert.Equal(75 * Ms, machine.GroupRunNs(group));
    }

    [Fact]
    public void CpuMax_ChildAndParent_TheTighterOneHolds()
    {
        var (loop, machine) = Machine(MachineParameters.Ideal(4));
        var parent = machine.AddGroup("parent", null, limit: new CpuLimit(30 * Ms));
        var child = machine.AddGroup("child", parent, limit: new CpuLimit(200 * Ms));
        for (var i = 0; i < 4; i++) machine.AddTask(Hog($"t{i}"), child);
        loop.RunUntil(1000 * Ms);
        Assert.Equal(300 * Ms, machine.GroupRunNs(child));
        Assert.Equal(300 * Ms, machine.GroupRunNs(parent));
    }

    [Theory]
    [InlineData(SchedulerKind.Cfs)]
    [InlineData(SchedulerKind.Eevdf)]
    public void CpuWeight_GroupsOfDifferentSize_ShareByWeightNotByTasks(SchedulerKind kind)
    {
        var (loop, machine) = Machine(MachineParameters.Ideal(1, kind));
        var small = machine.AddGroup("small", null, 100);
        var large = machine.AddGroup("large", null, 300);
        for (var i = 0; i < 5; i++) machine.AddTask(Hog($"s{i}"), small);
        machine.AddTask(Hog("l"), large);
        loop.RunUntil(4000 * Ms);
        Assert.Equal(1000 * Ms, machine.GroupRunNs(small), 40.0 * Ms);
        Assert.Equal(3000 * Ms, machine.GroupRunNs(large), 40.0 * Ms);
    }

    [Theory]
    [InlineData(SchedulerKind.Cfs)]
    [InlineData(SchedulerKind.Eevdf)]
    public void CpuWeight_NestedGroups_MultiplyTheirShares(SchedulerKind kind)
    {
        var (loop, machine) = Machine(MachineParameters.Ideal(1, kind));
        var a = machine.AddGroup("a", null, 100);
        var b = machine.AddGroup("b", null, 100);
        var inner = machine.AddGroup("inner", a, 100);
        machine.AddTask(Hog("i"), inner);
        machine.AddTask(Hog("a"), a);
        machine.AddTask(Hog("b"), b);
        loop.RunUntil(4000 * Ms);
        Assert.Equal(1000 * Ms, machine.GroupRunNs(inner), 40.0 * Ms);
        Assert.Equal(2000 * Ms, machine.GroupRunNs(b), 40.0 * Ms);
    }

    [Fact]
    public void Balance_ThreeHogsOnTwoThreads_ShareEqually()
    {
        var (loop, machine) = Machine(MachineParameters.Ideal(2));
        for (var i = 0; i < 3; i++) machine.AddTask(Hog($"t{i}"));
        loop.RunUntil(30_000 * Ms);
        foreach (var task in machine.Tasks) Assert.Equal(20_000 * Ms, machine.TaskRunNs(task), 2000.0 * Ms);
    }

    [Fact]
    public void Affinity_PinnedTasks_StayAndShareTheirThread()
    {
        var (loop, machine) = Machine(MachineParameters.Ideal(4));
        for (var i = 0; i < 2; i++) machine.AddTask(Hog($"t{i}") with { Affinity = CpuMask.Of(4, 2) });
        loop.RunUntil(1000 * Ms);
        Assert.All(machine.Tasks, t => Assert.Equal((2, 0L), (t.CpuIndex, t.Migrations)));
        Assert.Equal(1000 * Ms, machine.Tasks.Sum(machine.TaskRunNs));
    }

    private static TaskSpec Hog(string name) => new(name, new OpProgram(Op.Compute(1_000_000_000)));

    private static (EventLoop Loop, HostMachine Machine) Machine(MachineParameters parameters)
    {
        var loop = new EventLoop();
        return (loop, new HostMachine(loop, parameters, new SimRandom(5)));
    }
}
