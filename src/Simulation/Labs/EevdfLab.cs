using Cloud.Domain.Hardware.Labs;
using Cloud.Simulation.Machine;
using Cloud.Simulation.Machine.Programs;
using Cloud.Simulation.Machine.Scheduling;

namespace Cloud.Simulation.Labs;

/// <summary>Lab 11: wake-up latency of an interactive task among hogs under CFS and under EEVDF with two slices.</summary>
internal static class EevdfLab
{
    private const long SimulatedNs = 20_000_000_000;
    private const string Cfs = "CFS", Base = "EEVDF, base slice", Short = "EEVDF, own slice";

    public static Lab Lab { get; } = new(11, "eevdf", "A shorter slice", "L9 EEVDF",
        "Hogs and one interactive task that sleeps about 10 ms and runs 1 ms. CFS gives a sleeper credit, so it preempts at once. EEVDF gives it back exactly the lag it "
        + "left with; what makes it run sooner is a shorter slice, because the earliest eligible virtual deadline goes first. Sooner, not more: its share stays the same.",
        "eligible: v_i ≤ V;  deadline: vd = v + slice · 1024/w;  earliest eligible deadline runs",
        [new("slice", "slice of the interactive task", "ms", 0.1, 0.1, 3), LabKnob.Count("hogs", "hogs", "", 4, 1, 16), new("run", "it runs for", "ms", 1, 0.1, 10), new("sleep", "and sleeps on average", "ms", 10, 1, 100)],
        Run,
        [
            new("the short slice waits less than half as long at the median", r => Median(r, Short) < 0.5 * Median(r, Base)),
            new("CFS, with its sleeper's credit, preempts at once nine times in ten", r => r[Cfs].Points[8].X < 0.1),
            new("under EEVDF a shorter slice does not change the share", r => Math.Abs(r["share"].At(2) - r["share"].At(1)) < 1),
        ]);

    private static LabResult Run(LabSettings k)
    {
        var own = (long)(k["slice"] * 1e6);
        LabMachine[] machines = [Play(k, SchedulerKind.Cfs, 0), Play(k, SchedulerKind.Eevdf, 0), Play(k, SchedulerKind.Eevdf, own)];
        string[] names = [Cfs, Base, Short];
        return new(
            LabPlot.Lines("wake-up latency, cumulative", new("latency", "ms"), new("wake-ups", "%"), [.. machines.Select((machine, i) => Distribution(names[i], machine.Host.Tasks[0].WakeLatenciesNs))]),
            LabPlot.Bars("share of the processor", LabAxis.Of("scheduler", names), new("share", "%"),
                LabSeries.Bars("share", [.. machines.Select(machine => 100.0 * machine.Host.TaskRunNs(machine.Host.Tasks[0]) / SimulatedNs)])),
            LabPlot.Bars("mean latency", LabAxis.Of("scheduler", names), new("latency", "ms"),
                LabSeries.Bars("mean", [.. machines.Select(machine => machine.Host.Tasks[0].WakeLatencyNs / 1e6 / Math.Max(1, machine.Host.Tasks[0].Wakeups))])));
    }

    private static LabMachine Play(LabSettings k, SchedulerKind kind, long sliceNs)
    {
        var parameters = MachineParameters.Ideal(1, kind) with { Cfs = CfsTunables.ForThreads(8), Eevdf = EevdfTunables.ForThreads(8, 1_000_000) };
        var machine = new LabMachine(parameters);
        var program = new OpProgram(Op.SleepRandom((long)(k["sleep"] * 1e6)), Op.Compute((long)(k["run"] * 1e6)));
        machine.Host.AddTask(new TaskSpec("interactive", program) { SliceNs = sliceNs, KeepsLatencies = true });
        for (var i = 0; i < k.Count("hogs"); i++) machine.Host.AddTask(new TaskSpec($"hog{i}", new OpProgram(Op.Compute(1_000_000_000))));
        machine.Loop.RunUntil(SimulatedNs);
        return machine;
    }

    private static LabSeries Distribution(string name, IReadOnlyList<long> latencies)
    {
        var sorted = latencies.Order().ToList();
        return new(name, [.. LabScale.Even(10, 100, 10).Select(percent => new LabPoint(sorted.Count == 0 ? 0 : sorted[(int)((sorted.Count - 1) * percent / 100)] / 1e6, percent))]);
    }

    private static double Median(LabResult r, string name) => r[name].Points[4].X;
}
