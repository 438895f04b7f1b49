namespace Cloud.Domain.Hardware.Costs.Memory;

/// <summary>Size of a page, that is, how many levels of the page table its leaf skips.</summary>
public enum PageSize
{
    /// <summary>4 KiB.</summary>
    Small,

    /// <summary>2 MiB.</summary>
    Large,

    /// <summary>1 GiB.</summary>
    Huge,
}

/// <summary>Where page-table entries are found: fractions of references served by each level; they sum to 1.</summary>
public readonly record struct PteMix(double L1, double L2, double L3, double Memory);

/// <summary>Section 8.1: the two-dimensional page walk.</summary>
public static class NestedWalk
{
    /// <summary>Bytes of a page.</summary>
    public static double Bytes(PageSize size) => ModelUnits.PageBytes * Math.Pow(512, (int)size);

    /// <summary>Levels that are walked: the depth of the table, less one for each step in page size.</summary>
    public static int Levels(int tableLevels, PageSize size) => tableLevels - (int)size;

    /// <summary>Memory references of a walk in one dimension.</summary>
    public static int NativeReferences(int tableLevels, PageSize size) => Levels(tableLevels, size);

    /// <summary>Memory references of a walk in two dimensions without any cache: <c>(n + 1)(m + 1) − 1</c>.</summary>
    public static int References(int guestLevels, PageSize guest, int hostLevels, PageSize host) =>
        ((Levels(guestLevels, guest) + 1) * (Levels(hostLevels, host) + 1)) - 1;

    /// <summary>
    /// References that really leave the page-walk caches. Given for the configurations that were calibrated; the others scale from the
    /// closest one by their number of references.
    /// </summary>
    public static double EffectiveReferences(PageSize guest, PageSize host) => (guest, host) switch
    {
        (PageSize.Small, PageSize.Small) => PagingConstants.SmallSmallReferences,
        (PageSize.Small, PageSize.Large) or (PageSize.Large, PageSize.Small) => PagingConstants.SmallLargeReferences,
        (PageSize.Large, PageSize.Large) => PagingConstants.LargeLargeReferences,
        _ => Math.Max(1, PagingConstants.LargeLargeReferences * References(4, guest, 4, host) / References(4, PageSize.Large, 4, PageSize.Large)),
    };

    /// <summary>The same without virtualization.</summary>
    public static double EffectiveNativeReferences(PageSize size) =>
        Math.Max(1, PagingConstants.NativeReferences * NativeReferences(4, size) / NativeReferences(4, PageSize.Small));

    /// <summary>Cycles of a walk after a miss in the last TLB level: <c>r_eff Lat_PTE</c>.</summary>
    public static double Cycles(double effectiveReferences, double pteCycles) => effectiveReferences * pteCycles;

    /// <summary>Mean cycles to fetch a page-table entry on this host.</summary>
    public static double PteCycles(HardwareProfile profile, in PteMix mix, double memoryNs)
    {
        double Level(CacheName name) => profile.Clock.ToCycles(profile.Cache(name)?.LatencyNs(profile.Clock) ?? memoryNs);
        return (mix.L1 * Level(CacheName.L1D)) + (mix.L2 * Level(CacheName.L2)) + (mix.L3 * Level(CacheName.L3)) + (mix.Memory * profile.Clock.ToCycles(memoryNs));
    }
}
