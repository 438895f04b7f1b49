using Cloud.Domain.Hardware.Costs.Exits;
using Cloud.Domain.Hardware.Costs.Structure;

namespace Cloud.Domain.Hardware.Labs;

/// <summary>Labs 16 to 18: what a virtual machine is made of and whom it trusts.</summary>
internal static class StructureLabs
{
    private static readonly string[] Stacks = ["QEMU VM", "Firecracker VM", "container", "gVisor", "SNP VM"];

    public static IReadOnlyList<Lab> All { get; } =
    [
        new(16, "trap-theorem", "Can it be virtualized?", "L14 faithful abstraction",
            "Trap and emulate works if every sensitive instruction traps. x86 before 2005 had seventeen that did not.",
            "sensitive ⊆ privileged",
            [LabKnob.Switch("assist", "hardware assistance", false)],
            k => new(LabAxis.Of("instructions", "sensitive", "sensitive and silent"), new("instructions", ""), [LabSeries.Bars("x86",
                TrapTheorem.X86(k.On("assist")).Count(i => i.Sensitive), TrapTheorem.Violations(TrapTheorem.X86(k.On("assist"))).Count)]),
            [new("seventeen offenders: the theorem fails", r => r.Series[0].Last == 17)]),
        new(17, "hypervisor-types", "Where the driver lives", "L15 type-1 and type-2",
            "Xen answers a hypercall fast, but its drivers live in another virtual machine that has to be scheduled for every I/O.",
            "I/O out = exit + (switch of virtual machines) + backend",
            [LabKnob.Choice("processor", "processor", 0, "x86", "ARM")],
            k => new(LabAxis.Of("test", "hypercall", "I/O out", "I/O in", "VM switch"), new("cost", "cycles", true), [Bars("KVM", k), Bars("Xen", k)]),
            [new("Xen's hypercall is cheaper", r => r["Xen"].First < r["KVM"].First), new("its I/O out twenty times dearer", r => r["Xen"].At(1) > 20 * r["KVM"].At(1))]),
        new(18, "tcb", "Whom do you trust?", "L16 trusted computing base",
            "Add up the code whose compromise breaks your isolation. A confidential guest takes the provider's host out of the sum.",
            "TCB = Σ lines of the components that must be right",
            [LabKnob.Switch("provider", "count only what the provider runs", true)],
            k => new(LabAxis.Of("stack", Stacks), new("trusted code", "kLoC", true), [LabSeries.Bars("kLoC",
                [.. new[] { IsolationStack.QemuVm, IsolationStack.FirecrackerVm, IsolationStack.Container, IsolationStack.GVisorContainer, IsolationStack.SnpVm }.Select(s => k.On("provider") ? TrustedBase.ProviderKLoc(s) : TrustedBase.KLoc(s))])]),
            [new("QEMU needs more than Firecracker", r => r.Series[0].At(0) > 1.5 * r.Series[0].At(1)), new("a confidential guest trusts least of the provider", r => r.Series[0].At(4) == r.Series[0].Min)]),
    ];

    private static LabSeries Bars(string hypervisor, LabSettings k)
    {
        var table = ExitConstants.Tables[$"isca16-{(string.Equals(hypervisor, "KVM", StringComparison.Ordinal) ? "kvm" : "xen")}-{(k.Count("processor") == 0 ? "x86" : "arm")}"];
        return LabSeries.Bars(hypervisor, table.Cycles(ExitReason.Hypercall), table.Cycles(ExitReason.IoOut), table.Cycles(ExitReason.IoIn), table.Cycles(ExitReason.VmSwitch));
    }
}
