namespace Cloud.Domain.Hardware.Costs.Memory;

/// <summary>Section 8.1: what translation costs a running program.</summary>
public static class TranslationOverhead
{
    /// <summary>Miss ratio of the last TLB level for random accesses: <c>max(0, 1 − E page/W)</c>.</summary>
    public static double RandomMissRatio(double entries, double pageBytes, double workingSet) =>
        workingSet <= 0 ? 0 : Math.Max(0, 1 - (entries * pageBytes / workingSet));

    /// <summary>Miss ratio with realistic reuse, a power law: <c>m0 (W/(E page))^α</c>, at most 1; m0 where the working set equals the reach.</summary>
    public static double ReuseMissRatio(double entries, double pageBytes, double workingSet, double missAtReach, double alpha) =>
        Math.Clamp(missAtReach * Math.Pow(workingSet / (entries * pageBytes), alpha), 0, 1);

    /// <summary>Overhead as a fraction of run time: <c>apki/1000 m walk / CPI</c>.</summary>
    public static double Fraction(double accessesPerKiloInstruction, double missRatio, double walkCycles, double cpi) =>
        accessesPerKiloInstruction / 1000 * missRatio * walkCycles / cpi;

    /// <summary>Shadow paging: walks are native, but every write of a guest page table is an exit. <c>w_pt C_exit / F</c>.</summary>
    public static double ShadowFraction(double pageTableWritesPerSecond, double exitCycles, double ghz) => pageTableWritesPerSecond * exitCycles / (ghz * 1e9);

    /// <summary>Mean load latency in ns of a random walk over <paramref name="workingSet"/> bytes: data access, first- and last-level TLB misses.</summary>
    public static double LoadNs(HardwareProfile profile, double workingSet, PageSize page, double walkCycles, double dataNs)
    {
        var pageBytes = NestedWalk.Bytes(page);
        var first = page == PageSize.Small ? profile.Tlb.L1Data4K : profile.Tlb.L1Data2M;
        var last = page == PageSize.Small ? profile.Tlb.LastLevel4K : profile.Tlb.LastLevel2M;
        return dataNs
            + profile.Clock.ToNs(RandomMissRatio(first, pageBytes, workingSet) * profile.Tlb.L1MissCycles)
            + profile.Clock.ToNs(RandomMissRatio(last, pageBytes, workingSet) * walkCycles);
    }
}
