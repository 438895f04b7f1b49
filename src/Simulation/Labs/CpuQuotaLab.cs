using Cloud.Domain.Hardware.Costs.Scheduling;
using Cloud.Domain.Hardware.Labs;
using Cloud.Simulation.Machine;
using Cloud.Simulation.Machine.Programs;

namespace Cloud.Simulation.Labs;

/// <summary>Lab 37: cpu.max on the event-level machine: the saw-tooth, and the tail of requests.</summary>
internal static class CpuQuotaLab
{
    private const int Periods = 3;
    private const int SamplesPerPeriod = 50;
    private const int ThreadsMax = 16;

    public static Lab Lab { get; } = new(37, "cpu-quota", "Run, then stand still", "L35 control groups: cpu.max",
        "A group with a quota runs at full speed and is then frozen until the next period: the processor time it has used in the period rises, is flat, and starts again. "
        + "More threads burn the quota sooner. As soon as there are more busy threads than the quota is worth processors, some requests meet the wall and the tail jumps.",
        "run Q/n, stall P − Q/n;  R = c/k + ⌊(used + c)/Q⌋(P − Q/k)",
        [
            new("quota", "quota", "ms", 200, 5, 1600), new("period", "period", "ms", 100, 10, 1000), LabKnob.Count("threads", "threads of the saw-tooth", "", 4, 1, ThreadsMax),
            new("request", "request", "CPU-ms", 5, 0.5, 100),
        ],
        Run,
        [
            new("two threads never stall, three do", r => r["stall per period"].At(2) == 0 && r["stall per period"].At(3) > 0 && r["stall per period"].Rises),
            new("no period uses more than its quota", r => r["used in the period"].Max <= 200 + 1e-6),
            new("the tail is flat up to two threads and jumps at the third", r => r["p99"].At(2) < 6 && r["p99"].At(3) > 4 * r["p99"].At(2)),
            new("the median hardly notices", r => r["median"].At(4) < 1.1 * r["median"].At(2)),
        ]);

    private static LabResult Run(LabSettings k)
    {
        var quota = new CpuQuota(k["quota"], k["period"]);
        var runs = Enumerable.Range(1, ThreadsMax).Select(n => Latencies(k, n)).ToList();
        LabSeries Quantile(string name, double q) => LabSeries.Over(name, LabScale.Whole(1, ThreadsMax), n => At(runs[(int)n - 1], q));
        var (saw, machine) = SawTooth(k);
        return new(
            LabPlot.Lines($"processor time used in the period, {k.Count("threads")} threads", new("time", "ms"), new("used", "CPU-ms"), saw),
            LabPlot.Lines("run and stall per period", new("threads", ""), new("time", "ms"),
                LabSeries.Over("run per period", LabScale.Whole(1, ThreadsMax), n => quota.RunMs((int)n)), LabSeries.Over("stall per period", LabScale.Whole(1, ThreadsMax), n => quota.StallMs((int)n))),
            LabPlot.Lines("latency of a request, threads always busy", new("threads", ""), new("latency", "ms"), Quantile("median", 0.5), Quantile("p99", 0.99)))
        {
            Trace = machine.WriteTrace,
        };
    }

    private static (LabSeries Saw, LabMachine Machine) SawTooth(LabSettings k)
    {
        var (machine, group, _) = Build(k, k.Count("threads"), traced: true);
        var points = new List<LabPoint> { new(0, 0) };
        double start = 0;
        for (var sample = 1; sample <= Periods * SamplesPerPeriod; sample++)
        {
            var ms = k["period"] * sample / SamplesPerPeriod;
            machine.Loop.RunUntil((long)(ms * 1e6));
            var used = machine.Host.GroupRunNs(group) / 1e6;
            points.Add(new(ms, used - start));
            if (sample % SamplesPerPeriod != 0) continue;
            start = used;
            points.Add(new(ms, 0));
        }

        return (new("used in the period", points), machine);
    }

    private static List<long> Latencies(LabSettings k, int threads)
    {
        var (machine, _, finished) = Build(k, threads, traced: false);
        var wanted = 20 * k["period"];
        machine.Loop.RunUntil((long)(Math.Max(wanted, 200 * k["request"]) * 1e6));
        return [.. finished.SamplesNs.Order()];
    }

    private static (LabMachine Machine, ControlGroup Group, RequestCounter Finished) Build(LabSettings k, int threads, bool traced)
    {
        var machine = new LabMachine(MachineParameters.Ideal(threads) with { TickHz = 100 }, traced);
        var group = machine.Host.AddGroup("limited", null, limit: new CpuLimit((long)(k["quota"] * 1e6), (long)(k["period"] * 1e6)));
        var finished = machine.Host.AddCounter("requests", keepsSamples: true);
        var program = new OpProgram(Op.Stamp(), Op.Compute((long)(k["request"] * 1e6)), Op.Mark(finished));
        for (var i = 0; i < threads; i++) machine.Host.AddTask(new TaskSpec($"thread{i}", program), group);
        return (machine, group, finished);
    }

    private static double At(List<long> sorted, double quantile) => sorted.Count == 0 ? 0 : sorted[(int)((sorted.Count - 1) * quantile)] / 1e6;
}
