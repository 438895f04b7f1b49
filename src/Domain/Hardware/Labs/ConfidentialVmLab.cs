using Cloud.Domain.Hardware.Costs.Boot;
using Cloud.Domain.Hardware.Costs.Exits;

namespace Cloud.Domain.Hardware.Labs;

/// <summary>Lab 33: what a guest pays for keeping its memory from the host.</summary>
internal static class ConfidentialVmLab
{
    private static readonly double[] Rates = [1, 2.5, 5, 10, 25, 40, 50, 100];

    public static Lab Lab { get; } = new(33, "confidential-vm", "Not even the host", "L31 confidential VMs",
        "The start of a confidential guest as a waterfall: measuring and handing over every page takes time that grows with memory, and at the end a verifier decides whether it gets its secrets. "
        + "Every packet is copied through a bounce buffer, so one core carries only what it can copy. The host loses what it could do with the guest's memory.",
        "T = T_vm + pages · (c_measure, c_accept) + T_attest;  throughput ≤ 8 · BW_copy per core;  pool = min(6 % of RAM, 1 GiB)",
        [
            LabKnob.Choice("technology", "technology", 1, "none", "SEV-SNP", "TDX"), new("memory", "memory", "GiB", 4, 0.25, 256), LabKnob.Switch("lazy", "accept memory lazily", false), new("copy", "copy bandwidth of a core", "GB/s", 8, 1, 40),
            LabKnob.Switch("tampered", "somebody changed the image", false),
        ],
        Run,
        [
            new("launch grows with memory", r => r["launch"].Rises && r["launch"].Last > 50 * r["launch"].First), new("the pool is capped at 1 GiB", r => r["pool"].Max == 1024),
            new("10 Gb/s costs 16 % of a core", r => Math.Abs(r["core for copying"].At(10) - 15.6) < 0.1), new("one core carries no more than it can copy", r => r["confidential"].Max <= 64 && r["plain"].Last == 100),
            new("the waterfall has no gaps", r => r.Plots[0].Series.Zip(r.Plots[0].Series.Skip(1)).All(p => Math.Abs(p.First.Points[0].X + p.First.Points[0].Y - p.Second.Points[0].X) < 1e-6)),
            new("only an attested guest gets the secret", r => Enumerable.Range(0, r.Tables[0].Rows.Count).All(row => r.Tables[0].Has(row, 2, row == 4 ? "yes" : "no"))),
        ]);

    private static LabResult Run(LabSettings k)
    {
        var technology = (ConfidentialTechnology)k.Count("technology");
        var confidential = technology != ConfidentialTechnology.None;
        double Carried(double rate) => confidential ? Math.Min(rate, 8 * k["copy"]) : rate;
        double light = ExitTable.Of(LabScale.Host).Cycles(ExitReason.Cpuid);
        return new(
            new LabPlot("start", LabPlotStyle.Spans, new("time", "ms"), new("length", "ms"), Waterfall(k, confidential)),
            LabPlot.Lines("launch by memory", new("memory", "GiB", true), new("measuring and accepting", "ms", true), LabSeries.Over("launch", LabScale.Doubling(1, 256), gib => ConfidentialVm.LaunchMs(gib, k.On("lazy")))),
            LabPlot.Lines("throughput of one core", new("offered", "Gb/s"), new("carried", "Gb/s"), LabSeries.Over("plain", Rates, rate => rate), LabSeries.Over("confidential", Rates, Carried)),
            LabPlot.Lines("processor for copying, one direction", new("rate", "Gb/s"), new("core", "%"), LabSeries.Over("core for copying", Rates, rate => confidential ? 100 * rate / 8 / k["copy"] : 0)),
            LabPlot.Lines("bounce-buffer pool", new("memory", "GiB", true), new("pool", "MiB"), LabSeries.Over("pool", LabScale.Doubling(1, 256), gib => ConfidentialVm.PoolMib(gib * 1024, confidential))),
            LabPlot.Bars("an exit", LabAxis.Of("guest", "plain", "this one"), new("cost", "cycles"), LabSeries.Bars("exit", light, ConfidentialVm.ExitCycles(light, technology))))
        {
            Tables = [States(k.On("tampered")), new("what the host can no longer do", ["feature"], [.. ConfidentialVm.Disabled.Select(feature => new[] { feature })])],
        };
    }

    private static LabSeries[] Waterfall(LabSettings k, bool confidential)
    {
        var phases = confidential ? BootModel.Phases(new(BootPath.ConfidentialVm, k.On("lazy") ? 0 : k["memory"])) : BootModel.Phases(new(BootPath.FullVm, k["memory"]));
        double at = 0;
        return [.. phases.Select(phase =>
        {
            at += phase.MedianMs;
            return new LabSeries(phase.Name.ToString(), [new(at - phase.MedianMs, phase.MedianMs)]);
        })];
    }

    private static LabTable States(bool tampered)
    {
        ConfidentialEvent[] events = [ConfidentialEvent.Measure, ConfidentialEvent.Launch, tampered ? ConfidentialEvent.ReportRefused : ConfidentialEvent.ReportAccepted, ConfidentialEvent.ReleaseSecret];
        var state = ConfidentialState.Created;
        var rows = new List<string[]> { new[] { "-", state.ToString(), "no" } };
        foreach (var happened in events)
        {
            if (ConfidentialLifecycle.Next(state, happened) is not { } next)
            {
                rows.Add([happened.ToString(), "not allowed", "no"]);
                continue;
            }

            state = next;
            rows.Add([happened.ToString(), state.ToString(), ConfidentialLifecycle.HoldsSecrets(state) ? "yes" : "no"]);
        }

        return new("the way to the secret", ["event", "state", "holds secrets"], rows);
    }
}
