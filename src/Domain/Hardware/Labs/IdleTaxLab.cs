using Cloud.Domain.Hardware.Costs.Memory;

namespace Cloud.Domain.Hardware.Labs;

/// <summary>Lab 27: four guests, some idle, under a rising tax on idle memory.</summary>
internal static class IdleTaxLab
{
    private const double Shares = 1000;

    public static Lab Lab { get; } = new(27, "idle-tax", "Taxing idle memory", "L24 overcommit by reclamation",
        "Four guests with equal shares want all the memory; some work, some are idle. Memory is taken from whoever pays least for a page, and an idle page is charged more. "
        + "Without a tax all get the same; the higher the tax, the more goes to those who use it.",
        "ρ = S/(P (f + k (1 − f))),  k = 1/(1 − τ);  take from the lowest ρ",
        [
            LabKnob.Count("guests", "guests", "", 4, 2, 16), LabKnob.Count("idle", "of which idle", "", 2, 0, 16), new("memory", "memory per guest", "MB", 180, 10, 4000),
            new("active", "active fraction of an idle guest", "fraction", 0, 0, 1), new("tax", "tax of the bars", "fraction", 0.75, 0, 0.95),
        ],
        Run,
        [
            new("equal without tax", r => Math.Abs(r["active guest"].First - 180) < 1 && Math.Abs(r["idle guest"].First - 180) < 1),
            new("288 to 72 at 75 %", r => Math.Abs(r["active guest"].At(0.75) - 288) < 1 && Math.Abs(r["idle guest"].At(0.75) - 72) < 1), new("memory is neither made nor lost", r => Math.Abs(r["allocation"].Sum - 720) < 1),
        ]);

    private static LabResult Run(LabSettings k)
    {
        int guests = k.Count("guests"), idle = Math.Min(k.Count("idle"), guests);
        double[] At(double tax)
        {
            var pages = new double[guests];
            var clients = Enumerable.Range(0, guests).Select(i => new MemoryClient(Shares, 0, i < guests - idle ? 1 : k["active"])).ToArray();
            IdleTax.Equilibrium(clients, k["memory"] * guests, tax, k["memory"] / 500, pages);
            return pages;
        }

        var taxes = LabScale.Even(0, 0.95, 20).ToList();
        var runs = taxes.Select(At).ToList();
        LabSeries Line(string name, int guest) => new(name, [.. taxes.Zip(runs, (tax, run) => new LabPoint(tax, run[guest]))]);
        return new(
            LabPlot.Lines("by tax", new("tax τ", "fraction"), new("memory of one guest", "MB"), Line("active guest", 0), Line("idle guest", guests - 1)),
            LabPlot.Bars("all guests at the chosen tax", LabAxis.Of("guest", [.. Enumerable.Range(0, guests).Select(i => (i < guests - idle ? "active " : "idle ") + (i + 1).ToString(System.Globalization.CultureInfo.InvariantCulture))]), new("memory", "MB"),
                LabSeries.Bars("allocation", At(k["tax"]))));
    }
}
