using Cloud.Domain.Hardware.Costs.Exits;
using static Cloud.Domain.Hardware.Validation.ValidationCheck;

namespace Cloud.Domain.Hardware.Validation;

/// <summary>V30 to V36 and V39 to V41: exits, nesting, spinning.</summary>
internal static class ExitPoints
{
    private static readonly ExitReason[] Isca16Tests =
        [ExitReason.Hypercall, ExitReason.InterruptController, ExitReason.VirtualIpi, ExitReason.EndOfInterrupt, ExitReason.VmSwitch, ExitReason.IoOut, ExitReason.IoIn];

    private static readonly (string Table, double[] Cycles)[] Isca16 =
    [
        ("isca16-kvm-arm", [6500, 7370, 11_557, 71, 10_387, 6024, 13_872]), ("isca16-xen-arm", [376, 1356, 5978, 71, 8799, 16_491, 15_650]),
        ("isca16-kvm-x86", [1300, 2384, 5230, 1556, 4812, 560, 18_923]), ("isca16-xen-x86", [1228, 1734, 5562, 1464, 10_534, 11_262, 10_050]),
    ];

    private static ExitTable Intel => ExitConstants.Tables["intel-icx"];

    private static ExitTable Milan => ExitConstants.Tables["amd-milan"];

    private static CoreClock Clock => HardwareProfiles.Get("xeon-6338-2s").Clock;

    public static IReadOnlyList<PointModel> All { get; } =
    [
        new("V30", "The table is an input; numbers from memory.", [.. Isca16.SelectMany(row => Isca16Tests.Select((reason, i) =>
            Given($"{row.Table} {ExitTable.Key(reason)}", row.Cycles[i], "cycles", () => ExitConstants.Tables[row.Table].Cycles(reason), 0.05)))]),
        new("V31", "Numbers from memory; shown for their fall from generation to generation.",
            [Given("Prescott over Westmere", 3963 / 761.0, "ratio", () => ExitConstants.Generations["prescott"] / ExitConstants.Generations["westmere"])]),
        new("V32", "The nested row of the exit table was set by this source.",
        [
            Given("nested CPUID", 13_142, "cycles", () => CpuOverhead.NestedLightCycles(Intel, enlightened: false), 0.1),
            Given("nested hypercall", 13_189, "cycles", () => CpuOverhead.NestedLightCycles(Intel, enlightened: false), 0.1),
            Given("nested port input in the VMM", 44_826, "cycles", () => CpuOverhead.NestedLightCycles(Intel, enlightened: false) + ExitConstants.NestedUserCycles, 0.1),
        ]),
        new("V33", "The round trip is a lower bound on any exit that ends in user space; the cost of such an exit was set knowing it.",
        [
            Given("KVM_RUN round trip", 2528, "cycles", () => ExitConstants.RunIoctlCycles),
            GivenRange("device access handled by the VMM", 2528, 2528, double.PositiveInfinity, "cycles", () => Milan.Cycles(ExitReason.DeviceInUserSpace)),
        ]),
        new("V34", "Our own measurement.", [Given("nested CPUID on EPYC", 10_400, "cycles", () => Milan.Cycles(ExitReason.NestedLight), 0.05)]),
        new("V35", "", [Given("#VE exit over exit answered by the module", 5.96, "ratio", () => ExitConstants.TdxVeCycles / ExitConstants.TdxModuleCycles, 0.1)]),
        new("V36", "", [Given("enlightened over plain control structure", 0.44, "ratio", () => CpuOverhead.NestedLightCycles(Intel, true) / CpuOverhead.NestedLightCycles(Intel, false), 0.01)]),
        new("V39", "Kernel build: kernel-heavy lock rate, test-and-set locks, 16 vCPUs, twice as many vCPUs as processors. The size of the guests is ours: 4, 8, 16 and 32 vCPUs give 0.5, 1.1, 2.4 and 5.0 %.",
            [Fit("gain by pause-loop exits", 2, 1, 4, "%", () => 100 * ((Spin(SpinLockKind.TestAndSet, SpinConstants.LockRateKernel, ple: true) / Spin(SpinLockKind.TestAndSet, SpinConstants.LockRateKernel, ple: false)) - 1))]),
        new("V40", "",
        [
            Given("PLE gap", 128, "cycles", () => SpinConstants.PleGap), Given("PLE window", 4096, "cycles", () => SpinConstants.PleWindow), Given("PLE growth", 2, "factor", () => SpinConstants.PleGrow),
            Given("SVM pause count", 3000, "pauses", () => SpinConstants.SvmPauseCount), Given("halt-poll start", 10, "µs", () => SpinConstants.PollStartUs),
            Given("halt-poll growth", 2, "factor", () => SpinConstants.PollGrow), Given("halt-poll shrink", 0, "factor", () => SpinConstants.PollShrink),
        ]),
        new("V41", "A lock-bound microbenchmark: 50,000 acquisitions per second and vCPU, 16 vCPUs, overcommit 2. The suite's lock rates are not in the sheet, and the result hangs on ours: with 16 vCPUs 20,000 per second give 2.7, 40,000 give 5.8, 100,000 give 12.5; with 8 vCPUs 100,000 give 3.7.",
            [Fit("preemptable over plain ticket locks", 5.32, 5, double.PositiveInfinity, "ratio", () => Spin(SpinLockKind.Paravirtual, 50_000, ple: false) / Spin(SpinLockKind.Ticket, 50_000, ple: false))]),
    ];

    private static double Spin(SpinLockKind kind, double rate, bool ple) =>
        LockHolder.Efficiency(Intel, Clock, kind, new(16, rate, SpinConstants.HoldUs / 1e6, 2, 0.03, ple));
}
