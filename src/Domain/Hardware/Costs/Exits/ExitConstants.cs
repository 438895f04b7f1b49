using static Cloud.Domain.Hardware.Confidence;

namespace Cloud.Domain.Hardware.Costs.Exits;

/// <summary>Constants of sections 7.1 to 7.5: what a VM exit costs, in cycles at the core clock. Keys are <c>exit.&lt;table&gt;.&lt;reason&gt;</c>.</summary>
public static class ExitConstants
{
    private const string Isca16 = "Dall et al., ISCA 2016, Table II (paper confirmed, numbers from memory)";
    private const string Scaled = "scaled from ISCA 2016 and bounded by the KVM_RUN round trip of 2528 cycles (LKML 2012.2/00527)";

    private static readonly ConstantSection S = new("7.1 to 7.5 CPU virtualization");

    public static readonly ModelConstant PollutionCycles = S.Add("exit.pollution", 350, "cycles", Engineering, "disturbance of L1, TLB and branch buffers, 200 to 500");
    public static readonly ModelConstant RunIoctlCycles = S.Add("exit.run-ioctl", 2528, "cycles", Confirmed, "M. Roth, LKML 2012.2/00527, EPYC: 576 + 1376 + 576");
    public static readonly ModelConstant TdxModuleCycles = S.Add("exit.tdx.module", 1744, "cycles", Confirmed, "TUM-DSE CVM_eval benchmarks/vmexit: CPUID leaf 0");
    public static readonly ModelConstant TdxVeCycles = S.Add("exit.tdx.ve", 10_397, "cycles", Confirmed, "TUM-DSE CVM_eval benchmarks/vmexit: CPUID leaf 1");
    public static readonly ModelConstant NestedPlainCycles = S.Add("exit.nested.plain-vmcs", 18_890, "cycles", Confirmed, "Kuznetsov, Linux commit vmx_evmcs");
    public static readonly ModelConstant NestedEnlightenedCycles = S.Add("exit.nested.enlightened-vmcs", 8304, "cycles", Confirmed, "Kuznetsov, Linux commit vmx_evmcs");
    public static readonly ModelConstant NestedUserCycles = S.Add("exit.nested.user", 31_000, "cycles", Confirmed, "kvm-unit-tests, P. Bonzini: inl_from_qemu 44.8k less inl_from_kernel 13.5k");
    public static readonly ModelConstant WakeUs = S.Add("exit.wake", 5, "µs", Engineering, "scheduler trip to wake a halted vCPU");
    public static readonly ModelConstant IpiBatch = S.Add("exit.send-ipi-batch", 128, "destinations", RecalledStrong, "KVM_HC_SEND_IPI reaches 128 vCPUs in one exit");

    /// <summary>Exit latency of the hardware by processor generation.</summary>
    public static IReadOnlyDictionary<string, ModelConstant> Generations { get; } = S.AddTable("exit.generation", "cycles", Recalled,
        "Agesen et al., ATC 2012, Table 1 (numbers from memory)",
        ("prescott", 3963), ("merom", 1579), ("penryn", 1266), ("nehalem", 1009), ("westmere", 761), ("sandy-bridge", 784));

    /// <summary>The exit-cost tables by name; the profile of a host names the one of its processor.</summary>
    public static IReadOnlyDictionary<string, ExitTable> Tables { get; } = new Dictionary<string, ExitTable>(StringComparer.Ordinal)
    {
        ["intel-icx"] = Table("intel-icx", Engineering, Scaled,
            (ExitReason.Null, 800), (ExitReason.Hypercall, 1300), (ExitReason.Cpuid, 1300), (ExitReason.Msr, 1500),
            (ExitReason.ControlRegister, 1500), (ExitReason.ExternalInterrupt, 1800), (ExitReason.InterruptController, 2400),
            (ExitReason.EndOfInterrupt, 1600), (ExitReason.VirtualIpi, 5200), (ExitReason.VirtualIpiPosted, 2000),
            (ExitReason.Halt, 1500), (ExitReason.PauseLoop, 1500), (ExitReason.NestedFaultMap, 4000),
            (ExitReason.NestedFaultAllocate, 6000), (ExitReason.NestedFaultAllocateLarge, 250000), (ExitReason.DeviceInKernel, 2200),
            (ExitReason.Kick, 2300), (ExitReason.DeviceInUserSpace, 9000), (ExitReason.VmSwitch, 4800), (ExitReason.NestedLight, 13000)),
        ["amd-milan"] = Table("amd-milan", Engineering, Scaled,
            (ExitReason.Null, 900), (ExitReason.Hypercall, 1500), (ExitReason.Cpuid, 1500), (ExitReason.Msr, 1700),
            (ExitReason.ControlRegister, 1700), (ExitReason.ExternalInterrupt, 2000), (ExitReason.InterruptController, 2400),
            (ExitReason.EndOfInterrupt, 1600), (ExitReason.VirtualIpi, 5200), (ExitReason.VirtualIpiPosted, 2000),
            (ExitReason.Halt, 1500), (ExitReason.PauseLoop, 1500), (ExitReason.NestedFaultMap, 4500),
            (ExitReason.NestedFaultAllocate, 6000), (ExitReason.NestedFaultAllocateLarge, 250000), (ExitReason.DeviceInKernel, 2400),
            (ExitReason.Kick, 2500), (ExitReason.DeviceInUserSpace, 9500), (ExitReason.VmSwitch, 5000), (ExitReason.SnpVmgexit, 5000),
            (ExitReason.NestedLight, 10500)),
        ["arm-n1"] = Table("arm-n1", Engineering, Scaled,
            (ExitReason.Null, 600), (ExitReason.Hypercall, 1500), (ExitReason.Msr, 1400), (ExitReason.ExternalInterrupt, 1800),
            (ExitReason.InterruptController, 2600), (ExitReason.EndOfInterrupt, 71), (ExitReason.VirtualIpi, 5000),
            (ExitReason.Halt, 1500), (ExitReason.PauseLoop, 1500), (ExitReason.NestedFaultMap, 4500),
            (ExitReason.NestedFaultAllocate, 6000), (ExitReason.NestedFaultAllocateLarge, 250000), (ExitReason.DeviceInKernel, 2200),
            (ExitReason.Kick, 2300), (ExitReason.DeviceInUserSpace, 9000), (ExitReason.VmSwitch, 6000), (ExitReason.NestedLight, 15000)),
        ["isca16-kvm-x86"] = Table("isca16-kvm-x86", RecalledStrong, Isca16,
            (ExitReason.Hypercall, 1300), (ExitReason.InterruptController, 2384), (ExitReason.VirtualIpi, 5230),
            (ExitReason.EndOfInterrupt, 1556), (ExitReason.VmSwitch, 4812), (ExitReason.IoOut, 560), (ExitReason.IoIn, 18923)),
        ["isca16-xen-x86"] = Table("isca16-xen-x86", RecalledStrong, Isca16,
            (ExitReason.Hypercall, 1228), (ExitReason.InterruptController, 1734), (ExitReason.VirtualIpi, 5562),
            (ExitReason.EndOfInterrupt, 1464), (ExitReason.VmSwitch, 10534), (ExitReason.IoOut, 11262), (ExitReason.IoIn, 10050)),
        ["isca16-kvm-arm"] = Table("isca16-kvm-arm", RecalledStrong, Isca16,
            (ExitReason.Hypercall, 6500), (ExitReason.InterruptController, 7370), (ExitReason.VirtualIpi, 11557),
            (ExitReason.EndOfInterrupt, 71), (ExitReason.VmSwitch, 10387), (ExitReason.IoOut, 6024), (ExitReason.IoIn, 13872)),
        ["isca16-xen-arm"] = Table("isca16-xen-arm", RecalledStrong, Isca16,
            (ExitReason.Hypercall, 376), (ExitReason.InterruptController, 1356), (ExitReason.VirtualIpi, 5978),
            (ExitReason.EndOfInterrupt, 71), (ExitReason.VmSwitch, 8799), (ExitReason.IoOut, 16491), (ExitReason.IoIn, 15650)),
    };

    /// <summary>All constants of the section.</summary>
    public static IReadOnlyList<ModelConstant> All => S.Constants;

    private static ExitTable Table(string name, Confidence confidence, string source, params ReadOnlySpan<(ExitReason Reason, double Cycles)> rows)
    {
        var costs = new ModelConstant?[Enum.GetValues<ExitReason>().Length];
        foreach (var (reason, cycles) in rows)
            costs[(int)reason] = S.Add($"exit.{name}.{ExitTable.Key(reason)}", cycles, "cycles", confidence, source);
        return new(name, costs);
    }
}
