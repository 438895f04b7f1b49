using Cloud.Domain.Hardware.Costs;
using Cloud.Domain.Hardware.Costs.Memory;

namespace Cloud.Domain.Hardware.Labs;

/// <summary>Labs 25 to 29: memory virtualization.</summary>
internal static class MemoryLabs
{
    private static HardwareProfile Host => LabScale.Host;

    public static IReadOnlyList<Lab> All { get; } =
    [
        new(25, "nested-paging", "Two page tables", "L22 nested paging",
            "Every guest-physical address on the way must be translated too. Large pages cut both the walk and the misses.",
            "references = (n + 1)(m + 1) − 1;  ns/load = data + L1 miss + m · r_eff · Lat_PTE",
            [new("pte", "cycles per page-table entry", "cycles", PagingConstants.TypicalPteCycles, 4, 400)],
            k => new(new("footprint", "pages of 4 KiB", true), new("time per load", "ns"),
            [
                Loads("native 4K", PageSize.Small, NestedWalk.EffectiveNativeReferences(PageSize.Small) * k["pte"]), Loads("nested 4K/4K", PageSize.Small, NestedWalk.EffectiveReferences(PageSize.Small, PageSize.Small) * k["pte"]),
                Loads("nested 2M/2M", PageSize.Large, NestedWalk.EffectiveReferences(PageSize.Large, PageSize.Large) * k["pte"]),
                LabSeries.Bars("references: native, 4K/4K, 2M/2M, 1G/1G", 4, NestedWalk.References(4, PageSize.Small, 4, PageSize.Small), NestedWalk.References(4, PageSize.Large, 4, PageSize.Large), NestedWalk.References(4, PageSize.Huge, 4, PageSize.Huge)),
            ]),
            [
                new("4, 24, 15, 8 references", r => r.Series[3].Points.Select(p => p.Y).SequenceEqual([4, 24, 15, 8])), new("knees after 64 and 2048 pages", r => r["nested 4K/4K"].At(64) == r["nested 4K/4K"].First && r["nested 4K/4K"].At(4096) > r["nested 4K/4K"].At(2048) + 5),
                new("nested is slower than native, large pages move the knee", r => r["nested 4K/4K"].Last > r["native 4K"].Last && r["nested 2M/2M"].At(16_384) == r["nested 2M/2M"].First),
            ]),
        new(26, "page-isolation", "A frame of one's own", "L23 isolation at page granularity",
            "Guest 2 tries to map frames of guest 1. Each attempt is a nested page fault; only pages shared read-only may be mapped twice.",
            "frames(a) ∩ frames(b) = ∅, except shared read-only",
            [LabKnob.Count("attempts", "attempts on foreign frames", "", 10, 0, 1000), LabKnob.Count("shared", "pages shared read-only", "", 5, 0, 1000)],
            k => new(LabAxis.Of("outcome", "mapped by owner", "violations", "shared", "invariant broken"), new("count", ""), [Frames(k.Count("attempts"), k.Count("shared"))]),
            [new("every attempt is refused", r => r.Series[0].At(1) == 10), new("the invariant holds", r => r.Series[0].At(3) == 0), new("shared pages are the exception", r => r.Series[0].At(2) == 5)]),
        new(27, "idle-tax", "Taxing idle memory", "L24 overcommit by reclamation",
            "Two guests with equal shares, one works, one idles. The higher the tax, the more memory goes to the one that uses it.",
            "ρ = S/(P (f + (1 − f)/(1 − τ)));  take from the lowest",
            [new("memory", "memory", "MB", 360, 10, 10_000), new("idle", "active fraction of the idle guest", "", 0, 0, 1)],
            k => new(new("tax", ""), new("memory", "MB"), [Tax("active", 0, k), Tax("idle", 1, k)]),
            [new("equal without tax", r => Math.Abs(r["active"].First - r["idle"].First) < 1), new("288 to 72 at 75 %", r => Math.Abs(r["active"].At(0.75) - 288) < 1 && Math.Abs(r["idle"].At(0.75) - 72) < 1)]),
        new(28, "reclaim", "Squeezing a host", "L24 balloon, sharing, compression, swap",
            "Demand grows beyond memory. Cheap mechanisms go first; when only swap is left, access time jumps.",
            "plan in order of cost;  access = (1 − p) Lat + p t_swap",
            [
                new("memory", "host memory", "GiB", 128, 16, 4096), new("cold", "cold fraction", "", ReclaimConstants.ColdFraction, 0, 1), new("free", "pages guests report free", "fraction", 0.02, 0, 0.5),
                new("balloon", "memory guests can give back", "fraction", 0.1, 0, 0.5), new("touch", "accesses per swapped memory", "fraction", 0.02, 0, 1),
            ],
            k => new(new("demand over memory", "%"), new("GiB, and ns per access", ""), Squeeze(k)),
            [new("swap comes last", r => r["swap"].At(10) == 0 && r["swap"].Last > 0), new("then latency jumps", r => r["access time, ns"].At(10) < 110 && r["access time, ns"].Last > 2 * r["access time, ns"].First), new("amounts only grow", r => r.Series.All(s => s.Rises))]),
        new(29, "numa", "Near and far", "L25 NUMA-aware placement",
            "The same guest with its memory local, interleaved, or on the other socket, under both NUMA settings.",
            "AMAT = Σ frac_j Lat_ij;  slow-down = 1 + β(AMAT/Lat_local − 1)",
            [new("stall", "memory-stall fraction", "", 0.4, 0, 1)],
            k => new(LabAxis.Of("placement", "local", "interleaved", "remote"), new("access time", "ns"),
            [
                Placement("NPS1", "nps1"), Placement("NPS4", "nps4"),
                LabSeries.Bars("slow-down, NPS4", [.. Placement("", "nps4").Points.Select(p => NumaAccess.Slowdown(p.Y, Host.FindNumaMode("nps4")!.LatencyNs[0, 0], k["stall"]))]),
            ]),
            [new("local, interleaved, remote in this order", r => r["NPS1"].Rises && r["NPS4"].Rises), new("small nodes are nearer", r => r["NPS4"].First < r["NPS1"].First)]),
    ];

    private static LabSeries Loads(string name, PageSize page, double walk) =>
        LabSeries.Over(name, LabScale.Doubling(16, 1 << 20), pages => TranslationOverhead.LoadNs(Host, pages * ModelUnits.PageBytes, page, walk, 4));

    private static LabSeries Frames(int attempts, int shared)
    {
        var table = new FrameTable();
        int violations = 0, sharing = 0;
        for (var frame = 0; frame < attempts; frame++) table.Map(1, frame);
        for (var frame = 0; frame < attempts; frame++)
            if (table.Map(2, frame) == MapOutcome.Violation) violations++;
        for (var frame = 0; frame < shared; frame++)
        {
            table.Map(1, 10_000 + frame, readOnlyShared: true);
            if (table.Map(2, 10_000 + frame, readOnlyShared: true) == MapOutcome.Mapped) sharing++;
        }

        return LabSeries.Bars("count", attempts, violations, sharing, table.InvariantHolds ? 0 : 1);
    }

    private static LabSeries Tax(string name, int index, LabSettings k) => LabSeries.Over(name, LabScale.Even(0, 0.95, 20), tax =>
    {
        Span<double> pages = stackalloc double[2];
        IdleTax.Equilibrium([new(1000, 0, 1), new(1000, 0, k["idle"])], k["memory"], tax, k["memory"] / 1000, pages);
        return pages[index];
    });

    private static LabSeries[] Squeeze(LabSettings k)
    {
        var memory = k["memory"];
        var potential = new ReclaimPotential(
            memory * k["free"], memory * PageSharing.ReclaimedFraction(SharingMix.Heterogeneous, 10), memory * k["balloon"], memory * Offload.GainFraction(k["cold"], ReclaimConstants.CompressionRatio), memory);
        ReclaimPlan At(double over) => ReclaimPlan.For(memory * over / 100, potential);
        LabSeries Line(string name, Func<ReclaimPlan, double> part) => LabSeries.Over(name, LabScale.Even(0, 60, 25), over => part(At(over)));
        return
        [
            Line("free-page reporting", p => p.Reported), Line("sharing", p => p.Shared), Line("balloon", p => p.Ballooned), Line("compression", p => p.Compressed), Line("swap", p => p.Swapped),
            Line("access time, ns", p => Offload.EffectiveAccessNs(105, Math.Min(1, k["touch"] * p.Swapped / memory), ReclaimConstants.SwapNvmeUs)),
        ];
    }

    private static LabSeries Placement(string name, string modeName)
    {
        var mode = Host.FindNumaMode(modeName)!;
        return LabSeries.Bars(name, mode.LatencyNs[0, 0], mode.InterleavedLatencyNs(0), mode.LatencyNs[0, mode.Nodes.Count - 1]);
    }
}
