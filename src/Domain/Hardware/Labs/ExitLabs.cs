using Cloud.Domain.Hardware.Costs.Exits;

namespace Cloud.Domain.Hardware.Labs;

/// <summary>Labs 19 to 24: processor virtualization.</summary>
internal static class ExitLabs
{
    private static readonly (string Name, ExitRate[] Rates)[] Workloads =
    [
        ("compute", [new(ExitReason.ExternalInterrupt, 250), new(ExitReason.EndOfInterrupt, 250), new(ExitReason.Halt, 20)]),
        ("web", [new(ExitReason.Kick, 15_000), new(ExitReason.InterruptController, 20_000), new(ExitReason.EndOfInterrupt, 20_000), new(ExitReason.Halt, 8000)]),
        ("database", [new(ExitReason.Kick, 30_000), new(ExitReason.InterruptController, 25_000), new(ExitReason.EndOfInterrupt, 25_000), new(ExitReason.Halt, 15_000)]),
        ("old devices", [new(ExitReason.DeviceInUserSpace, 20_000), new(ExitReason.InterruptController, 5000), new(ExitReason.EndOfInterrupt, 5000), new(ExitReason.Halt, 1000)]),
    ];

    private static ExitTable Table => ExitTable.Of(LabScale.Host);

    private static double Ghz => LabScale.Host.Clock.AllCoreGhz;

    public static IReadOnlyList<Lab> All { get; } =
    [
        new(19, "trap-and-emulate", "In and out", "L17 trap and emulate",
            "Sensitive operations leave the guest. See what share of a second is spent in the guest and in the hypervisor.",
            "root share = Σ f_r C_r/F",
            [new("cpuid", "CPUID", "1/s", 5000, 0, 100_000), new("msr", "MSR writes", "1/s", 20_000, 0, 200_000), LabKnob.Switch("trap", "trap and emulate", true)],
            k => new(LabAxis.Of("mode", "guest", "hypervisor"), new("time", "%"), [Modes(k)]),
            [new("the two sum to all", r => Math.Abs(r.Series[0].First + r.Series[0].Last - 100) < 1e-9), new("the hypervisor takes about 1.3 %", r => r.Series[0].Last is > 1 and < 2)]),
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
        new(22, "exit-profile", "Which exits hurt?", "L20 exits dominate",
            "Four workloads and the time their exits take. Hardware help for interrupts and halt polling remove the tall bars.",
            "Σ f_r C_r",
            [LabKnob.Switch("apicv", "interrupts without exits", false), LabKnob.Switch("polling", "halt polling", false)],
            k => new(LabAxis.Of("workload", [.. Workloads.Select(w => w.Name)]), new("time in exits", "%"),
                [.. new[] { ExitReason.Kick, ExitReason.InterruptController, ExitReason.EndOfInterrupt, ExitReason.Halt, ExitReason.DeviceInUserSpace, ExitReason.ExternalInterrupt }.Select(reason =>
                    LabSeries.Bars(ExitTable.Key(reason), [.. Workloads.Select(w => w.Rates.Where(x => x.Reason == reason).Sum(x => Share(x, k)))]))]),
            [new("computing hardly exits", r => r.Series.Sum(s => s.At(0)) < 0.2), new("old devices cost most per exit", r => r["device-in-user-space"].At(3) > 5), new("interrupts lead for the web server", r => r["interrupt-controller"].At(1) == r.Series.Max(s => s.At(1)))]),
        new(23, "steal", "Waiting for a processor", "L21 vCPU scheduling and overcommit",
            "Virtual processors are runnable now and then. Bigger pools smooth that out: at equal overcommit they steal less.",
            "steal = Σ_{n>C}(n − C) Bin(n; V, u)/(V u)",
            [new("runnable", "runnable fraction", "", 0.25, 0.01, 1)],
            k => new(new("overcommit", "ratio"), new("steal", "%"), [.. new[] { 4, 8, 16, 64 }.Select(c => LabSeries.Over($"{c} processors", LabScale.Whole(1, 8), o => 100 * Steal.Fraction((int)(c * o), c, k["runnable"])))]),
            [new("steal rises with overcommit", r => r.Series.All(s => s.Rises)), new("larger pools steal less", r => r["64 processors"].At(3) < r["16 processors"].At(3) && r["16 processors"].At(3) < r["4 processors"].At(3))]),
        new(24, "lock-holder", "The sleeping lock holder", "L21 lock-holder preemption",
            "A preempted vCPU that holds a lock makes its siblings spin. With tickets even a preempted waiter blocks everyone behind it.",
            "waste = P(hit) · waiters · T_off;  tickets: P = 1 − (1 − p)^q",
            [new("overcommit", "overcommit", "ratio", 2, 1, 8), new("locks", "locks per vCPU", "1/s", 50_000, 100, 200_000), LabKnob.Count("vcpus", "vCPUs", "", 16, 2, 64)],
            k => new(LabAxis.Of("lock", "test-and-set", "ticket", "paravirtual"), new("useful time", "%"), [Locks("no PLE", k, ple: false), Locks("PLE", k, ple: true)]),
            [new("tickets collapse five-fold", r => r["no PLE"].At(1) * 5 < r["no PLE"].At(2)), new("pause-loop exits help", r => r["PLE"].At(1) > r["no PLE"].At(1))]),
    ];

    private static LabSeries Modes(LabSettings k)
    {
        var root = k.On("trap") ? 100 * CpuOverhead.Fraction(Table, [new(ExitReason.Cpuid, k["cpuid"]), new(ExitReason.Msr, k["msr"])], Ghz) : 0;
        return LabSeries.Bars("share", Math.Max(0, 100 - root), Math.Min(100, root));
    }

    private static double Speed(double rate, ExitReason reason, double ghz) => 100 * CpuOverhead.GuestSpeed(CpuOverhead.Fraction(rate, Table.Cycles(reason), ghz), 0, 0);

    private static double Share(ExitRate rate, LabSettings k)
    {
        var avoided = (k.On("apicv") && rate.Reason is ExitReason.InterruptController or ExitReason.EndOfInterrupt && k.On("apicv")) || (k.On("polling") && rate.Reason == ExitReason.Halt);
        return avoided ? 0 : 100 * CpuOverhead.Fraction(Table, [rate], Ghz);
    }

    private static LabSeries Locks(string name, LabSettings k, bool ple) => LabSeries.Bars(name, [.. Enum.GetValues<SpinLockKind>().Select(kind =>
        100 * LockHolder.Efficiency(Table, LabScale.Host.Clock, kind, new(k.Count("vcpus"), k["locks"], SpinConstants.HoldUs / 1e6, k["overcommit"], 0.003, ple)))]);
}
