using Cloud.Domain.Hardware.Costs.Exits;

namespace Cloud.Domain.Hardware.Labs;

/// <summary>Lab 22: which exits a workload pays for, as perf kvm stat shows them.</summary>
internal static class ExitProfileLab
{
    private static readonly (string Name, ExitRate[] Rates)[] Workloads =
    [
        ("compute", [new(ExitReason.ExternalInterrupt, 250), new(ExitReason.EndOfInterrupt, 250), new(ExitReason.Halt, 20)]),
        ("web", [new(ExitReason.Kick, 15_000), new(ExitReason.InterruptController, 20_000), new(ExitReason.EndOfInterrupt, 20_000), new(ExitReason.Halt, 8000)]),
        ("database", [new(ExitReason.Kick, 30_000), new(ExitReason.InterruptController, 25_000), new(ExitReason.EndOfInterrupt, 25_000), new(ExitReason.Halt, 15_000)]),
        ("old devices", [new(ExitReason.DeviceInUserSpace, 20_000), new(ExitReason.InterruptController, 5000), new(ExitReason.EndOfInterrupt, 5000), new(ExitReason.Halt, 1000)]),
    ];

    private static readonly ExitReason[] Reasons =
        [ExitReason.Kick, ExitReason.InterruptController, ExitReason.EndOfInterrupt, ExitReason.Halt, ExitReason.DeviceInUserSpace, ExitReason.ExternalInterrupt];

    public static Lab Lab { get; } = new(22, "exit-profile", "Which exits hurt?", "L20 exits dominate",
        "Four workloads and the time their exits take, then one of them as a Pareto diagram and a table in the manner of perf kvm stat. It is frequency times cost that counts. "
        + "Interrupts without exits (APICv, AVIC) and halt polling remove the tall bars; what is left leads.",
        "Σ f_r C_r",
        [LabKnob.Choice("workload", "workload of the table", 1, [.. Workloads.Select(w => w.Name)]), LabKnob.Switch("apicv", "interrupts without exits", false), LabKnob.Switch("polling", "halt polling", false)],
        Run,
        [
            new("computing hardly exits", r => r.Plots[0].Series.Sum(s => s.At(0)) < 0.2), new("old devices cost most per exit", r => r["device-in-user-space"].At(3) > 5),
            new("interrupts lead for the web server", r => r["interrupt-controller"].At(1) == r.Plots[0].Series.Max(s => s.At(1))), new("the Pareto curve ends at 100 %", r => Math.Abs(r["cumulative"].Last - 100) < 1e-9 && r["cumulative"].Rises),
        ]);

    private static LabResult Run(LabSettings k)
    {
        var table = ExitTable.Of(LabScale.Host);
        double Share(ExitRate rate) => 100 * CpuOverhead.Fraction(table, [rate], LabScale.Host.Clock.AllCoreGhz);
        var rows = Workloads[k.Count("workload")].Rates.Where(rate => !Avoided(rate.Reason, k)).OrderByDescending(Share).ToList();
        var total = rows.Sum(Share);
        string[] names = rows.Count == 0 ? ["none"] : [.. rows.Select(rate => ExitTable.Key(rate.Reason))];
        return new(
            LabPlot.Stacked("four workloads", LabAxis.Of("workload", [.. Workloads.Select(w => w.Name)]), new("time in exits", "%"),
                [.. Reasons.Select(reason => LabSeries.Bars(ExitTable.Key(reason), [.. Workloads.Select(w => w.Rates.Where(rate => rate.Reason == reason && !Avoided(reason, k)).Sum(Share))]))]),
            LabPlot.Bars($"{Workloads[k.Count("workload")].Name}, sorted", LabAxis.Of("reason", names), new("part of the exit time", "%"),
                LabSeries.Bars("each", rows.Count == 0 ? [0] : [.. rows.Select(rate => 100 * Share(rate) / total)]), LabSeries.Bars("cumulative", rows.Count == 0 ? [100] : [.. rows.Select((_, i) => 100 * rows.Take(i + 1).Sum(Share) / total)])))
        {
            Tables = [new("perf kvm stat", ["reason", "exits/s", "cycles each", "time %"], [.. rows.Select(rate => new[] { ExitTable.Key(rate.Reason), Text(rate.PerSecond), Text(table.Cycles(rate.Reason)), Text(Share(rate)) })])],
        };
    }

    private static bool Avoided(ExitReason reason, LabSettings k) =>
        (k.On("apicv") && reason is ExitReason.InterruptController or ExitReason.EndOfInterrupt && k.On("apicv")) || (k.On("polling") && reason == ExitReason.Halt);

    private static string Text(double value) => value.ToString("0.##", System.Globalization.CultureInfo.InvariantCulture);
}
