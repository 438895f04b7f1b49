using static Cloud.Domain.Hardware.Confidence;

namespace Cloud.Domain.Hardware.Costs.Boot;

/// <summary>Constants of section 11.3: VM-isolated and sandboxed containers.</summary>
public static class IsolatedPodConstants
{
    private const string Kata = "kata-containers helm chart @7c6ba40c";
    private const string GVisorCsv = "google/gvisor website/performance/*.csv, n1-standard-4, 2020";
    private static readonly ConstantSection S = new("11.3 VM-isolated containers");

    /// <summary>Memory that a runtime class adds to a pod, MiB.</summary>
    public static IReadOnlyDictionary<string, ModelConstant> OverheadMib { get; } = S.AddTable("kata.overhead-memory", "MiB", Confirmed, Kata,
        ("clh", 130), ("fc", 130), ("dragonball", 130), ("stratovirt", 130), ("qemu", 320), ("qemu-snp", 2048), ("qemu-tdx", 2048), ("se", 1024), ("gpu", 10_240));

    /// <summary>Processor that a runtime class adds to a pod, thousandths.</summary>
    public static IReadOnlyDictionary<string, ModelConstant> OverheadMilliCpu { get; } = S.AddTable("kata.overhead-cpu", "mCPU", Confirmed, Kata,
        ("clh", 250), ("fc", 250), ("dragonball", 250), ("stratovirt", 250), ("qemu", 250), ("qemu-snp", 1000), ("qemu-tdx", 1000), ("se", 1000), ("gpu", 1000));

    public static readonly ModelConstant TemplateSaving = S.Add("kata.template-memory-saving", 0.72, "fraction", Confirmed, "kata docs what-is-vm-templating: 100 containers of 128 MiB");
    public static readonly ModelConstant TemplateStartSaving = S.Add("kata.template-start-saving", 0.3868, "fraction", Confirmed, "kata docs what-is-vm-templating");
    public static readonly ModelConstant RuncSyscallNs = S.Add("gvisor.syscall-runc", 1939, "ns", Confirmed, GVisorCsv);
    public static readonly ModelConstant PtraceSyscallNs = S.Add("gvisor.syscall-ptrace", 38_219, "ns", Confirmed, GVisorCsv);
    public static readonly ModelConstant KvmSyscallNs = S.Add("gvisor.syscall-kvm", 763, "ns", Confirmed, GVisorCsv);
    public static readonly ModelConstant RuncEmptyMb = S.Add("gvisor.empty-runc", 4.09, "MB", Confirmed, GVisorCsv);
    public static readonly ModelConstant GVisorEmptyMb = S.Add("gvisor.empty-runsc", 23.7, "MB", Confirmed, GVisorCsv);
    public static readonly ModelConstant RuncRedis = S.Add("gvisor.redis-runc", 30_312, "1/s", Confirmed, GVisorCsv);
    public static readonly ModelConstant GVisorRedis = S.Add("gvisor.redis-runsc", 15_326, "1/s", Confirmed, GVisorCsv);
    public static readonly ModelConstant RuncNode = S.Add("gvisor.node-runc", 886, "1/s", Confirmed, GVisorCsv);
    public static readonly ModelConstant GVisorNode = S.Add("gvisor.node-runsc", 375, "1/s", Confirmed, GVisorCsv);

    /// <summary>All constants of the section.</summary>
    public static IReadOnlyList<ModelConstant> All => S.Constants;
}
