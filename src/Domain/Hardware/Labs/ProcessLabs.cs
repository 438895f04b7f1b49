using Cloud.Domain.Hardware.Costs.Switching;

namespace Cloud.Domain.Hardware.Labs;

/// <summary>Labs 1 to 9: processes, threads and the context switch.</summary>
internal static class ProcessLabs
{
    private static CoreClock Clock => LabScale.Host.Clock;

    public static IReadOnlyList<Lab> All { get; } =
    [
        ProcessCreationLab.Lab, MessagingLab.Lab, ContextSwitchLab.Lab,
        new(4, "cache-refill", "What a switch costs afterwards", "L3 indirect cost of a context switch",
            "Two tasks alternate; each has to fetch again what the other evicted. The curve is flat while both fit, steep until the last level is full, and falls when running on would miss anyway.",
            "C = Σ lost_i (Lat_i+1 − Lat_i)/MLP,  lost = W (1 − e^(−X/S))/64",
            [new("overlap", "overlapped misses", "", 4, 1, 16), new("share", "share of the last level", "fraction", 1, 0.05, 1)],
            k => new(new("working set of each", "KiB", true), new("cost of a switch", "µs", true), [Refill("direct + indirect", k, Replacement.Random), Refill("with LRU caches", k, Replacement.LeastRecentlyUsed)]),
            [new("small sets cost little more than the switch", r => r.Series[0].First < 2), new("it peaks near the last level", r => r.Series[0].Peak is >= 8192 and <= 65_536), new("and falls beyond", r => r.Series[0].Last < r.Series[0].Max / 5), new("with LRU the knee of the second level is where two sets no longer fit it", r => r.Series[1].At(512) > 5 * r.Series[1].At(256))]),
        LruPictureLab.Lab,
        new(6, "tlb-tags", "Flush or tag", "L4 TLB flush and address-space tags",
            "Without tags every switch empties the TLB. Linux keeps tags for the last six address spaces of a processor.",
            "flush: lost = E;  tags: lost = E (1 − e^(−X/E)) up to 6 address spaces, then E",
            [LabKnob.Count("pages", "working set", "pages", 512, 1, 4096), LabKnob.Count("others", "pages others touch", "pages", 0, 0, 4096)],
            k => new(new("address spaces", ""), new("entries lost per switch", ""),
            [
                LabSeries.Over("flush", LabScale.Whole(1, 12), _ => TlbRefill.LostEntries(tagged: false, LabScale.Host.Tlb.LastLevel4K, k["pages"], k["others"])),
                LabSeries.Over("tags", LabScale.Whole(1, 12), n => TlbRefill.LostEntries(TlbRefill.KeepsTag(LabScale.Host.Paging, (int)n), LabScale.Host.Tlb.LastLevel4K, k["pages"], k["others"])),
            ]),
            [new("flushing always loses everything", r => r["flush"].Min == r["flush"].Max && r["flush"].Max > 0), new("six tags lose nothing, the seventh everything", r => r["tags"].At(6) == 0 && r["tags"].At(7) == r["flush"].Last)]),
        new(7, "clock-tick", "The clock interrupt", "L5 direct and indirect cost of an interrupt",
            "Every tick runs a handler and dirties the cache. Overhead is a straight line in the tick rate; most of it is indirect.",
            "overhead = HZ (t_direct + t_indirect)",
            [new("workingSet", "working set", "KiB", 512, 1, 65_536), new("overlap", "overlapped misses", "", 8, 1, 16)],
            k => new(new("tick rate", "Hz"), new("overhead", "%"), Tick(k)),
            [new("a straight line", r => Math.Abs((r["total"].At(1000) / r["total"].At(250)) - 4) < 0.01), new("0.5 to 1.5 % at 1000 Hz", r => r["total"].At(1000) is >= 0.5 and <= 1.5), new("mostly indirect", r => r["direct"].Last < r["total"].Last / 2)]),
        OneToOneLab.Lab,
    ];

    private static LabSeries Refill(string name, LabSettings k, Replacement replacement)
    {
        var steps = CacheRefill.Steps(LabScale.Host, k["share"], 105);
        return LabSeries.Over(name, LabScale.Doubling(4, 262_144), kib =>
            (ContextSwitch.DirectNs(Clock, new(false)) + CacheRefill.ExtraNs(steps, replacement, kib * 1024, kib * 1024, k["overlap"])) / 1000);
    }

    private static LabSeries[] Tick(LabSettings k)
    {
        var tick = ClockTick.Of(CacheRefill.Steps(HardwareProfiles.Get("xeon-2007-2s"), 1, 150), k["workingSet"] * 1024, k["overlap"]);
        double[] rates = [100, 250, 500, 1000];
        return [LabSeries.Over("total", rates, hz => tick.Overhead(hz) * 100), LabSeries.Over("direct", rates, hz => hz * tick.DirectUs / 1e4)];
    }
}
