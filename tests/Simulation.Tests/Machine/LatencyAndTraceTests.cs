using System.Text.Json;
using Cloud.Domain.Hardware.Costs.Exits;
using Cloud.Simulation.Engine;
using Cloud.Simulation.Machine;
using Cloud.Simulation.Machine.Programs;
using Cloud.Simulation.Machine.Tracing;

namespace Cloud.Simulation.Tests.Machine;

public sealed class LatencyAndTraceTests
{
    [Fact]
    public void WakeLatency_EevdfWithShortSlice_IsBelowEevdfWithTheDefaultSlice()
    {
        var shortSlice = Latency(SchedulerKind.Eevdf, 100_000);
        var defaultSlice = Latency(SchedulerKind.Eevdf, 0);
        Assert.True(shortSlice.MeanNs < defaultSlice.MeanNs / 2, $"{shortSlice} against {defaultSlice}");
        Assert.Equal(defaultSlice.Share, shortSlice.Share, 0.02);
    }

    [Fact]
    public void WakeLatency_SleeperUnderCfs_PreemptsAtOnce()
    {
        var (mean, _) = Latency(SchedulerKind.Cfs, 0);
        Assert.InRange(mean, 0, 100_000);
    }

    [Fact]
    public void ChromeTrace_AnyRun_IsJsonWhoseSlicesOfAThreadDoNotOverlap()
    {
        var loop = new EventLoop();
        var trace = new TraceBuffer();
        var machine = new HostMachine(loop, new MachineParameters { Topology = MachineTopology.Flat(2) }, new SimRandom(1), trace);
        var group = machine.AddGroup("limited", null, limit: new CpuLimit(10_000_000));
        for (var i = 0; i < 3; i++) machine.AddTask(new TaskSpec($"hog{i}", new OpProgram(Op.Compute(4_000_000), Op.Sleep(500_000))), group);
        var exits = new Dictionary<ExitReason, double> { [ExitReason.Msr] = 1000 };
        machine.AddTask(new TaskSpec("vcpu", new OpProgram(Op.Compute(1_000_000))) { Guest = new GuestProfile { ExitsPerSecond = exits } });
        loop.RunUntil(300_000_000);

        using var stream = new MemoryStream();
        ChromeTraceWriter.Write(stream, machine, trace.Records);
        using var json = JsonDocument.Parse(stream.ToArray());
        var events = json.RootElement.GetProperty("traceEvents").EnumerateArray().ToList();
        var slices = events.Where(e => e.GetProperty("ph").ValueEquals("X")).ToList();
        Assert.True(slices.Count > 20);
        foreach (var thread in slices.GroupBy(e => e.GetProperty("tid").GetInt32()))
        {
            var end = 0.0;
            foreach (var slice in thread)
            {
                Assert.True(slice.GetProperty("ts").GetDouble() >= end - 0.001);
                end = slice.GetProperty("ts").GetDouble() + slice.GetProperty("dur").GetDouble();
            }
        }

        var running = slices.Sum(e => e.GetProperty("dur").GetDouble()) * 1000;
        Assert.Equal(machine.Tasks.Sum(machine.TaskRunNs), running, 1000.0);
        Assert.Contains(slices, e => e.GetProperty("args").GetProperty("ended").ValueEquals(nameof(TraceReason.Throttled)));
        Assert.Contains(events, e => e.GetProperty("name").ValueEquals("GuestExit vcpu"));
    }

    [Fact]
    public void Run_SteadyState_AllocatesNothing()
    {
        var loop = new EventLoop();
        var machine = new HostMachine(loop, new MachineParameters { Topology = new MachineTopology(1, 1, 2, 2, 2) }, new SimRandom(1));
        var pipe = machine.AddChannel("pipe");
        var group = machine.AddGroup("limited", null, limit: new CpuLimit(50_000_000));
        for (var i = 0; i < 12; i++)
        {
            var program = new OpProgram(Op.Compute(30_000 + i), Op.Send(pipe), Op.SleepRandom(90_000), Op.Receive(pipe));
            machine.AddTask(new TaskSpec($"t{i}", program) { WorkingSetBytes = 100_000 }, i % 2 == 0 ? group : null);
        }

        loop.RunToIdle(200_000);
        var before = GC.GetAllocatedBytesForCurrentThread();
        loop.RunToIdle(200_000);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    /// <summary>One task that runs 1 ms and sleeps 10 ms among four hogs on one thread of a server.</summary>
    private static (double MeanNs, double Share) Latency(SchedulerKind kind, long sliceNs)
    {
        var loop = new EventLoop();
        var topology = MachineTopology.Flat(8);
        var machine = new HostMachine(loop, MachineParameters.Ideal(8, kind) with { Topology = topology }, new SimRandom(1));
        var pinned = CpuMask.Of(8, 0);
        for (var i = 0; i < 4; i++) machine.AddTask(new TaskSpec($"hog{i}", new OpProgram(Op.Compute(1_000_000_000))) { Affinity = pinned });
        var program = new OpProgram(Op.Compute(1_000_000), Op.Sleep(10_000_000));
        var task = machine.AddTask(new TaskSpec("interactive", program) { Affinity = pinned, SliceNs = sliceNs, KeepsLatencies = true });
        loop.RunUntil(20_000_000_000);
        return (task.WakeLatenciesNs.Average(), machine.TaskRunNs(task) / (double)loop.NowNs);
    }
}
