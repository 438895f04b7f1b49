namespace Cloud.Domain.Hardware;

/// <summary>Reads the processor and memory parts of a profile file.</summary>
internal static class ProfileParts
{
    internal static readonly Dictionary<string, CacheName> CacheNames = new(StringComparer.Ordinal)
    {
        ["L1I"] = CacheName.L1I,
        ["L1D"] = CacheName.L1D,
        ["L2"] = CacheName.L2,
        ["L3"] = CacheName.L3,
    };

    internal static readonly Dictionary<string, CacheSharing> Sharings = new(StringComparer.Ordinal)
    {
        ["core"] = CacheSharing.Core,
        ["complex"] = CacheSharing.Complex,
        ["socket"] = CacheSharing.Socket,
    };

    public static CoreClock Clock(JsonCursor at)
    {
        var clock = new CoreClock(at.Number("baseGhz", 0.001, 10), at.Number("allCoreGhz", 0.001, 10), at.Number("maxGhz", 0.001, 10));
        at.Close();
        if (clock.MaxGhz > 0 && clock.BaseGhz > clock.MaxGhz) at.Complain("baseGhz", "must not exceed maxGhz");
        if (clock.MaxGhz > 0 && clock.AllCoreGhz > clock.MaxGhz) at.Complain("allCoreGhz", "must not exceed maxGhz");
        return clock;
    }

    public static List<CacheLevel> Caches(JsonCursor at)
    {
        var caches = at.Objects("caches", 1, 8, Cache);
        if (caches.Count > 0 && caches.All(c => c.Level != CacheName.L1D)) at.Complain("caches", "must have an L1D");
        if (caches.DistinctBy(c => c.Level).Count() != caches.Count) at.Complain("caches", "must name each level once");
        return caches;
    }

    public static TlbLayout Tlb(JsonCursor at)
    {
        int Entries(string name) => (int)at.Integer(name, 0, 65536);
        var tlb = new TlbLayout(Entries("l1Instruction"), Entries("l1Data4K"), Entries("l1Data2M"), Entries("l1Data1G"), Entries("l2Data4K"),
            Entries("l2Data2M"), Entries("l2Instruction"), at.Number("l1MissCycles", 0, 1000), (int)at.Integer("walkers", 1, 64));
        at.Close();
        return tlb;
    }

    public static PagingShape Paging(JsonCursor at)
    {
        var paging = new PagingShape((int)at.Integer("levels", 1, 5), (int)at.Integer("maxLevels", 1, 5),
            (int)at.Integer("processTagBits", 0, 32), (int)at.Integer("guestTagBits", 0, 32), at.Flag("nested"));
        at.Close();
        if (paging.MaxLevels > 0 && paging.Levels > paging.MaxLevels) at.Complain("levels", "must not exceed maxLevels");
        return paging;
    }

    public static MemoryShape Memory(JsonCursor at)
    {
        var memory = new MemoryShape((int)at.Integer("channelsPerSocket", 1, 64), at.Number("megaTransfersPerSecond", 0.001, 100_000),
            at.Number("achievableFraction", 0.05, 1), at.Integer("defaultMib", 1, 1L << 26));
        at.Close();
        return memory;
    }

    public static SocketLink Link(JsonCursor at)
    {
        var link = new SocketLink(at.Text("kind", 60), (int)at.Integer("links", 0, 64), at.Number("rawGBs", 0, 10_000), at.Number("usableGBs", 0, 10_000));
        at.Close();
        if (link.UsableGBs > link.RawGBs) at.Complain("usableGBs", "must not exceed rawGBs");
        return link;
    }

    public static LineTransfer Lines(JsonCursor at)
    {
        var lines = new LineTransfer(at.Number("complexNs", 0.1, 100_000), at.Number("socketNs", 0.1, 100_000), at.Number("crossNs", 0.1, 100_000));
        at.Close();
        if (lines.SocketNs > 0 && lines.ComplexNs > lines.SocketNs) at.Complain("complexNs", "must not exceed socketNs");
        if (lines.CrossNs > 0 && lines.SocketNs > lines.CrossNs) at.Complain("socketNs", "must not exceed crossNs");
        return lines;
    }

    private static CacheLevel Cache(JsonCursor at)
    {
        var cache = new CacheLevel(at.Choice("level", CacheNames), at.Integer("sizeBytes", 64, 1L << 34), (int)at.Integer("ways", 1, 1024),
            at.Choice("sharedBy", Sharings), at.OptionalNumber("latencyCycles", 0.1, 10_000), at.OptionalNumber("latencyNs", 0.01, 10_000));
        at.Close();
        if (cache.LatencyCycles is null == cache.FixedLatencyNs is null) at.Complain("", "must have either latencyCycles or latencyNs");
        return cache;
    }
}
