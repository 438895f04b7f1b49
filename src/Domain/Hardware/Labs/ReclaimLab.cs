using Cloud.Domain.Hardware.Costs;
using Cloud.Domain.Hardware.Costs.Memory;

namespace Cloud.Domain.Hardware.Labs;

/// <summary>Lab 28: a host runs out of memory and recovers, second by second.</summary>
internal static class ReclaimLab
{
    private const int Seconds = 240;
    private const double LocalNs = 105;

    public static Lab Lab { get; } = new(28, "reclaim", "Squeezing a host", "L24 balloon, sharing, compression, swap",
        "Guests fill the host beyond its memory and then shrink again. Free pages and sharing come first, then balloons, as fast as they inflate; compression and swap begin in the hard state. "
        + "When only swap is left, access time jumps. The states change at 6, 4, 2 and 1 % free, and going back takes more free memory than going forth.",
        "state by free memory, with hysteresis; plan in order of cost;  access = (1 − p) Lat + p t_swap",
        [
            new("memory", "host memory", "GiB", 128, 16, 1024), new("peak", "highest demand over memory", "%", 60, 0, 100), new("cold", "cold fraction", "fraction", ReclaimConstants.ColdFraction, 0, 1),
            new("free", "pages guests report free", "fraction", 0.02, 0, 0.5), new("balloon", "memory guests can give back", "fraction", 0.1, 0, 0.5), new("touch", "accesses per swapped memory", "fraction", 0.02, 0, 1),
        ],
        Run,
        [
            new("swap comes last, and begins in the hard state or worse", r => FirstAbove(r["swap"]) > FirstAbove(r["compression"]) && FirstAbove(r["compression"]) > FirstAbove(r["balloon"]) && r["state"].At(FirstAbove(r["swap"])) >= 2),
            new("the states go up to hard and back to high", r => r["state"].Max >= 2 && r["state"].Last == 0), new("then latency jumps", r => r["access time"].Max > 2 * r["access time"].First),
            new("free memory never runs out", r => r["free"].Min >= 0), new("what is used and what is reclaimed add up to the demand", r => r["demand"].Points.Zip(r["in memory"].Points, r["reclaimed"].Points).All(p => Math.Abs(p.First.Y - p.Second.Y - p.Third.Y) < 1e-6)),
        ]);

    private static LabResult Run(LabSettings k)
    {
        var memory = k["memory"];
        var state = PressureState.High;
        double reclaimed = 0;
        var lines = Names.ToDictionary(name => name, _ => new List<LabPoint>(), StringComparer.Ordinal);
        for (var second = 0; second < Seconds; second++)
        {
            var demand = memory * (0.85 + ((0.15 + (k["peak"] / 100)) * Ramp(second)));
            reclaimed = Math.Min(reclaimed, demand);
            state = PressureStates.Next(state, 1 - ((demand - reclaimed) / memory));
            reclaimed = Math.Max(Wanted(k, state, demand, reclaimed), demand - memory);
            var plan = ReclaimPlan.For(reclaimed, Potential(k, state >= PressureState.Hard || reclaimed > Gentle(k)));
            double[] values =
            [
                demand, demand - reclaimed, reclaimed, plan.Reported, plan.Shared, plan.Ballooned, plan.Compressed, plan.Swapped + plan.Missing, 100 * (1 - ((demand - reclaimed) / memory)), (double)state,
                Offload.EffectiveAccessNs(LocalNs, Math.Min(1, k["touch"] * (plan.Swapped + plan.Missing) / memory), ReclaimConstants.SwapNvmeUs),
            ];
            for (var i = 0; i < Names.Length; i++) lines[Names[i]].Add(new(second, values[i]));
        }

        LabSeries Line(string name) => new(name, lines[name]);
        return new(
            LabPlot.Lines("demand", new("time", "s"), new("memory", "GiB"), Line("demand"), Line("in memory"), Line("reclaimed")),
            new LabPlot("by mechanism", LabPlotStyle.Areas, new("time", "s"), new("memory", "GiB"), [Line("free-page reporting"), Line("sharing"), Line("balloon"), Line("compression"), Line("swap")]),
            new LabPlot("free memory", LabPlotStyle.Lines, new("time", "s"), new("free", "%"), [Line("free")]),
            new LabPlot("state (0 high, 1 soft, 2 hard, 3 low)", LabPlotStyle.Steps, new("time", "s"), new("state", ""), [Line("state")]),
            LabPlot.Lines("access time", new("time", "s"), new("time per access", "ns"), Line("access time")));
    }

    private static readonly string[] Names = ["demand", "in memory", "reclaimed", "free-page reporting", "sharing", "balloon", "compression", "swap", "free", "state", "access time"];

    // Up in 100 s, 40 s at the top, down in 100 s.
    private static double Ramp(int second) => Math.Clamp(Math.Min(second / 100.0, (Seconds - 1 - second) / 99.0), 0, 1);

    /// <summary>What the host aims to have reclaimed: enough to be in the high state again, as fast as balloons move; less when it is no longer needed.</summary>
    private static double Wanted(LabSettings k, PressureState state, double demand, double reclaimed)
    {
        var goal = Math.Max(0, demand - (k["memory"] * (1 - ReclaimConstants.FreeHigh)));
        var limit = state >= PressureState.Hard ? double.PositiveInfinity : Gentle(k);
        if (state == PressureState.High) return Math.Min(reclaimed, goal);
        return Math.Clamp(Math.Max(Math.Min(goal, limit), Math.Min(goal, reclaimed)), reclaimed - (ReclaimConstants.BalloonDeflateGBs * 1e9 / ModelUnits.GiB), reclaimed + (ReclaimConstants.BalloonInflateGBs * 1e9 / ModelUnits.GiB));
    }

    private static double Gentle(LabSettings k)
    {
        var p = Potential(k, hard: false);
        return p.FreeReported + p.Shareable + p.Balloonable;
    }

    private static ReclaimPotential Potential(LabSettings k, bool hard)
    {
        var memory = k["memory"];
        return new(
            memory * k["free"], memory * PageSharing.ReclaimedFraction(SharingMix.Heterogeneous, 10), memory * k["balloon"],
            hard ? memory * Offload.GainFraction(k["cold"], ReclaimConstants.CompressionRatio) : 0, hard ? memory : 0);
    }

    private static double FirstAbove(LabSeries series) => series.Points.Where(p => p.Y > 0).Select(p => p.X).FirstOrDefault(double.PositiveInfinity);
}
