using Cloud.Domain.Hardware.Costs.Threads;
using Cloud.Simulation.Engine;
using Cloud.Simulation.Machine;
using Cloud.Simulation.Machine.Models;
using Cloud.Simulation.Machine.Programs;

namespace Cloud.Simulation.Tests.Machine;

/// <summary>Thread models, servers and clients against the closed forms of sections 3 and 5.</summary>
public sealed class ModelTests
{
    private const long Second = 1_000_000_000;

    [Theory]
    [InlineData(ThreadModel.UserLevel, 100)]
    [InlineData(ThreadModel.Kernel, 711)]
    [InlineData(ThreadModel.ManyToMany, 711)]
    public void Threads_EightThatComputeAndWait_ReachTheReferenceThroughput(ThreadModel model, double expected)
    {
        var (loop, machine) = Machine(MachineParameters.Ideal(1));
        var counter = machine.AddCounter("bursts");
        var program = new OpProgram(Op.Stamp(), Op.ComputeRandom(1_000_000), Op.SleepRandom(9_000_000), Op.Mark(counter));
        ThreadedProcess.Add(machine, machine.AddProcess("p"), model, [.. Enumerable.Repeat<IOpSource>(program, 8)]);
        loop.RunUntil(100 * Second);
        Assert.Equal(expected, counter.Count / 100.0, expected * 0.02);
    }

    [Theory]
    [InlineData(1, 100.0)]
    [InlineData(2, 192.31)]
    [InlineData(4, 344.66)]
    [InlineData(8, 484.79)]
    [InlineData(16, 500.0)]
    public void Multithreaded_DelayDevice_ReachesMeanValueAnalysis(int threads, double expected) =>
        Assert.Equal(expected, Throughput(threads, servers: threads), expected * 0.025);

    [Theory]
    [InlineData(1, 100.0)]
    [InlineData(2, 119.05)]
    [InlineData(4, 124.63)]
    [InlineData(8, 125.0)]
    public void Multithreaded_OneDisk_ReachesMeanValueAnalysis(int threads, double expected) =>
        Assert.Equal(expected, Throughput(threads, servers: 1), expected * 0.025);

    [Theory]
    [InlineData(SchedulerKind.Cfs)]
    [InlineData(SchedulerKind.Eevdf)]
    public void Servers_LectureTable_SingleIsSlowestAndOthersAreParallel(SchedulerKind kind)
    {
        var shape = new RequestShape(2_000_000, 8_000_000, IsMean: true);
        double Rate(Func<HostMachine, IoDevice, RequestCounter> add)
        {
            var (loop, machine) = Machine(new MachineParameters { Topology = MachineTopology.Flat(1), Scheduler = kind });
            var counter = add(machine, machine.AddDevice("disk", 16));
            loop.RunUntil(50 * Second);
            return counter.Count / 50.0;
        }

        var single = Rate((m, d) => ServerModel.AddSingleThreaded(m, shape, d));
        var workers = Rate((m, d) => ServerModel.AddDispatcherWorker(m, shape, d, 8, 16, 10_000));
        var events = Rate((m, d) => ServerModel.AddEventLoop(m, shape, d, 16));
        Assert.Equal(100, single, 3.0);
        Assert.InRange(workers, 4.5 * single, 500);
        Assert.InRange(events, 4.5 * single, 500);
    }

    [Fact]
    public void Dispatcher_SlowDispatch_IsTheBottleneck()
    {
        var (loop, machine) = Machine(MachineParameters.Ideal(4));
        var shape = new RequestShape(1_000_000, 1_000_000);
        var counter = ServerModel.AddDispatcherWorker(machine, shape, machine.AddDevice("disk", 32), 16, 32, 2_000_000);
        loop.RunUntil(10 * Second);
        Assert.Equal(500, counter.Count / 10.0, 5.0);
    }

    [Theory]
    [InlineData(SchedulerKind.Cfs)]
    [InlineData(SchedulerKind.Eevdf)]
    public void Browser_OnEightThreads_HasTheTlpOfABrowser(SchedulerKind kind)
    {
        var (loop, machine) = Machine(new MachineParameters { Scheduler = kind });
        var browser = BrowserClient.Add(machine);
        loop.RunUntil(20 * Second);
        Assert.InRange(browser.Tlp(machine), 1.5, 2.5);
    }

    [Fact]
    public void Browser_MoreConnections_HideLatency()
    {
        long Shown(int connections)
        {
            var (loop, machine) = Machine(new MachineParameters());
            var browser = BrowserClient.Add(machine, connections, 100_000_000);
            loop.RunUntil(20 * Second);
            return browser.Objects.Count;
        }

        Assert.InRange((double)Shown(4) / Shown(1), 3.5, 4.5);
        Assert.True(Shown(20) < Shown(40) * 1.1);
    }

    [Fact]
    public void ManyToMany_TwoThreadsLongerThanTheQuantum_ShareTheCarrierAndFinish()
    {
        var (loop, machine) = Machine(new MachineParameters { Topology = MachineTopology.Flat(1) });
        var done = machine.AddCounter("done", keepsSamples: true);
        var program = new OpProgram(Op.Stamp(), Op.Compute(35_000_000), Op.Mark(done));
        ThreadedProcess.Add(machine, machine.AddProcess("runtime"), ThreadModel.ManyToMany, [program, program]);
        loop.RunUntil(Second);
        Assert.InRange(done.Count, 27, 29);
        Assert.All(done.SamplesNs, ns => Assert.InRange(ns, 35_000_000, 75_000_000));
    }

    [Fact]
    public void Tlp_KnownSchedule_CountsRunningThreads()
    {
        var (loop, machine) = Machine(MachineParameters.Ideal(4));
        var process = machine.AddProcess("job", meter: new TlpMeter());
        machine.AddTask(process, new TaskSpec("a", new OpProgram(Op.Compute(60), Op.Finish())));
        machine.AddTask(process, new TaskSpec("b", new OpProgram(Op.Compute(30), Op.Finish())));
        machine.AddTask(process, new TaskSpec("c", new OpProgram(Op.Compute(10), Op.Finish())));
        loop.RunUntil(100);
        Assert.Equal([.4, .3, .2, .1], process.Meter!.Shares(100));
        Assert.Equal(1.6667, process.Meter.Tlp(100), 0.0001);
    }

    private static double Throughput(int threads, int servers)
    {
        var (loop, machine) = Machine(MachineParameters.Ideal(1));
        var counter = ServerModel.AddMultithreaded(machine, new RequestShape(2_000_000, 8_000_000, true), machine.AddDevice("disk", servers), threads);
        loop.RunUntil(200 * Second);
        return counter.Count / 200.0;
    }

    private static (EventLoop Loop, HostMachine Machine) Machine(MachineParameters parameters)
    {
        var loop = new EventLoop();
        return (loop, new HostMachine(loop, parameters, new SimRandom(5)));
    }
}
