using Cloud.Simulation.Engine;
using Cloud.Simulation.Machine;
using Cloud.Simulation.Machine.Programs;

namespace Cloud.Simulation.Tests.Machine;

/// <summary>What switches cost, directly and through the caches (2).</summary>
public sealed class SwitchCostTests
{
    [Fact]
    public void Direct_ThreadAgainstProcess_DiffersByTheAddressSpaceOnly()
    {
        var thread = DirectNs(sameProcess: true);
        var process = DirectNs(sameProcess: false);
        Assert.Equal(2010 / 3.1, thread, 1.0);
        Assert.Equal(2310 / 3.1, process, 1.0);
    }

    [Fact]
    public void Indirect_TwoWorkingSetsAgainstTheSecondLevel_HasItsKneeThere()
    {
        var fits = RefillNs(200 * 1024);
        var exceeds = RefillNs(480 * 1024);
        Assert.True(exceeds > 5 * fits, $"{exceeds} against {fits}");
    }

    [Fact]
    public void Indirect_ThreadsOfOneProcess_FindTheirDataWarm() =>
        Assert.True(RefillNs(480 * 1024, sameProcess: true) < RefillNs(480 * 1024) / 20);

    [Fact]
    public void Tlb_WithoutTags_IsRefilledAtEverySwitch()
    {
        var tagged = RefillNs(64 * 1024, tlb: new TlbCosts());
        var flushed = RefillNs(64 * 1024, tlb: new TlbCosts { Tagged = false });
        Assert.Equal(16 * 34 / 6.0 / 3.1, flushed - tagged, 5.0);
    }

    [Theory]
    [InlineData(100)]
    [InlineData(250)]
    [InlineData(1000)]
    public void Tick_AnyFrequency_CostsInProportion(int hz)
    {
        var (loop, machine) = Machine(new MachineParameters { Topology = MachineTopology.Flat(1), TickHz = hz });
        machine.AddTask(new TaskSpec("hog", new OpProgram(Op.Compute(1_000_000))));
        loop.RunUntil(1_000_000_000);
        Assert.Equal(hz * 1000.0, machine.Time().Of(TimeCategory.Tick), 1001.0);
    }

    [Fact]
    public void Smt_BothSiblingsBusy_GiveTheCoreItsThroughput()
    {
        var (loop, machine) = Machine(MachineParameters.Ideal(1) with { Topology = new MachineTopology(1, 1, 1, 1, 2), SmtThroughput = 1.25 });
        for (var i = 0; i < 2; i++) machine.AddTask(new TaskSpec($"t{i}", new OpProgram(Op.Compute(1_000_000))));
        loop.RunUntil(100_000_000);
        Assert.Equal(1.25, machine.Time().Of(TimeCategory.Work) / 100_000_000, 0.001);
    }

    private static double DirectNs(bool sameProcess)
    {
        var (machine, switches) = PingPong(0, sameProcess, new TlbCosts());
        return machine.Time().Of(TimeCategory.ContextSwitch) / switches;
    }

    private static double RefillNs(long workingSet, bool sameProcess = false, TlbCosts? tlb = null)
    {
        var (machine, switches) = PingPong(workingSet, sameProcess, tlb ?? TlbCosts.None);
        return machine.Time().Of(TimeCategory.Refill) / switches;
    }

    /// <summary>Two tasks that give way to each other on one thread, without ticks.</summary>
    private static (HostMachine Machine, long Switches) PingPong(long workingSet, bool sameProcess, TlbCosts tlb)
    {
        var (loop, machine) = Machine(new MachineParameters { Topology = MachineTopology.Flat(1), TickHz = 0, Tlb = tlb });
        var a = machine.AddChannel("a");
        var b = machine.AddChannel("b");
        var first = machine.AddProcess("first");
        var second = sameProcess ? first : machine.AddProcess("second");
        var left = new TaskSpec("left", new OpProgram(Op.Receive(a), Op.Compute(200_000), Op.Send(b))) { WorkingSetBytes = workingSet };
        var right = new TaskSpec("right", new OpProgram(Op.Receive(b), Op.Compute(200_000), Op.Send(a))) { WorkingSetBytes = workingSet };
        machine.AddTask(first, left);
        machine.AddTask(second, right);
        machine.Post(a);
        loop.RunUntil(1_000_000_000);
        return (machine, machine.ContextSwitches());
    }

    private static (EventLoop Loop, HostMachine Machine) Machine(MachineParameters parameters)
    {
        var loop = new EventLoop();
        return (loop, new HostMachine(loop, parameters, new SimRandom(5)));
    }
}
