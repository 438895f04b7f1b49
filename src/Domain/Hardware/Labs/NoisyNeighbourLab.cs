using Cloud.Domain.Hardware.Costs;
using Cloud.Domain.Hardware.Costs.Isolation;

namespace Cloud.Domain.Hardware.Labs;

/// <summary>Lab 40: a victim among streaming neighbours, without and with partitions.</summary>
internal static class NoisyNeighbourLab
{
    private const double MiB = ModelUnits.MiB;

    public static Lab Lab { get; } = new(40, "noisy-neighbour", "The neighbour's noise", "L38 performance isolation",
        "A victim shares the last-level cache and the memory with streaming neighbours. The shares of the cache are a fixed point: whoever inserts more gets more, and misses less for it. "
        + "Cache allocation (CAT) and bandwidth caps (MBA) give the victim its speed back.",
        "s_i ∝ insertion rate;  CPI = CPI0 + APKI/1000((1 − m)L3 + m Lat(ρ))F/MLP",
        [LabKnob.Count("ways", "ways reserved with CAT", "", 12, 1, 14), new("cap", "bandwidth cap of the neighbours", "fraction", 0.1, 0.02, 1), new("apki", "cache accesses of a neighbour per 1000 instructions", "", 60, 1, 120), new("bandwidth", "memory bandwidth of the complex (half of an NPS4 node)", "GB/s", 21.25, 5, 170)],
        Run,
        [
            new("neighbours slow the victim", r => r["no isolation"].Rises && r["no isolation"].Last > 1.3 * r["no isolation"].First), new("isolation keeps it within 5 %", r => r["CAT and MBA"].Max < 1.05 * r["no isolation"].First),
            new("its share of the cache shrinks", r => r["victim's cache"].Falls), new("the shares add up to the cache", r => r["victim's cache"].Points.Zip(r["neighbours' cache"].Points).All(p => Math.Abs(p.First.Y + p.Second.Y - 32) < 0.5)),
            new("here CAT does most of it and MBA the rest", r => r["CAT alone"].Last < r["MBA alone"].Last && r["CAT and MBA"].Last < r["CAT alone"].Last),
        ]);

    private static LabResult Run(LabSettings k)
    {
        LabSeries Victim(string name, int ways, double cap) => LabSeries.Over(name, LabScale.Whole(0, 7), n => Solve(k, (int)n, ways, cap)[0].Cpi);
        return new(
            LabPlot.Lines("the victim", new("neighbours", ""), new("cycles per instruction", "cycles"), Victim("no isolation", 0, 1), Victim("CAT alone", k.Count("ways"), 1), Victim("MBA alone", 0, k["cap"]), Victim("CAT and MBA", k.Count("ways"), k["cap"])),
            LabPlot.Lines("shares of the cache without isolation", new("neighbours", ""), new("cache", "MiB"),
                LabSeries.Over("victim's cache", LabScale.Whole(0, 7), n => Solve(k, (int)n, 0, 1)[0].CacheBytes / MiB), LabSeries.Over("neighbours' cache", LabScale.Whole(0, 7), n => Solve(k, (int)n, 0, 1).Skip(1).Sum(state => state.CacheBytes) / MiB)));
    }

    private static NeighbourState[] Solve(LabSettings k, int neighbours, int ways, double cap)
    {
        var victim = new Neighbour(0.8, 15, new(0.2, 8 * MiB, 0.5, 0.01, 24 * MiB), 4, ways);
        var streamer = new Neighbour(0.6, k["apki"], new(0.95, 8 * MiB, 0.05, 0.9, 1e12), 8, BandwidthCap: cap);
        var states = new NeighbourState[neighbours + 1];
        Neighbours.Solve(new(32 * MiB, 16, 15, 105, k["bandwidth"], 3.1), [victim, .. Enumerable.Repeat(streamer, neighbours)], states);
        return states;
    }
}
