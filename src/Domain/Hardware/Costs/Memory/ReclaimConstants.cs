using static Cloud.Domain.Hardware.Confidence;

namespace Cloud.Domain.Hardware.Costs.Memory;

/// <summary>Constants of sections 8.2 to 8.6: overcommit by ballooning, sharing, compression and swap.</summary>
public static class ReclaimConstants
{
    private const string Ksm = "Linux Documentation/admin-guide/mm/ksm.rst";
    private static readonly ConstantSection S = new("8.2 to 8.6 Memory overcommit");

    public static readonly ModelConstant IdleTax = S.Add("reclaim.idle-tax", 0.75, "fraction", Confirmed, "Waldspurger, OSDI 2002, 5.2");
    public static readonly ModelConstant SampledPages = S.Add("reclaim.sampled-pages", 100, "pages", Confirmed, "Waldspurger, OSDI 2002, 5.3");
    public static readonly ModelConstant SamplePeriodS = S.Add("reclaim.sample-period", 30, "s", Confirmed, "Waldspurger, OSDI 2002, 5.3");
    public static readonly ModelConstant FreeHigh = S.Add("reclaim.free-high", 0.06, "fraction", RecalledStrong, "ESX free-memory thresholds, from memory");
    public static readonly ModelConstant FreeSoft = S.Add("reclaim.free-soft", 0.04, "fraction", RecalledStrong, "ESX free-memory thresholds, from memory");
    public static readonly ModelConstant FreeHard = S.Add("reclaim.free-hard", 0.02, "fraction", RecalledStrong, "ESX free-memory thresholds, from memory");
    public static readonly ModelConstant FreeLow = S.Add("reclaim.free-low", 0.01, "fraction", RecalledStrong, "ESX free-memory thresholds, from memory");
    public static readonly ModelConstant BalloonInflateGBs = S.Add("balloon.inflate", 1, "GB/s", Engineering, "pinning and returning pages");
    public static readonly ModelConstant BalloonDeflateGBs = S.Add("balloon.deflate", 2, "GB/s", Engineering, "fault-in on touch");
    public static readonly ModelConstant BalloonRetryS = S.Add("balloon.retry", 0.2, "s", Confirmed, "firecracker docs/ballooning.md");
    public static readonly ModelConstant BalloonBatch = S.Add("balloon.batch", 256, "pages", RecalledStrong, "virtio-balloon page frame numbers per array");
    public static readonly ModelConstant PageStructBytes = S.Add("balloon.page-struct", 64, "bytes", RecalledStrong, "sizeof(struct page): the guest keeps it for ballooned memory too");
    public static readonly ModelConstant KsmPages = S.Add("ksm.pages-to-scan", 100, "pages", Confirmed, Ksm);
    public static readonly ModelConstant KsmSleepMs = S.Add("ksm.sleep", 20, "ms", Confirmed, Ksm);
    public static readonly ModelConstant KsmItemBytes = S.Add("ksm.rmap-item", 64, "bytes", Confirmed, Ksm);
    public static readonly ModelConstant KsmScanUs = S.Add("ksm.scan", 3, "µs/page", Engineering, "2 to 4 µs per page");
    public static readonly ModelConstant KsmPasses = S.Add("ksm.passes", 2, "passes", Derived, "the checksum must be unchanged between two passes");
    public static readonly ModelConstant EsxFrameBytes = S.Add("share.esx-frame", 16, "bytes", Confirmed, "Waldspurger, OSDI 2002, 4.2");
    public static readonly ModelConstant CopyOnWriteCycles = S.Add("share.copy-on-write", 7000, "cycles", Engineering, "nested page fault and copy");
    public static readonly ModelConstant CompressUs = S.Add("zswap.out", 3, "µs", Engineering, "LZ4 or zstd level 1 of a 4 KiB page, 2 to 4 µs");
    public static readonly ModelConstant DecompressUs = S.Add("zswap.in", 1.5, "µs", Engineering, "1 to 2 µs; 6.4 µs with the kernel path [R]");
    public static readonly ModelConstant CompressionRatio = S.Add("zswap.ratio", 3, "ratio", RecalledStrong, "typical of cold pages");
    public static readonly ModelConstant Incompressible = S.Add("zswap.incompressible", 1.0 / 3, "fraction", Recalled, "share of cold pages that do not compress");
    public static readonly ModelConstant ColdFraction = S.Add("zswap.cold", 0.32, "fraction", Secondary, "Lagar-Cavilla et al., ASPLOS 2019: cold at 120 s");
    public static readonly ModelConstant PromotionSlo = S.Add("zswap.promotion-slo", 0.002, "1/min", Recalled, "Lagar-Cavilla et al., ASPLOS 2019: of the working set");
    public static readonly ModelConstant PressureTarget = S.Add("zswap.pressure-target", 0.001, "fraction", Recalled, "Weiner et al., ASPLOS 2022 (Senpai)");
    public static readonly ModelConstant SwapNvmeUs = S.Add("swap.nvme", 60.7, "µs", ConfirmedRaw, "nsdi2020-data: 16 473 IOPS at depth 1 on metal");
    public static readonly ModelConstant SwapSataUs = S.Add("swap.sata", 150, "µs", Engineering, "SATA SSD");
    public static readonly ModelConstant SwapHddUs = S.Add("swap.hdd", 8000, "µs", Engineering, "rotating disk");

    /// <summary>All constants of the section.</summary>
    public static IReadOnlyList<ModelConstant> All => S.Constants;
}
