using Cloud.Domain.Hardware.Costs.Scheduling;

namespace Cloud.Domain.Hardware.Labs;

/// <summary>Labs 10 and 11: CFS and EEVDF on one processor, small enough to play through.</summary>
internal static class SchedulerLabs
{
    public static IReadOnlyList<Lab> All { get; } =
    [
        new(10, "cfs", "Completely fair", "L8 CFS and its red-black tree",
            "Two tasks of different nice values run for a second. Always the one with the smallest virtual runtime goes next, so the lines stay together while the shares follow the weights.",
            "Δv = Δt · 1024/w;  share = w/Σw",
            [LabKnob.Count("niceA", "nice of A", "", 0, -20, 19), LabKnob.Count("niceB", "nice of B", "", 5, -20, 19)],
            k => new(new("time", "ms"), new("virtual and real runtime", "ms"), Cfs(k.Count("niceA"), k.Count("niceB"))),
            [
                new("virtual runtimes stay within a slice", r => r["A virtual"].Points.Zip(r["B virtual"].Points).All(p => Math.Abs(p.First.Y - p.Second.Y) <= 24)),
                new("A gets 75.35 %", r => Math.Abs((r["A real"].Last / (r["A real"].Last + r["B real"].Last)) - 0.7535) < 0.01),
            ]),
        new(11, "eevdf", "A shorter slice", "L9 EEVDF",
            "Four hogs and one interactive task that sleeps 10 ms and runs 1 ms. A shorter slice gives it an earlier deadline: it runs sooner, not more.",
            "eligible: v_i ≤ V;  deadline: vd = v + slice · 1024/w;  earliest eligible deadline runs",
            [new("slice", "slice of the interactive task", "ms", 0.3, 0.1, 3), LabKnob.Count("hogs", "hogs", "", 4, 1, 16)],
            k => new(new("quantile", "%"), new("wake-up latency", "ms"),
            [
                EevdfPlay.Latencies("base slice", k.Count("hogs"), 2.8, out var baseShare), EevdfPlay.Latencies("short slice", k.Count("hogs"), k["slice"], out var share),
                LabSeries.Bars("processor share (base, short), %", baseShare * 100, share * 100),
            ]),
            [
                new("the short slice waits less", r => r["short slice"].At(90) < 0.7 * r["base slice"].At(90)),
                new("the share hardly changes", r => Math.Abs(r.Series[2].First - r.Series[2].Last) < 1.5),
            ]),
    ];

    private static LabSeries[] Cfs(int niceA, int niceB)
    {
        double[] weight = [NiceWeights.Weight(niceA), NiceWeights.Weight(niceB)], virtualMs = [0, 0], realMs = [0, 0];
        var lines = new List<LabPoint>[] { [], [], [], [] };
        for (double now = 0; now < 1000;)
        {
            var next = virtualMs[0] <= virtualMs[1] ? 0 : 1;
            var slice = FairSlices.CfsSliceMs(weight[next], weight[0] + weight[1], 2, 8);
            now += slice;
            realMs[next] += slice;
            virtualMs[next] += FairSlices.Virtual(slice, weight[next]);
            for (var i = 0; i < 2; i++)
            {
                lines[i].Add(new(now, virtualMs[i]));
                lines[i + 2].Add(new(now, realMs[i]));
            }
        }

        return [new("A virtual", lines[0]), new("B virtual", lines[1]), new("A real", lines[2]), new("B real", lines[3])];
    }
}
