using static Cloud.Domain.Hardware.Confidence;

namespace Cloud.Domain.Hardware.Costs.Structure;

/// <summary>Constants of section 6: virtual machine abstraction and the trusted computing base, thousands of lines of code.</summary>
public static class TrustConstants
{
    private const string Unit = "kLoC";
    private static readonly ConstantSection S = new("6 Virtual machine abstraction, hypervisor structure, TCB");

    public static readonly ModelConstant Firecracker = S.Add("tcb.firecracker", 51.7, Unit, ConfirmedCount, "firecracker src/ @81b38b9d; the paper says about 50");
    public static readonly ModelConstant FirecrackerDevices = S.Add("tcb.firecracker-devices", 15.5, Unit, ConfirmedCount, "firecracker src/ @81b38b9d");
    public static readonly ModelConstant CloudHypervisor = S.Add("tcb.cloud-hypervisor", 92.8, Unit, ConfirmedCount, "cloud-hypervisor @ae44c297");
    public static readonly ModelConstant Dragonball = S.Add("tcb.dragonball", 50.4, Unit, ConfirmedCount, "kata-containers @7c6ba40c");
    public static readonly ModelConstant KataAgent = S.Add("tcb.kata-agent", 18.9, Unit, ConfirmedCount, "kata-containers @7c6ba40c");
    public static readonly ModelConstant GVisor = S.Add("tcb.gvisor", 276.6, Unit, ConfirmedCount, "gvisor pkg/ and runsc/ @3c5eee17");
    public static readonly ModelConstant GVisorSentry = S.Add("tcb.gvisor-sentry", 134.4, Unit, ConfirmedCount, "gvisor @3c5eee17");
    public static readonly ModelConstant Xen = S.Add("tcb.xen", 285.9, Unit, ConfirmedCount, "xen @c447b730, directories relevant to x86");
    public static readonly ModelConstant XenToolstack = S.Add("tcb.xen-toolstack", 183, Unit, ConfirmedCount, "xen @c447b730");
    public static readonly ModelConstant Qemu = S.Add("tcb.qemu", 1400, Unit, Secondary, "Agache et al., NSDI 2020, via notes: more than 1400");
    public static readonly ModelConstant Linux = S.Add("tcb.linux", 2307.8, Unit, Confirmed, "TUM-DSE CVM_eval docs/tcb.md: Linux 6.8 defconfig with kvm_guest");
    public static readonly ModelConstant Ovmf = S.Add("tcb.ovmf", 206.1, Unit, Confirmed, "TUM-DSE CVM_eval docs/tcb.md");
    public static readonly ModelConstant Tdvf = S.Add("tcb.tdvf", 764.3, Unit, Confirmed, "TUM-DSE CVM_eval docs/tcb.md");
    public static readonly ModelConstant AmdFirmware = S.Add("tcb.amd-asp", 28.9, Unit, Confirmed, "TUM-DSE CVM_eval docs/tcb.md: ASP firmware 1.55.25");
    public static readonly ModelConstant TdxModule = S.Add("tcb.tdx-module", 44.5, Unit, Confirmed, "TUM-DSE CVM_eval docs/tcb.md: TDX module 1.5");
    public static readonly ModelConstant Nova = S.Add("tcb.nova", 36, Unit, Recalled, "Steinberg and Kauer, EuroSys 2010, Fig. 1: whole NOVA per guest");
    public static readonly ModelConstant SensitiveUnprivileged = S.Add("vm.sensitive-unprivileged", 17, "instructions", RecalledStrong, "Robin and Irvine 2000: x86 before VT-x");
    public static readonly ModelConstant EmulationSlowdown = S.Add("vm.emulation-slowdown", 25, "ratio", Recalled, "binary translation of every instruction, 10 to 50");

    /// <summary>All constants of the section.</summary>
    public static IReadOnlyList<ModelConstant> All => S.Constants;
}
