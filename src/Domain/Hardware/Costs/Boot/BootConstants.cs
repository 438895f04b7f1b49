using static Cloud.Domain.Hardware.Confidence;

namespace Cloud.Domain.Hardware.Costs.Boot;

/// <summary>Constants of sections 11.1 and 11.2: starting guests, in milliseconds, and what a VMM costs. Keys <c>boot.&lt;path&gt;.&lt;phase&gt;</c>.</summary>
public static class BootConstants
{
    private const string Nsdi = "raw data of Agache et al., NSDI 2020: nsdi2020-data @cf1b30f6";
    private const string Split = "phase table of section 11.1, split so that the sum is the measured median";
    private static readonly ConstantSection S = new("11.1 and 11.2 Boot phases and microVMs");

    public static readonly ModelConstant IdleSigma = S.Add("boot.sigma-idle", 0.06, "ln", Engineering, "log-normal spread of a phase on an idle host");
    public static readonly ModelConstant LoadedSigma = S.Add("boot.sigma-loaded", 0.15, "ln", Engineering, "log-normal spread of a phase on a loaded host");
    public static readonly ModelConstant MemoryMsPerGib = S.Add("boot.preallocate", 300, "ms/GiB", Engineering, "touching 4 KiB pages; nothing when memory is lazy");
    public static readonly ModelConstant HostContention = S.Add("boot.contention-host", 0.20, "1/ln k", Derived, Nsdi + ": end-to-end less pre-configured, 50 and 100 in parallel");
    public static readonly ModelConstant GuestContention = S.Add("boot.contention-guest", 0.0197, "1/ln k", Derived, Nsdi + ": pre-configured 110 to 120 ms at 100 in parallel");
    public static readonly ModelConstant ContentionFrom = S.Add("boot.contention-from", 10, "starts", ConfirmedRaw, Nsdi + ": no slow-down at 10 in parallel");
    public static readonly ModelConstant ContentionFull = S.Add("boot.contention-full", 50, "starts", Engineering, "the law is reached here");
    public static readonly ModelConstant SnapshotMs = S.Add("boot.snapshot", 10, "ms", Engineering, "mapping a snapshot before any fault");
    public static readonly ModelConstant SnapshotFaultUs = S.Add("boot.snapshot-fault", 80, "µs", Engineering, "a page from disk, 60 to 100 µs");
    public static readonly ModelConstant SnapshotCachedFaultUs = S.Add("boot.snapshot-cached-fault", 3.5, "µs", Engineering, "a page from the page cache, 2 to 5 µs");
    public static readonly ModelConstant UnikernelMs = S.Add("boot.unikernel", 2.3, "ms", Confirmed, "Manco et al., SOSP 2017, abstract");
    public static readonly ModelConstant MutationPerCore = S.Add("boot.mutation-rate", 5, "1/(core s)", Confirmed, "firecracker docs/design.md");
    public static readonly ModelConstant BootTouchedMib = S.Add("boot.touched", 64, "MiB", Engineering, "memory a minimal guest touches until init");
    public static readonly ModelConstant PullShare = S.Add("image.pull-share", 0.76, "fraction", Confirmed, "Harter et al., FAST 2016: of the start time");
    public static readonly ModelConstant ReadShare = S.Add("image.read-share", 0.064, "fraction", Confirmed, "Harter et al., FAST 2016: of the image is read");

    /// <summary>Memory of a VMM besides its guest, MiB.</summary>
    public static IReadOnlyDictionary<string, ModelConstant> OverheadMib { get; } = S.AddTable("vmm.overhead", "MiB", ConfirmedRaw, Nsdi + ", mem-*.dat",
        ("firecracker-data", 2.5), ("firecracker-text", 1.7), ("cloud-hypervisor-data", 13.3), ("cloud-hypervisor-text", 5.9),
        ("qemu-data", 131.3), ("qemu-text", 10.9));

    /// <summary>Most vCPUs of a guest.</summary>
    public static IReadOnlyDictionary<string, ModelConstant> MaxVcpus { get; } = S.AddTable("vmm.max-vcpus", "vcpus", Recalled,
        "Firecracker 32 is confirmed; the others are from memory", ("firecracker", 32), ("cloud-hypervisor", 254), ("qemu", 288));

    /// <summary>All constants of the section.</summary>
    public static IReadOnlyList<ModelConstant> All
    {
        get
        {
            _ = BootPhases.Of(BootPath.Container); // The phases register themselves when first touched.
            return S.Constants;
        }
    }

    internal static ModelConstant Phase(string path, string phase, double ms, Confidence confidence) =>
        S.Add($"boot.{path}.{phase}", ms, "ms", confidence, confidence is ConfirmedRaw or Confirmed or ConfirmedExample ? Nsdi : Split);
}
