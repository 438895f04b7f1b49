using Cloud.Domain.Hardware.Costs;
using Cloud.Domain.Hardware.Costs.Containers;

namespace Cloud.Domain.Hardware.Labs;

/// <summary>Lab 38: a group that leaks memory under memory.high and under memory.max.</summary>
internal static class MemoryGroupLab
{
    private const double Seconds = 30;
    private const double BatchMib = 1, BatchSeconds = 0.004;
    private const double TickHertz = 250;
    private static readonly (string Name, OomCandidate Process)[] Processes =
        [("database", new(100_000, 0, 0, 0)), ("worker", new(20_000, 0, 0, 500)), ("agent", new(200_000, 0, 0, -1000)), ("leak", new(60_000, 0, 0, 0))];

    public static Lab Lab { get; } = new(38, "memory-group", "Slowed or killed", "L35 control groups: memory",
        "A process leaks 250 MiB/s into a group. With memory.high its tasks are put to sleep, longer and longer, and usage comes to a standstill on a plateau: pressure rises, nothing dies. "
        + "With memory.max alone usage hits the limit and the kernel kills by badness; the leak begins anew. The victim is not the largest process, but the one with most points.",
        "delay ∝ ((usage − high)/high)²;  badness = rss + swap + pgtables + adj · ⌊total/1000⌋",
        [new("high", "memory.high", "MiB", 800, 64, 100_000), new("max", "memory.max", "MiB", 1024, 64, 100_000), LabKnob.Count("adjustment", "oom_score_adj of the worker", "", 500, -1000, 1000)],
        Run,
        [
            new("under high, usage stays on a plateau below 1.2 times high", r => r["usage, memory.high"].Max < 1.2 * 800 && r["kills, memory.high"].Max == 0), new("and pressure rises", r => r["pressure, memory.high"].Last > 50),
            new("under max alone it hits the limit and processes die", r => r["usage, memory.max"].Max <= 1024 && r["kills, memory.max"].Last >= 2), new("without any pressure before", r => r["pressure, memory.max"].Max < 1),
            new("the small process with adjustment 500 dies, the immune one never", r => r["badness"].Peak == 1 && r["badness"].At(2) == 0),
        ]);

    private static LabResult Run(LabSettings k)
    {
        var high = Leak(MemoryLimits.None with { High = k["high"] * ModelUnits.MiB, Max = k["max"] * ModelUnits.MiB }, "memory.high");
        var max = Leak(MemoryLimits.None with { Max = k["max"] * ModelUnits.MiB }, "memory.max");
        var total = (long)(k["max"] * ModelUnits.MiB / ModelUnits.PageBytes);
        var processes = Processes.Select(p => string.Equals(p.Name, "worker", StringComparison.Ordinal) ? p with { Process = p.Process with { Adjustment = k.Count("adjustment") } } : p).ToArray();
        var victim = OutOfMemory.Victim([.. processes.Select(p => p.Process)], total);
        double Points((string Name, OomCandidate Process) p) => OutOfMemory.Badness(p.Process, total) ?? 0;
        return new(
            new LabPlot("usage", LabPlotStyle.Lines, new("time", "s"), new("usage", "MiB"), [high.Usage, max.Usage]),
            LabPlot.Lines("pressure: some, last ten seconds", new("time", "s"), new("stalled", "%"), high.Pressure, max.Pressure),
            new LabPlot("kills", LabPlotStyle.Steps, new("time", "s"), new("processes killed", ""), [high.Kills, max.Kills]),
            LabPlot.Bars("badness", LabAxis.Of("process", [.. processes.Select(p => p.Name)]), new("points", ""), LabSeries.Bars("badness", [.. processes.Select(Points)])))
        {
            Tables =
            [
                new("ranking", ["process", "resident pages", "oom_score_adj", "points", "fate"], [.. processes.Select((p, i) => (p, i)).OrderByDescending(x => Points(x.p)).Select(x => new[]
                {
                    x.p.Name, FormattableString.Invariant($"{x.p.Process.ResidentPages}"), FormattableString.Invariant($"{x.p.Process.Adjustment}"), FormattableString.Invariant($"{Points(x.p)}"), x.i == victim ? "killed" : "lives",
                })]),
            ],
        };
    }

    /// <summary>Charges a batch at a time; a throttled task sleeps its delay, a killed one gives everything back and starts again.</summary>
    private static (LabSeries Usage, LabSeries Pressure, LabSeries Kills) Leak(in MemoryLimits limits, string name)
    {
        List<LabPoint> usage = [new(0, 0)], pressure = [new(0, 0)], kills = [new(0, 0)];
        var psi = default(PressureStall);
        double now = 0, used = 0, killed = 0, shown = 0;
        while (now < Seconds)
        {
            var (outcome, after, delay) = MemoryGroup.Charge(limits, used, BatchMib * ModelUnits.MiB, 0, TickHertz);
            if (outcome == ChargeOutcome.OutOfMemory) killed++;
            used = outcome == ChargeOutcome.OutOfMemory ? 0 : after;
            now += BatchSeconds + delay;
            psi = psi.Update(delay, BatchSeconds + delay);
            if (now < shown && outcome != ChargeOutcome.OutOfMemory) continue;
            shown = now + (Seconds / 200);
            usage.Add(new(now, used / ModelUnits.MiB));
            pressure.Add(new(now, 100 * psi.Avg10));
            kills.Add(new(now, killed));
        }

        return (new("usage, " + name, usage), new("pressure, " + name, pressure), new("kills, " + name, kills));
    }
}
