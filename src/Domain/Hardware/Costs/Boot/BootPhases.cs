using static Cloud.Domain.Hardware.Confidence;

namespace Cloud.Domain.Hardware.Costs.Boot;

/// <summary>Medians of the phases of each boot path, section 11.1. Registered as model constants.</summary>
internal static class BootPhases
{
    private static readonly (BootPath Path, (BootPhaseName Name, ModelConstant Ms)[] Phases)[] Table =
    [
        (BootPath.FullVm, Row("full-vm", Engineering, (BootPhaseName.Vmm, 60), (BootPhaseName.Firmware, 2500), (BootPhaseName.Kernel, 1200), (BootPhaseName.UserSpace, 12_000))),
        (BootPath.QemuDirect, Row("qemu-direct", Derived, (BootPhaseName.Vmm, 50), (BootPhaseName.Firmware, 83.5), (BootPhaseName.Kernel, 110))),
        (BootPath.QemuQboot, Row("qemu-qboot", Derived, (BootPhaseName.Vmm, 50), (BootPhaseName.Setup, 38.9), (BootPhaseName.Firmware, 15), (BootPhaseName.Kernel, 110))),
        (BootPath.QemuMicrovm, Row("qemu-microvm", Derived, (BootPhaseName.Vmm, 50), (BootPhaseName.Firmware, 15), (BootPhaseName.Kernel, 517))),
        (BootPath.CloudHypervisor, Row("cloud-hypervisor", Derived, (BootPhaseName.Vmm, 15), (BootPhaseName.Setup, 7.5), (BootPhaseName.Kernel, 80))),
        (BootPath.Firecracker, Row("firecracker", Derived, (BootPhaseName.Vmm, 12), (BootPhaseName.Setup, 38.9), (BootPhaseName.Kernel, 110))),
        (BootPath.FirecrackerPreconfigured, Row("firecracker-pre", ConfirmedRaw, (BootPhaseName.Kernel, 110))),
        (BootPath.KataQemu, Row("kata-qemu", Engineering, (BootPhaseName.Vmm, 80), (BootPhaseName.Setup, 160), (BootPhaseName.Firmware, 10), (BootPhaseName.Kernel, 150), (BootPhaseName.UserSpace, 100))),
        (BootPath.KataMicroVm, Row("kata-microvm", Engineering, (BootPhaseName.Vmm, 20), (BootPhaseName.Kernel, 80), (BootPhaseName.UserSpace, 60))),
        (BootPath.Container, Row("container", Secondary, (BootPhaseName.Setup, 20))),
        (BootPath.GVisor, Row("gvisor", Secondary, (BootPhaseName.Vmm, 20), (BootPhaseName.UserSpace, 30))),
        (BootPath.ConfidentialVm, Row("confidential-vm", ConfirmedExample, (BootPhaseName.Vmm, 94), (BootPhaseName.Firmware, 3511), (BootPhaseName.Kernel, 1472), (BootPhaseName.UserSpace, 913))),
    ];

    public static (BootPhaseName Name, ModelConstant Ms)[] Of(BootPath path) => Array.Find(Table, row => row.Path == path).Phases;

    private static (BootPhaseName Name, ModelConstant Ms)[] Row(string path, Confidence confidence, params ReadOnlySpan<(BootPhaseName Name, double Ms)> phases)
    {
        var row = new (BootPhaseName, ModelConstant)[phases.Length];
        for (var i = 0; i < phases.Length; i++)
            row[i] = (phases[i].Name, BootConstants.Phase(path, phases[i].Name.ToString().ToLowerInvariant(), phases[i].Ms, confidence));
        return row;
    }
}
