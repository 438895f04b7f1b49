using Cloud.Domain.Hardware.Costs.Energy;

namespace Cloud.Domain.Hardware.Labs;

/// <summary>Lab 41: a hundred guests on more or fewer hosts.</summary>
internal static class ConsolidationLab
{
    private const int HostsMax = 100;
    private static readonly string[] Curves = ["lenovo-sr665-7763", "nettrix-r620-8352y", "hp-ml110-g5"];

    public static Lab Lab { get; } = new(41, "consolidation", "Fewer hosts, fuller hosts", "L39 consolidation and energy",
        "A hundred guests on more or fewer hosts of three generations. An idle host burns a quarter to three quarters of its peak, so spreading wide costs. But the fullest host is not the best one: "
        + "the curve of this EPYC gets steep above 80 % load.",
        "P(u) piece-wise linear;  total = hosts · P(load/hosts);  energy per operation = P(u)/(u · ops)",
        [LabKnob.Count("guests", "guests", "", 100, 10, 500), new("share", "one guest needs of a host", "fraction", 0.08, 0.01, 0.2)],
        Run,
        [
            new("spreading wide costs more", r => r.Plots[0].Series.All(s => s.Last > s.Min)), new("ten hosts at 80 % are best for the EPYC", r => r[Curves[0]].Points.MinBy(p => p.Y).X == 10),
            new("33.6 W per Mops/s at 80 %, 37.0 at full load", r => Math.Abs(r["SR665"].At(0.8) - 33.6) < 0.1 && Math.Abs(r["SR665"].At(1) - 37.0) < 0.1), new("idle power is 24 to 70 % of the peak", r => r["idle"].Min is > 23 and < 24 && r["idle"].Max < 70),
        ]);

    private static LabResult Run(LabSettings k)
    {
        var load = k.Count("guests") * k["share"];
        var fewest = Math.Min(HostsMax, (int)Math.Ceiling(load));
        return new(
            LabPlot.Lines("power", new("hosts switched on", ""), new("power", "W"), [.. Curves.Select(name => LabSeries.Over(name, LabScale.Whole(fewest, HostsMax), n => n * EnergyConstants.Curves[name].At(Math.Min(1, load / n))))]),
            LabPlot.Lines("power per work", new("load of a host", "fraction"), new("power", "W per Mops/s"), LabSeries.Over("SR665", LabScale.Even(0.1, 1, 10), u => EnergyUse.WattsPerRate(EnergyConstants.Curves[Curves[0]], u, EnergyConstants.MilanOps / 1e6))),
            LabPlot.Bars("idle power of peak", LabAxis.Of("host", Curves), new("idle over peak", "%"), LabSeries.Bars("idle", [.. Curves.Select(name => 100 * EnergyConstants.Curves[name].IdleWatts / EnergyConstants.Curves[name].PeakWatts)])));
    }
}
