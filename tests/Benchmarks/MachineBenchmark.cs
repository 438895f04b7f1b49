using System.Diagnostics;
using System.Globalization;
using Cloud.Simulation.Engine;
using Cloud.Simulation.Machine;
using Cloud.Simulation.Machine.Programs;

namespace Cloud.Benchmarks;

/// <summary>Events per second of the event-level machine on one core, with tracing off. Rates are per second of processor time, so that
/// neighbours on the measuring machine matter less; the rate by wall clock stands beside it.</summary>
internal static class MachineBenchmark
{
    private const int Repetitions = 5;
    private const long Events = 4_000_000;

    public static void Run()
    {
        Console.WriteLine("scenario                         events/CPU-s  switches/s  events/wall-s  ns/event  bytes/event");
        foreach (var kind in new[] { SchedulerKind.Cfs, SchedulerKind.Eevdf })
        {
            Report($"{kind}: 8 threads, 32 sleepers", () => Sleepers(kind, MachineTopology.Flat(8), 32));
            Report($"{kind}: 64 SMT threads, 256 sleepers", () => Sleepers(kind, new MachineTopology(2, 1, 2, 8, 2), 256));
            Report($"{kind}: 8 threads, 64 hogs", () => Hogs(kind, 64));
        }
    }

    private static void Report(string name, Func<(EventLoop Loop, HostMachine Machine)> build)
    {
        var rates = new List<(double Events, double Switches, double Wall, double Bytes)>();
        for (var i = 0; i < Repetitions; i++)
        {
            var (loop, machine) = build();
            loop.RunToIdle(Events / 4);
            var switches = machine.ContextSwitches();
            var bytes = GC.GetAllocatedBytesForCurrentThread();
            var watch = Stopwatch.StartNew();
            var cpu = Process.GetCurrentProcess().TotalProcessorTime;
            loop.RunToIdle(Events);
            var seconds = (Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalSeconds;
            var wall = watch.Elapsed.TotalSeconds;
            bytes = GC.GetAllocatedBytesForCurrentThread() - bytes;
            rates.Add((Events / seconds, (machine.ContextSwitches() - switches) / seconds, Events / wall, bytes / (double)Events));
        }

        var median = rates.OrderBy(r => r.Events).ElementAt(Repetitions / 2);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{name,-32} {median.Events,12:N0} {median.Switches,12:N0} {median.Wall,12:N0} {1e9 / median.Events,9:F0} {median.Bytes,12:F4}"));
    }

    /// <summary>Tasks that compute and sleep: wake-ups, placement, preemption, switches.</summary>
    private static (EventLoop Loop, HostMachine Machine) Sleepers(SchedulerKind kind, MachineTopology topology, int tasks)
    {
        var (loop, machine) = Machine(kind, topology);
        for (var i = 0; i < tasks; i++)
        {
            var program = new OpProgram(Op.Compute(20_000 + (i * 700)), Op.Sleep(100_000 + (i * 1300)));
            machine.AddTask(new TaskSpec("sleeper", program) { WorkingSetBytes = 64 * 1024 });
        }

        return (loop, machine);
    }

    /// <summary>Tasks that only compute: ticks, slices, balancing.</summary>
    private static (EventLoop Loop, HostMachine Machine) Hogs(SchedulerKind kind, int tasks)
    {
        var (loop, machine) = Machine(kind, MachineTopology.Flat(8));
        for (var i = 0; i < tasks; i++)
            machine.AddTask(new TaskSpec("hog", new OpProgram(Op.Compute(1_000_000))) { Nice = i % 5, WorkingSetBytes = 64 * 1024 });
        return (loop, machine);
    }

    private static (EventLoop Loop, HostMachine Machine) Machine(SchedulerKind kind, MachineTopology topology)
    {
        var loop = new EventLoop();
        return (loop, new HostMachine(loop, new MachineParameters { Topology = topology, Scheduler = kind }, new SimRandom(1)));
    }
}
