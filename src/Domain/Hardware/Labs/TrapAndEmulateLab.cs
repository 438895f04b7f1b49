using Cloud.Domain.Hardware.Costs.Exits;

namespace Cloud.Domain.Hardware.Labs;

/// <summary>Lab 19: guest mode and hypervisor mode on a time line.</summary>
internal static class TrapAndEmulateLab
{
    private const double WindowUs = 1000;

    public static Lab Lab { get; } = new(19, "trap-and-emulate", "In and out", "L17 trap and emulate",
        "Sensitive operations leave the guest. The time line shows one millisecond of a virtual processor: guest (non-root) mode until an instruction traps, hypervisor (root) mode "
        + "while it is emulated, and back. Without trap and emulate nothing leaves, and nothing is virtualized.",
        "root share = Σ f_r C_r/F",
        [
            new("cpuid", "CPUID", "1/s", 5000, 0, 100_000), new("msr", "MSR writes", "1/s", 20_000, 0, 200_000), new("cr", "control-register writes", "1/s", 0, 0, 100_000),
            LabKnob.Choice("processor", "processor", 1, "intel-icx", "amd-milan"), LabKnob.Switch("trap", "trap and emulate", true),
        ],
        Run,
        [
            new("the two sum to all", r => Math.Abs(r["share"].First + r["share"].Last - 100) < 1e-9), new("the hypervisor takes about 1.3 %", r => r["share"].Last is > 1 and < 2),
            new("twenty-five exits in a millisecond, each a gap in the guest's lane", r => r["hypervisor"].Points.Count is >= 23 and <= 26), new("the lanes never overlap and fill the window", r => Math.Abs(r["guest"].Sum + r["hypervisor"].Sum - WindowUs) < 1),
        ]);

    private static LabResult Run(LabSettings k)
    {
        var table = ExitConstants.Tables[k.Count("processor") == 0 ? "intel-icx" : "amd-milan"];
        ExitRate[] rates = k.On("trap") ? [new(ExitReason.Cpuid, k["cpuid"]), new(ExitReason.Msr, k["msr"]), new(ExitReason.ControlRegister, k["cr"])] : [];
        var ghz = k.Count("processor") == 0 ? HardwareProfiles.Get("xeon-6338-2s").Clock.AllCoreGhz : LabScale.Host.Clock.AllCoreGhz;
        var root = 100 * CpuOverhead.Fraction(table, rates, ghz);
        var (guest, host) = Lanes(rates, reason => table.Cycles(reason) / ghz / 1000);
        return new(
            new LabPlot("one millisecond", LabPlotStyle.Spans, new("time", "µs"), new("length", "µs"), [new("guest", guest), new("hypervisor", host)]),
            LabPlot.Bars("share of the time", LabAxis.Of("mode", "guest", "hypervisor"), new("time", "%"), LabSeries.Bars("share", Math.Max(0, 100 - root), Math.Min(100, root))));
    }

    /// <summary>Plays the window: each reason comes at its even intervals of guest time.</summary>
    private static (List<LabPoint> Guest, List<LabPoint> Host) Lanes(ExitRate[] rates, Func<ExitReason, double> costUs)
    {
        List<LabPoint> guest = [], host = [];
        double[] next = [.. rates.Select(rate => rate.PerSecond > 0 ? 1e6 / rate.PerSecond : double.PositiveInfinity)];
        double now = 0, guestTime = 0;
        while (now < WindowUs)
        {
            var soonest = next.Length == 0 ? double.PositiveInfinity : next.Min();
            var run = Math.Min(soonest - guestTime, WindowUs - now);
            if (run > 0) guest.Add(new(now, run));
            now += run;
            guestTime += run;
            if (now >= WindowUs) break;
            var which = Array.IndexOf(next, soonest);
            var cost = Math.Min(costUs(rates[which].Reason), WindowUs - now);
            host.Add(new(now, cost));
            now += cost;
            next[which] += 1e6 / rates[which].PerSecond;
        }

        return (guest, host);
    }
}
