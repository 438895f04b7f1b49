using System.Globalization;
using Cloud.Domain.Hardware.Costs.Scheduling;
using Cloud.Domain.Hardware.Labs;
using Cloud.Simulation.Machine;
using Cloud.Simulation.Machine.Programs;
using Cloud.Simulation.Machine.Scheduling;

namespace Cloud.Simulation.Labs;

/// <summary>Lab 10: CFS on one processor of a server, watched every millisecond.</summary>
internal static class CfsLab
{
    private const int Milliseconds = 1000;
    private const int Snapshots = 12;

    public static Lab Lab { get; } = new(10, "cfs", "Completely fair", "L8 CFS and its red-black tree",
        "Tasks of different weight on one processor. Always the one with the smallest virtual runtime goes next (the leftmost of the red-black tree), so the virtual "
        + "runtimes stay together in a bundle while the shares follow the weights. A sleeper comes back with at most half a latency of credit: it never gains by sleeping longer.",
        "Δv = Δt · 1024/w;  share = w/Σw;  v_wake = max(v, min_v − latency/2)",
        [
            LabKnob.Count("tasks", "tasks that only compute", "", 2, 1, 12), LabKnob.Count("niceA", "nice of A", "", 0, -20, 19), LabKnob.Count("niceB", "nice of all others", "", 5, -20, 19),
            LabKnob.Switch("sleeper", "one more that sleeps 20 ms and runs 1 ms", false),
        ],
        Run,
        [
            new("virtual runtimes stay within one slice of the lightest task", r => Bundle(r) <= FairSlices.Virtual(6, NiceWeights.Weight(5)) + 1),
            new("A gets 75.35 %", r => Math.Abs(r["measured"].First - 75.35) < 1),
            new("the machine shares by weight", r => r["measured"].Points.Zip(r["by weight"].Points).All(p => Math.Abs(p.First.Y - p.Second.Y) < 1)),
        ]);

    private static LabResult Run(LabSettings k)
    {
        var machine = Build(k);
        var tasks = machine.Host.Tasks;
        var bundles = tasks.Select(_ => new List<LabPoint>()).ToList();
        var tree = new List<string[]>();
        for (var ms = 1; ms <= Milliseconds; ms++)
        {
            machine.Loop.RunUntil(ms * 1_000_000L);
            if (ms % 2 != 0) continue;
            for (var i = 0; i < tasks.Count; i++) bundles[i].Add(new(ms, machine.Host.TaskVirtualRuntimeNs(tasks[i]) / 1e6));
            if (tree.Count < Snapshots) tree.Add(Snapshot(machine.Host, ms));
        }

        var hogs = tasks.Take(k.Count("tasks")).ToList();
        double total = hogs.Sum(machine.Host.TaskRunNs), weights = hogs.Select((_, i) => Weight(k, i)).Sum();
        return new(
            LabPlot.Lines("virtual runtime", new("time", "ms"), new("virtual runtime", "ms"), [.. tasks.Select((task, i) => new LabSeries(task.Name, bundles[i]))]),
            LabPlot.Bars("share of the processor", LabAxis.Of("task", [.. hogs.Select(task => task.Name)]), new("share", "%"),
                LabSeries.Bars("measured", [.. hogs.Select(task => 100 * machine.Host.TaskRunNs(task) / total)]), LabSeries.Bars("by weight", [.. hogs.Select((_, i) => 100 * Weight(k, i) / weights)])),
            new LabPlot("who runs", LabPlotStyle.Spans, new("time", "ms"), new("length", "ms"), [.. machine.Lanes("on the processor: ")]))
        {
            Tables = [new("the tree, left to right by virtual runtime; the leftmost runs next", ["time ms", "running", "leftmost", "rest of the tree"], tree)],
            Trace = machine.WriteTrace,
        };
    }

    private static LabMachine Build(LabSettings k)
    {
        var machine = new LabMachine(MachineParameters.Ideal(1) with { Cfs = CfsTunables.ForThreads(8) }, traced: true);
        for (var i = 0; i < k.Count("tasks"); i++)
            machine.Host.AddTask(new TaskSpec(((char)('A' + i)).ToString(), new OpProgram(Op.Compute(1_000_000_000))) { Nice = i == 0 ? k.Count("niceA") : k.Count("niceB") });
        if (k.On("sleeper")) machine.Host.AddTask(new TaskSpec("sleeper", new OpProgram(Op.Sleep(20_000_000), Op.Compute(1_000_000))));
        return machine;
    }

    private static string[] Snapshot(HostMachine host, int ms)
    {
        var waiting = host.Tasks.Where(task => task.State == TaskState.Runnable && !task.IsRunning).OrderBy(host.TaskVirtualRuntimeNs).Select(task => Named(host, task)).ToList();
        var running = host.RunningOn(0) is { } task ? Named(host, task) : "idle";
        return [ms.ToString(CultureInfo.InvariantCulture), running, waiting.FirstOrDefault(""), string.Join(", ", waiting.Skip(1))];
    }

    private static string Named(HostMachine host, MachineTask task) => string.Create(CultureInfo.InvariantCulture, $"{task.Name} ({host.TaskVirtualRuntimeNs(task) / 1e6:0.0})");

    private static double Weight(LabSettings k, int index) => NiceWeights.Weight(index == 0 ? k.Count("niceA") : k.Count("niceB"));

    private static double Bundle(LabResult r) => r["A"].Points.Zip(r.Series[1].Points).Max(p => Math.Abs(p.First.Y - p.Second.Y));
}
