using Cloud.Domain.Hardware.Costs.Boot;
using Cloud.Domain.Hardware.Costs.Structure;
using static Cloud.Domain.Hardware.Validation.ValidationCheck;

namespace Cloud.Domain.Hardware.Validation;

/// <summary>V68 to V71: confidential guests and trusted code.</summary>
internal static class TrustPoints
{
    public static IReadOnlyList<PointModel> All { get; } =
    [
        new("V68", "One run of a guest whose size is not published. Firmware, kernel and user space are inputs; the launch phase depends on the unknown size and is not compared.",
        [
            Given("firmware", 3511, "ms", () => Phase(BootPhaseName.Firmware), 0.01), Given("kernel", 1472, "ms", () => Phase(BootPhaseName.Kernel), 0.01),
            Given("user space", 913, "ms", () => Phase(BootPhaseName.UserSpace), 0.01),
        ]),
        new("V69", "",
        [
            Given("pool of 4 GiB", 245.76, "MiB", () => ConfidentialVm.PoolMib(4096, confidential: true)), Given("pool of 64 GiB", 1024, "MiB", () => ConfidentialVm.PoolMib(65_536, confidential: true)),
            Given("pool of an ordinary guest", 64, "MiB", () => ConfidentialVm.PoolMib(4096, confidential: false)), Given("largest mapping", 262_144, "bytes", () => ConfidentialVm.MaxMappingBytes),
        ]),
        new("V70", "",
        [
            Given("Linux", 2307.8, "kLoC", () => TrustConstants.Linux), Given("OVMF", 206.1, "kLoC", () => TrustConstants.Ovmf), Given("TDVF", 764.3, "kLoC", () => TrustConstants.Tdvf),
            Given("AMD firmware", 28.9, "kLoC", () => TrustConstants.AmdFirmware), Given("TDX module", 44.5, "kLoC", () => TrustConstants.TdxModule),
        ]),
        new("V71", "",
        [
            Given("Firecracker", 51.7, "kLoC", () => TrustConstants.Firecracker, 0.05), Given("Cloud Hypervisor", 92.8, "kLoC", () => TrustConstants.CloudHypervisor, 0.05),
            Given("Xen", 285.9, "kLoC", () => TrustConstants.Xen, 0.05), Given("gVisor", 276.6, "kLoC", () => TrustConstants.GVisor, 0.05),
        ]),
    ];

    private static double Phase(BootPhaseName name) => BootModel.Phases(new(BootPath.ConfidentialVm, 4)).First(p => p.Name == name).MedianMs;
}
