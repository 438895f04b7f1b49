using Cloud.Domain.Hardware.Costs.Energy;
using Cloud.Domain.Hardware.Costs.Isolation;
using Cloud.Domain.Hardware.Costs.Migration;
using Cloud.Domain.Hardware.Costs.Services;
using Cloud.Domain.Hardware.Costs.Structure;

namespace Cloud.Domain.Hardware.Labs;

/// <summary>Labs 39 to 42: migration, noisy neighbours, consolidation, service models.</summary>
internal static class OperationLabs
{
    private const double MiB = 1 << 20;

    public static IReadOnlyList<Lab> All { get; } =
    [
        new(39, "live-migration", "Moving while running", "L36 live migration",
            "Memory is sent while the guest writes to it; each round sends what became dirty. Without a bounded working set, downtime explodes when dirtying reaches the bandwidth.",
            "V_{i+1} = D · V_i/B, or W(1 − e^(−D T/W));  downtime = V_n/B + t_switch",
            [new("memory", "memory", "MB", 4096, 64, 1e6), new("bandwidth", "bandwidth", "MB/s", 1200, 10, 12_500), new("limit", "downtime wanted", "ms", 300, 1, 10_000), new("workingSet", "working set", "MB", 512, 1, 1e6), LabKnob.Switch("autoConverge", "slow the guest down", false)],
            k => new(new("dirtying over bandwidth", "ratio"), new("downtime", "s", true),
            [
                LabSeries.Over("all memory is written", LabScale.Even(0.1, 2, 20), r => Move(k, r, double.PositiveInfinity, k.On("autoConverge"))), LabSeries.Over("finite working set", LabScale.Even(0.1, 2, 20), r => Move(k, r, k["workingSet"], k.On("autoConverge"))),
                LabSeries.Over("slowed down", LabScale.Even(0.1, 2, 20), r => Move(k, r, double.PositiveInfinity, converge: true)), LabSeries.Over("post-copy", LabScale.Even(0.1, 2, 20), _ => PostCopy.DowntimeSeconds), Rounds(k),
            ]),
            [
                new("downtime explodes at ratio 1", r => r["all memory is written"].At(0.7) < 0.4 && r["all memory is written"].At(1.2) > 2), new("a small working set always fits", r => r["finite working set"].Max < 0.5),
                new("slowing down and post-copy help", r => r["slowed down"].Last < r["all memory is written"].Last && r["post-copy"].Max < 0.1), new("volumes fall geometrically", r => Math.Abs((r["volume per round at half the bandwidth, MB"].At(2) / r["volume per round at half the bandwidth, MB"].At(1)) - 0.5) < 1e-9),
            ]),
        new(40, "noisy-neighbour", "The neighbour's noise", "L38 performance isolation",
            "A victim shares the last-level cache and the memory with streaming neighbours. Cache allocation and bandwidth caps give its speed back.",
            "s_i ∝ insertion rate;  CPI = CPI0 + APKI/1000((1 − m)L3 + m Lat(ρ))F/MLP",
            [LabKnob.Count("ways", "ways reserved with CAT", "", 12, 1, 14), new("cap", "bandwidth cap of the neighbours", "fraction", 0.1, 0.02, 1)],
            k => new(new("neighbours", ""), new("cycles per instruction", ""),
            [
                LabSeries.Over("no isolation", LabScale.Whole(0, 7), n => VictimOf((int)n, 0, 1).Cpi), LabSeries.Over("CAT and MBA", LabScale.Whole(0, 7), n => VictimOf((int)n, k.Count("ways"), k["cap"]).Cpi),
                LabSeries.Over("victim's cache, MiB", LabScale.Whole(0, 7), n => VictimOf((int)n, 0, 1).CacheBytes / MiB),
            ]),
            [new("neighbours slow the victim", r => r["no isolation"].Rises && r["no isolation"].Last > 1.3 * r["no isolation"].First), new("isolation keeps it within 5 %", r => r["CAT and MBA"].Max < 1.05 * r["no isolation"].First), new("its share of the cache shrinks", r => r.Series[2].Falls)]),
        new(41, "consolidation", "Fewer hosts, fuller hosts", "L39 consolidation and energy",
            "A hundred guests on more or fewer hosts. Idle hosts burn a quarter to three quarters of their peak; the best efficiency of this one is at 80 % load.",
            "P(u) piece-wise linear;  total = hosts · P(load/hosts)",
            [new("load", "load in full hosts", "", 8, 1, 50)],
            k => new(new("hosts switched on", ""), new("power", "W"),
            [
                .. new[] { "lenovo-sr665-7763", "nettrix-r620-8352y", "hp-ml110-g5" }.Select(name => LabSeries.Over(name, LabScale.Whole((int)Math.Ceiling(k["load"]), 100), n => n * EnergyConstants.Curves[name].At(k["load"] / n))),
                LabSeries.Over("W per Mops/s by load, SR665", LabScale.Even(0.1, 1, 10), u => EnergyUse.WattsPerRate(EnergyConstants.Curves["lenovo-sr665-7763"], u, EnergyConstants.MilanOps / 1e6)),
            ]),
            [new("spreading wide costs more", r => r.Series.Take(3).All(s => s.Last > s.Min)), new("ten hosts at 80 % are best for the EPYC", r => r["lenovo-sr665-7763"].Points.MinBy(p => p.Y).X == 10), new("33.6 W per Mops/s at 80 %, 37.0 at full load", r => Math.Abs(r.Series[3].At(0.8) - 33.6) < 0.1 && Math.Abs(r.Series[3].At(1) - 37.0) < 0.1)]),
        new(42, "service-models", "Who does what?", "L37 IaaS, PaaS, SaaS",
            "The same application rented in different ways: layers that stay with the tenant, time to start, and the code it has to trust.",
            "unit cost = host cost/(units · utilisation)",
            [new("hostCost", "cost of a host", "per hour", 4, 0.01, 1000), new("utilisation", "utilisation", "", 0.6, 0.01, 1)],
            k => new(LabAxis.Of("model", "on premises", "IaaS", "containers", "PaaS", "FaaS", "SaaS"), new("value", "", true),
            [
                LabSeries.Bars("layers of the tenant", [.. Models.Select(m => (double)Enum.GetValues<ResponsibilityLayer>().Count(layer => ServiceModels.TenantOwns(m, layer)))]), LabSeries.Bars("start, s", [.. Models.Select(ServiceModels.StartSeconds)]),
                LabSeries.Bars("trusted code, kLoC", [.. Models.Select(m => TrustedBase.KLoc(ServiceModels.Isolation(m)))]), LabSeries.Bars("cost per unit at 1:1 and 4:1 overcommit", ServiceModels.UnitCost(k["hostCost"], 256, k["utilisation"]), ServiceModels.UnitCost(k["hostCost"], 1024, k["utilisation"])),
            ]),
            [new("each model leaves the tenant less", r => r.Series[0].Falls && r.Series[0].First == 4 && r.Series[0].Last == 0), new("functions start faster than machines", r => r["start, s"].At(4) < r["start, s"].At(1) / 10), new("overcommit divides the cost", r => Math.Abs(r.Series[3].First - (4 * r.Series[3].Last)) < 1e-9)]),
    ];

    private static ServiceModel[] Models => Enum.GetValues<ServiceModel>();

    private static double Move(LabSettings k, double ratio, double workingSet, bool converge) => PreCopy.Run(
        new(k["memory"], ratio * k["bandwidth"], k["bandwidth"], k["limit"] / 1000) { WorkingSet = workingSet, AutoConverge = converge }).TotalDowntimeSeconds;

    private static LabSeries Rounds(LabSettings k)
    {
        Span<double> volumes = stackalloc double[PreCopy.RoundsKept];
        var result = PreCopy.Run(new(k["memory"], k["bandwidth"] / 2, k["bandwidth"], k["limit"] / 1000), volumes);
        var points = new LabPoint[Math.Min(PreCopy.RoundsKept, result.Rounds + 1)];
        for (var i = 0; i < points.Length; i++) points[i] = new(i, volumes[i]);
        return new("volume per round at half the bandwidth, MB", points);
    }

    private static NeighbourState VictimOf(int neighbours, int ways, double cap)
    {
        var victim = new Neighbour(0.8, 15, new(0.2, 8 * MiB, 0.5, 0.01, 24 * MiB), 4, ways);
        var streamer = new Neighbour(0.6, 60, new(0.95, 8 * MiB, 0.05, 0.9, 1e12), 8, BandwidthCap: cap);
        Span<NeighbourState> states = stackalloc NeighbourState[neighbours + 1];
        Neighbours.Solve(new(32 * MiB, 16, 15, 105, 42.5, 3.1), [victim, .. Enumerable.Repeat(streamer, neighbours)], states);
        return states[0];
    }
}
