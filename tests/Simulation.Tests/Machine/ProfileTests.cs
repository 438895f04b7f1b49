using Cloud.Domain.Hardware;
using Cloud.Domain.Hardware.Costs.Exits;
using Cloud.Domain.Hardware.Costs.Switching;
using Cloud.Simulation.Engine;
using Cloud.Simulation.Machine;
using Cloud.Simulation.Machine.Programs;

namespace Cloud.Simulation.Tests.Machine;

/// <summary>The event-level machine takes its numbers from the same profiles and constants as the closed forms.</summary>
public sealed class ProfileTests
{
    [Fact]
    public void Of_EveryProfileInEveryMode_HasItsThreadsNodesAndExits()
    {
        foreach (var profile in HardwareProfiles.All)
        {
            foreach (var mode in profile.NumaModes)
            {
                var parameters = MachineParameters.Of(profile, mode);
                Assert.Equal(profile.HardwareThreads, parameters.Topology.Threads);
                Assert.Equal(mode.Nodes.Count, parameters.Topology.Threads / parameters.Topology.ThreadsPerNumaNode);
                var machine = new HostMachine(new EventLoop(), parameters, new SimRandom(1));
                Assert.Equal(profile.HardwareThreads, machine.IdleThreads());
            }
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Switch_OnMilan_CostsWhatTheClosedFormSays(bool sameProcess)
    {
        var profile = HardwareProfiles.Get("epyc-7763-2s");
        var loop = new EventLoop();
        var machine = new HostMachine(loop, MachineParameters.Of(profile), new SimRandom(1));
        var first = machine.AddProcess("first");
        var second = sameProcess ? first : machine.AddProcess("second");
        var affinity = CpuMask.Of(profile.HardwareThreads, 3);
        var a = machine.AddChannel("a");
        var b = machine.AddChannel("b");
        machine.AddTask(first, new TaskSpec("l", new OpProgram(Op.Receive(a), Op.Compute(9_000), Op.Send(b))) { Affinity = affinity });
        machine.AddTask(second, new TaskSpec("r", new OpProgram(Op.Receive(b), Op.Compute(9_000), Op.Send(a))) { Affinity = affinity });
        machine.Post(a);
        loop.RunUntil(100_000_000);
        var expected = ContextSwitch.DirectNs(profile.Clock, new SwitchConditions(sameProcess));
        Assert.Equal(expected, machine.Time().Of(TimeCategory.ContextSwitch) / machine.ContextSwitches(), expected * 0.002);
    }

    [Fact]
    public void Exit_ThatTheProcessorLacks_IsRefused()
    {
        var loop = new EventLoop();
        var machine = new HostMachine(loop, MachineParameters.Of(HardwareProfiles.Get("altra-q80-30-2s")), new SimRandom(1));
        machine.AddTask(new TaskSpec("vcpu", new OpProgram(Op.Exit(ExitReason.Cpuid))) { Guest = new GuestProfile() });
        Assert.Throws<InvalidOperationException>(() => loop.RunUntil(1_000_000));
    }
}
