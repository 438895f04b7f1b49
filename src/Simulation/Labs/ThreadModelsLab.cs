using Cloud.Domain.Hardware.Costs.Threads;
using Cloud.Domain.Hardware.Labs;
using Cloud.Simulation.Machine;
using Cloud.Simulation.Machine.Models;
using Cloud.Simulation.Machine.Programs;

namespace Cloud.Simulation.Labs;

/// <summary>Lab 8: user-level, kernel and many-to-many threads, played on the event-level machine beside the formula.</summary>
internal static class ThreadModelsLab
{
    private const double RequestsWanted = 6000;
    private const int LanesMax = 8;

    private static readonly ThreadModel[] Models = [ThreadModel.UserLevel, ThreadModel.Kernel, ThreadModel.ManyToMany];
    private static readonly string[] Names = ["N:1", "1:1", "M:N"];

    public static Lab Lab { get; } = new(8, "thread-models", "Who blocks whom", "L6 user-level and kernel threads",
        "Eight threads compute and wait for I/O. The kernel sees one task for all user-level threads, so when one waits, all wait: the lane has gaps. "
        + "Kernel threads overlap computing and waiting; many-to-many threads do the same with fewer tasks, as long as the runtime intercepts the blocking calls.",
        "N:1: 1/(S_c + S_io);  1:1 and M:N: closed network (mean value analysis, exponential times)",
        [
            LabKnob.Count("threads", "threads", "", 8, 1, 64), new("cpu", "computing", "ms", 1, 0.01, 100), new("io", "I/O", "ms", 9, 0.01, 1000),
            LabKnob.Count("processors", "processors", "", 1, 1, 16), LabKnob.Switch("intercepted", "the M:N runtime intercepts blocking calls", true),
        ],
        Run,
        [
            new("N:1 reaches 100 per second", r => Math.Abs(r["formula"].First - 100) < 1),
            new("the others 711", r => Math.Abs(r["formula"].At(1) - 711) < 4 && Math.Abs(r["formula"].At(2) - 711) < 4),
            new("the machine agrees with the formula within 5 %", r => r["formula"].Points.Zip(r["event-level machine"].Points).All(p => Math.Abs((p.Second.Y / p.First.Y) - 1) < 0.05)),
            new("N:1 leaves the processor idle most of the time", r => r["N:1 process/carrier0"].Sum < 20),
        ]);

    private static LabResult Run(LabSettings k)
    {
        var machines = Models.Select(model => Build(k, model, random: false, traced: true, out _)).ToList();
        foreach (var machine in machines) machine.Loop.RunUntil((long)(10 * (k["cpu"] + k["io"]) * 1e6));
        var lanes = machines.SelectMany((machine, index) => machine.Lanes(Names[index] + " ").Take(LanesMax)).ToArray();
        return new(
            new LabPlot("who runs when", LabPlotStyle.Spans, new("time", "ms"), new("length", "ms"), lanes),
            LabPlot.Bars("throughput", LabAxis.Of("model", Names), new("throughput", "1/s"),
                LabSeries.Bars("formula", [.. Models.Select(model => Formula(k, model))]), LabSeries.Bars("event-level machine", [.. Models.Select(model => Measured(k, model))])))
        {
            Trace = machines[1].WriteTrace,
        };
    }

    private static double Formula(LabSettings k, ThreadModel model)
    {
        var blocked = model == ThreadModel.ManyToMany && !k.On("intercepted");
        var one = ThreadModels.Throughput(blocked ? ThreadModel.UserLevel : model, k.Count("threads"), k["cpu"] / 1000, k["io"] / 1000, k.Count("processors"), LabScale.Host.Clock);
        return blocked ? one * Math.Min(k.Count("threads"), k.Count("processors")) : one;
    }

    private static double Measured(LabSettings k, ThreadModel model)
    {
        var machine = Build(k, model, random: true, traced: false, out var finished);
        var seconds = RequestsWanted / Formula(k, model);
        machine.Loop.RunUntil((long)(seconds * 1e9));
        return finished.Count / seconds;
    }

    private static LabMachine Build(LabSettings k, ThreadModel model, bool random, bool traced, out RequestCounter finished)
    {
        var machine = new LabMachine(new MachineParameters { Topology = MachineTopology.Flat(k.Count("processors")), TickHz = 250 }, traced);
        finished = machine.Host.AddCounter("requests");
        long cpu = (long)(k["cpu"] * 1e6), io = (long)(k["io"] * 1e6);
        var program = random
            ? new OpProgram(Op.ComputeRandom(cpu), Op.SleepRandom(io), Op.Mark(finished))
            : new OpProgram(Op.Compute(cpu), Op.Sleep(io), Op.Mark(finished));
        var process = machine.Host.AddProcess("process");
        var programs = Enumerable.Repeat<IOpSource>(program, k.Count("threads")).ToList();
        if (model == ThreadModel.ManyToMany && !k.On("intercepted"))
            ThreadedProcess.Add(machine.Host, process, new TaskSpec("process/carrier", program), intercepts: false, programs, k.Count("processors"));
        else
            ThreadedProcess.Add(machine.Host, process, model, programs, k.Count("processors"));
        return machine;
    }
}
