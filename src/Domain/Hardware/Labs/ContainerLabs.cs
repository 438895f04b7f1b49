using Cloud.Domain.Hardware.Costs;
using Cloud.Domain.Hardware.Costs.Containers;
using Cloud.Domain.Hardware.Costs.Scheduling;

namespace Cloud.Domain.Hardware.Labs;

/// <summary>Labs 35 to 38: namespaces, overlay file system, control groups.</summary>
internal static class ContainerLabs
{
    public static IReadOnlyList<Lab> All { get; } =
    [
        new(35, "namespaces", "A view of one's own", "L33 namespaces",
            "Processes in a nested namespace are numbered anew there and visible outside. When its first process dies, all of it dies.",
            "one number per level;  init dies ⇒ all die",
            [LabKnob.Count("processes", "processes in the container", "", 5, 1, 200)],
            k => new(LabAxis.Of("moment", "before", "container init killed"), new("processes", ""), Pids(k.Count("processes"))),
            [new("inside sees five, outside six", r => r["inside"].First == 5 && r["outside"].First == 6), new("killing init leaves only the outside", r => r["inside"].Last == 0 && r["outside"].Last == 1), new("there are eight kinds", r => r["kinds of namespaces"].First == 8)]),
        new(36, "overlay", "Layers", "L34 union file system",
            "The first write to a file of a lower layer copies all of it up; removing one leaves a whiteout. Containers share the page cache of the layers below.",
            "copy-up = t0 + size/BW;  saving = (n − 1) · layers",
            [new("disk", "disk bandwidth", "GB/s", 1, 0.05, 20), LabKnob.Count("layers", "lower layers", "", 5, 1, 100)],
            k => new(new("file size", "MiB", true), new("first write", "ms", true),
            [
                LabSeries.Over("copy-up", LabScale.Doubling(1, 1024), mib => FirstWriteUs(mib, k.Count("layers"), k["disk"]) / 1000),
                LabSeries.Over("second write", LabScale.Doubling(1, 1024), _ => OverlayCost.LookupUs(1, cached: true) / 1000),
                LabSeries.Over("page cache saved by 10 containers, MiB", LabScale.Doubling(1, 1024), mib => OverlayCost.SharedCacheBytes(10, mib)), LabSeries.Bars("whiteouts after rm, entries seen", Whiteouts(k.Count("layers"))),
            ]),
            [new("a gibibyte takes about a second", r => r["copy-up"].Last is > 1000 and < 1150), new("only the first time", r => r["second write"].Max < 0.01), new("rm leaves one whiteout and hides the file", r => r.Series[3].First == 1 && r.Series[3].Last == 0)]),
        new(37, "cpu-quota", "Run, then stand still", "L35 control groups: cpu.max",
            "A group with a quota runs fast and is then frozen until the next period. More threads burn the quota sooner, and a request that hits the wall waits.",
            "run Q/n, stall P − Q/n;  R = c/k + ⌊(used + c)/Q⌋(P − Q/k)",
            [new("quota", "quota", "ms", 200, 1, 10_000), new("period", "period", "ms", 100, 1, 1000), new("request", "request", "CPU-ms", 150, 1, 10_000)],
            k => new(new("threads", ""), new("time", "ms"),
            [
                LabSeries.Over("run per period", LabScale.Whole(1, 16), n => new CpuQuota(k["quota"], k["period"]).RunMs((int)n)), LabSeries.Over("stall per period", LabScale.Whole(1, 16), n => new CpuQuota(k["quota"], k["period"]).StallMs((int)n)),
                LabSeries.Over("response with half the quota used", LabScale.Whole(1, 16), n => new CpuQuota(k["quota"], k["period"]).ResponseMs(k["request"], k["quota"] / 2, (int)n)),
            ]),
            [new("two threads never stall", r => r["stall per period"].At(2) == 0), new("three do", r => r["stall per period"].At(3) > 0 && r["stall per period"].Rises), new("sixteen threads wait longer than two", r => r.Series[2].Last > r.Series[2].At(2))]),
        new(38, "memory-group", "Slowed or killed", "L35 control groups: memory",
            "A group grows step by step. Above memory.high its tasks are slowed more and more; at memory.max, with nothing to reclaim, the kernel kills by badness.",
            "delay ∝ ((usage − high)/high)²;  badness = rss + swap + pgtables + adj · ⌊total/1000⌋",
            [new("high", "memory.high", "MiB", 800, 64, 100_000), new("max", "memory.max", "MiB", 1024, 64, 100_000)],
            k => new(new("charged", "MiB"), new("usage, MiB; delay, ms", ""), Grow(k)),
            [new("no delay below high", r => r["delay"].At(700) == 0), new("rising delay above", r => r["delay"].Rises && r["delay"].Last > 0), new("usage stops at max", r => r["usage"].Max <= 1024 && r["kills"].Last > 0), new("the small process with adjustment 500 dies", r => r["badness"].At(1) > r["badness"].At(0))]),
    ];

    private static LabSeries[] Pids(int count)
    {
        var outside = new PidNamespace();
        outside.Fork();
        var inside = new PidNamespace(outside);
        for (var i = 0; i < count; i++) inside.Fork();
        int seenInside = inside.Visible.Count, seenOutside = outside.Visible.Count;
        outside.Kill(2);
        return [LabSeries.Bars("inside", seenInside, inside.Visible.Count), LabSeries.Bars("outside", seenOutside, outside.Visible.Count), LabSeries.Bars("kinds of namespaces", Namespaces.All.Count)];
    }

    private static OverlayFileSystem Image(int layers, double mib)
    {
        var lowers = Enumerable.Range(0, layers).Select(_ => OverlayNode.Directory()).ToArray();
        lowers[^1].With("data/file", OverlayNode.File((long)(mib * ModelUnits.MiB)));
        return new(OverlayNode.Directory(), lowers);
    }

    private static double FirstWriteUs(double mib, int layers, double disk)
    {
        var image = Image(layers, mib);
        var visited = image.Lookup("data/file").LayersVisited;
        image.OpenForWrite("data/file", out var copied);
        return OverlayCost.LookupUs(visited, cached: false) + OverlayCost.CopyUpUs(copied, disk);
    }

    private static double[] Whiteouts(int layers)
    {
        var image = Image(layers, 1);
        image.Remove("data/file");
        return [image.Upper.Children["data"].Children.Values.Count(n => n.Kind == OverlayKind.Whiteout), image.ReadDirectory("data").Count];
    }

    private static LabSeries[] Grow(LabSettings k)
    {
        const double step = 16;
        var limits = MemoryLimits.None with { High = k["high"] * ModelUnits.MiB, Max = k["max"] * ModelUnits.MiB };
        List<LabPoint> usage = [], delay = [], kills = [];
        double used = 0, killed = 0;
        for (var charged = step; charged <= k["max"] * 1.25; charged += Math.Max(step, k["max"] / 64))
        {
            var (outcome, after, seconds) = MemoryGroup.Charge(limits, used, (charged * ModelUnits.MiB) - used, 0, 250);
            if (outcome == ChargeOutcome.OutOfMemory) killed++;
            used = after;
            usage.Add(new(charged, used / ModelUnits.MiB));
            delay.Add(new(charged, Math.Max(delay.Count > 0 ? delay[^1].Y : 0, seconds * 1000)));
            kills.Add(new(charged, killed));
        }

        return [new("usage", usage), new("delay", delay), new("kills", kills), LabSeries.Bars("badness", OutOfMemory.Badness(new(100_000, 0, 0, 0), 262_144)!.Value, OutOfMemory.Badness(new(20_000, 0, 0, 500), 262_144)!.Value)];
    }
}
