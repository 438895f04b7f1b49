using Cloud.Domain.Hardware.Costs.Exits;

namespace Cloud.Domain.Hardware.Labs;

/// <summary>Labs 19 to 23: processor virtualization.</summary>
internal static class ExitLabs
{
    private static ExitTable Table => ExitTable.Of(LabScale.Host);

    private static double Ghz => LabScale.Host.Clock.AllCoreGhz;

    public static IReadOnlyList<Lab> All { get; } =
    [
        TrapAndEmulateLab.Lab,
        new(20, "exit-rate", "Frequency times cost", "L18 VM entry and exit",
            "Light exits stay in the kernel; heavy ones go to the VMM in user space and back.",
            "overhead = f C/F;  speed = 1/(1 + overhead)",
            [new("ghz", "clock", "GHz", 3.1, 0.5, 6)],
            k => new(new("exits", "1/s"), new("guest speed", "%"),
            [
                LabSeries.Over("hypercall", LabScale.Even(0, 500_000, 26), f => Speed(f, ExitReason.Hypercall, k["ghz"])), LabSeries.Over("kick", LabScale.Even(0, 500_000, 26), f => Speed(f, ExitReason.Kick, k["ghz"])),
                LabSeries.Over("device in user space", LabScale.Even(0, 500_000, 26), f => Speed(f, ExitReason.DeviceInUserSpace, k["ghz"])),
            ]),
            [new("no exits, full speed", r => r.Series.All(s => s.First == 100)), new("more exits, less speed", r => r.Series.All(s => s.Falls)), new("user exits cost more", r => r.Series[2].Last < r.Series[0].Last - 20)]),
        new(21, "hypercall-batching", "One call for many", "L19 hypercalls",
            "A hypercall has a fixed price, the exit and the entry. Put many operations into one call and watch the price per operation fall.",
            "cost per operation = C/n + c",
            [new("work", "work per operation", "cycles", 50, 0, 5000)],
            k => new(new("operations per hypercall", "", true), new("cycles per operation", "", true), [LabSeries.Over("cost", LabScale.Doubling(1, 128), n => CpuOverhead.BatchedHypercallCycles(Table, (int)n, k["work"]))]),
            [new("falls towards the work itself", r => r.Series[0].Falls && r.Series[0].Last < 70)]),
        ExitProfileLab.Lab,
        new(23, "steal", "Waiting for a processor", "L21 vCPU scheduling and overcommit",
            "Virtual processors are runnable now and then. Bigger pools smooth that out: at equal overcommit they steal less.",
            "steal = Σ_{n>C}(n − C) Bin(n; V, u)/(V u)",
            [new("runnable", "runnable fraction", "", 0.25, 0.01, 1)],
            k => new(new("overcommit", "ratio"), new("steal", "%"), [.. new[] { 4, 8, 16, 64 }.Select(c => LabSeries.Over($"{c} processors", LabScale.Whole(1, 8), o => 100 * Steal.Fraction((int)(c * o), c, k["runnable"])))]),
            [new("steal rises with overcommit", r => r.Series.All(s => s.Rises)), new("larger pools steal less", r => r["64 processors"].At(3) < r["16 processors"].At(3) && r["16 processors"].At(3) < r["4 processors"].At(3))]),
    ];

    private static double Speed(double rate, ExitReason reason, double ghz) => 100 * CpuOverhead.GuestSpeed(CpuOverhead.Fraction(rate, Table.Cycles(reason), ghz), 0, 0);
}
