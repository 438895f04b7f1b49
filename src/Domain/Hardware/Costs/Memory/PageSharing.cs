namespace Cloud.Domain.Hardware.Costs.Memory;

/// <summary>How much of a guest's memory is alike: zero pages, pages with a twin inside the guest, pages that every such guest has.</summary>
public readonly record struct SharingMix(double Zero, double Intra, double Inter)
{
    /// <summary>Different systems side by side. Source: section 8.4 [E], below the 15 % of Barker et al. 2012 without zero pages.</summary>
    public static SharingMix Heterogeneous => new(0.075, 0.05, 0.045);

    /// <summary>Idle clones of one image. Source: section 8.4 [E] from Waldspurger 2002 Fig. 4, 67 % shared.</summary>
    public static SharingMix Identical => new(0.05, 0.05, 0.57);

    /// <summary>Ten Windows NT servers. Source: fitted to Waldspurger 2002 Fig. 5 [R+], 42.9 % shared and 32.9 % reclaimed.</summary>
    public static SharingMix WindowsServers => new(0.059, 0.1575, 0.2125);

    /// <summary>Nine Linux servers. Source: fitted to Waldspurger 2002 Fig. 5 [R+], 29.2 % shared and 18.7 % reclaimed.</summary>
    public static SharingMix LinuxServers => new(0.05, 0.2008, 0.0412);

    /// <summary>Five different Linux servers. Source: fitted to Waldspurger 2002 Fig. 5 [R+], 10.0 % shared and 7.2 % reclaimed.</summary>
    public static SharingMix MixedLinuxServers => new(0.03, 0.0467, 0.0233);
}

/// <summary>Section 8.4: page sharing across guests (TPS, KSM).</summary>
public static class PageSharing
{
    /// <summary>Fraction of all guests' memory that is shared with something.</summary>
    public static double SharedFraction(in SharingMix mix, int guests) => mix.Zero + mix.Intra + (guests > 1 ? mix.Inter : 0);

    /// <summary>
    /// Fraction that sharing gives back: all but one zero page, half of the twins, and all but one of the copies
    /// that <paramref name="guests"/> guests have in common.
    /// </summary>
    public static double ReclaimedFraction(in SharingMix mix, int guests) =>
        mix.Zero + (mix.Intra / 2) + (mix.Inter * (guests - 1) / Math.Max(1, guests));

    /// <summary>Pages that KSM looks at in a second.</summary>
    public static double ScanPagesPerSecond(double pagesToScan, double sleepMs) => pagesToScan / sleepMs * 1000;

    /// <summary>Seconds until mergeable memory has been merged: two passes.</summary>
    public static double MergeSeconds(double mergeablePages, double scanPagesPerSecond) => ReclaimConstants.KsmPasses * mergeablePages / scanPagesPerSecond;

    /// <summary>Bytes gained: <c>pages_sharing 4096 − 64 (sharing + shared + unshared + volatile)</c>. Negative when it is not worth it.</summary>
    public static double SavedBytes(double sharing, double shared, double unshared, double changing) =>
        (sharing * ModelUnits.PageBytes) - (ReclaimConstants.KsmItemBytes * (sharing + shared + unshared + changing));

    /// <summary>Fraction of one core that scanning takes.</summary>
    public static double ScanCpuFraction(double scanPagesPerSecond) => scanPagesPerSecond * ReclaimConstants.KsmScanUs / 1e6;

    /// <summary>Bookkeeping of ESX as a fraction of memory: 16 bytes per frame.</summary>
    public static double EsxOverheadFraction => ReclaimConstants.EsxFrameBytes / ModelUnits.PageBytes;
}
