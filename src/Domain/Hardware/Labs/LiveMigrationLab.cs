using Cloud.Domain.Hardware.Costs.Migration;

namespace Cloud.Domain.Hardware.Labs;

/// <summary>Lab 39: moving a guest that goes on writing.</summary>
internal static class LiveMigrationLab
{
    private static IEnumerable<double> Ratios => LabScale.Even(0.1, 2, 20);

    public static Lab Lab { get; } = new(39, "live-migration", "Moving while running", "L36 live migration",
        "Memory is sent while the guest writes to it; each round sends what became dirty in the one before. Without a bounded working set, downtime explodes when dirtying reaches the bandwidth. "
        + "Slowing the guest down or copying after the switch (post-copy) helps; post-copy stops the guest for a moment and then lets it wait for every page.",
        "V_{i+1} = D · V_i/B, or W(1 − e^(−D T/W));  downtime = V_n/B + t_switch",
        [
            new("memory", "memory", "MB", 4096, 64, 1e6), new("bandwidth", "bandwidth", "MB/s", 1200, 10, 12_500), new("dirty", "dirtying of the rounds", "MB/s", 600, 0, 12_500), new("limit", "downtime wanted", "ms", 300, 1, 10_000),
            new("workingSet", "working set", "MB", 512, 1, 1e6), LabKnob.Switch("autoConverge", "slow the guest down", false),
        ],
        Run,
        [
            new("downtime explodes at ratio 1", r => r["all memory is written"].At(0.7) < 0.4 && r["all memory is written"].At(1.2) > 2), new("a small working set always fits", r => r["finite working set"].Max < 0.5),
            new("slowing down and post-copy help", r => r["slowed down"].Last < r["all memory is written"].Last && r["post-copy"].Max < 0.1),
            new("volumes fall geometrically", r => Math.Abs((r["volume, all written"].At(2) / r["volume, all written"].At(1)) - 0.5) < 1e-9), new("total time grows towards ratio 1", r => r["total time"].At(0.9) > 3 * r["total time"].First),
        ]);

    private static LabResult Run(LabSettings k) => new(
        LabPlot.Lines("downtime", new("dirtying over bandwidth", "ratio"), new("downtime", "s", true),
            LabSeries.Over("all memory is written", Ratios, r => Move(k, r, double.PositiveInfinity, k.On("autoConverge")).TotalDowntimeSeconds), LabSeries.Over("finite working set", Ratios, r => Move(k, r, k["workingSet"], k.On("autoConverge")).TotalDowntimeSeconds),
            LabSeries.Over("slowed down", Ratios, r => Move(k, r, double.PositiveInfinity, converge: true).TotalDowntimeSeconds), LabSeries.Over("post-copy", Ratios, _ => PostCopy.DowntimeSeconds)),
        LabPlot.Lines("volume of each round", new("round", ""), new("sent", "MB", true), Rounds("volume, all written", k, double.PositiveInfinity), Rounds("volume, finite working set", k, k["workingSet"])),
        LabPlot.Lines("time until the guest runs on the other host", new("dirtying over bandwidth", "ratio"), new("time", "s", true), LabSeries.Over("total time", Ratios, r => Total(Move(k, r, double.PositiveInfinity, converge: false)))));

    private static MigrationResult Move(LabSettings k, double ratio, double workingSet, bool converge) => PreCopy.Run(
        new(k["memory"], ratio * k["bandwidth"], k["bandwidth"], k["limit"] / 1000) { WorkingSet = workingSet, AutoConverge = converge });

    private static double Total(MigrationResult result) => result.LiveSeconds + result.TotalDowntimeSeconds;

    private static LabSeries Rounds(string name, LabSettings k, double workingSet)
    {
        Span<double> volumes = stackalloc double[PreCopy.RoundsKept];
        var result = PreCopy.Run(new(k["memory"], k["dirty"], k["bandwidth"], k["limit"] / 1000) { WorkingSet = workingSet, AutoConverge = k.On("autoConverge") }, volumes);
        var points = new LabPoint[Math.Min(PreCopy.RoundsKept, result.Rounds + 1)];
        for (var i = 0; i < points.Length; i++) points[i] = new(i, volumes[i]);
        return new(name, points);
    }
}
