using static Cloud.Domain.Hardware.Confidence;

namespace Cloud.Domain.Hardware.Costs.Memory;

/// <summary>Constants of section 8.1: address translation and nested paging.</summary>
public static class PagingConstants
{
    private const string Calibrated = "page-walk caches and nested TLB, so that nested 4K/4K costs the measured 24 to 30 ns per miss";
    private static readonly ConstantSection S = new("8.1 Address translation and nested paging");

    public static readonly ModelConstant NativeReferences = S.Add("paging.effective-references.native", 1.2, "references", Engineering, Calibrated);
    public static readonly ModelConstant SmallSmallReferences = S.Add("paging.effective-references.4k-4k", 3.0, "references", Engineering, Calibrated);
    public static readonly ModelConstant SmallLargeReferences = S.Add("paging.effective-references.4k-2m", 2.0, "references", Engineering, Calibrated);
    public static readonly ModelConstant LargeLargeReferences = S.Add("paging.effective-references.2m-2m", 1.5, "references", Engineering, Calibrated);
    public static readonly ModelConstant TypicalPteCycles = S.Add("paging.pte.typical", 28, "cycles", Engineering, "page-table entries 20 % in L1, 50 % in L2, 25 % in L3, 5 % in memory");
    public static readonly ModelConstant RandomPteCycles = S.Add("paging.pte.random", 150, "cycles", Engineering, "big random footprint: 20 % in L2, 40 % in L3, 40 % in memory");
    public static readonly ModelConstant ZeroingGBs = S.Add("paging.zeroing", 25, "GB/s", Derived, "2 MiB in about 84 µs");
    public static readonly ModelConstant ConfidentialReferences = S.Add("paging.rmp-references", 1, "references", Engineering, "reverse-map check of SEV-SNP on a nested walk");
    public static readonly ModelConstant HugePageBootSaving = S.Add("paging.huge-boot-saving", 0.5, "fraction", Confirmed, "firecracker docs/hugepages.md: boot up to 50 % faster");

    /// <summary>All constants of the section.</summary>
    public static IReadOnlyList<ModelConstant> All => S.Constants;
}
