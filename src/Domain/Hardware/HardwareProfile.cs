namespace Cloud.Domain.Hardware;

/// <summary>
/// One kind of physical host, as far as the cost model needs it. Immutable; read from JSON by <see cref="HardwareProfileReader"/>.
/// Every part may be traced to where its numbers come from through <see cref="Sources"/>.
/// </summary>
public sealed record HardwareProfile
{
    /// <summary>Stable name, for example <c>epyc-7763-2s</c>.</summary>
    public required string Name { get; init; }

    /// <summary>One sentence for people.</summary>
    public required string Description { get; init; }

    /// <summary>Processor packages in the host.</summary>
    public required int Sockets { get; init; }

    /// <summary>Groups of cores that share a last-level cache (CCX on EPYC), per socket.</summary>
    public required int ComplexesPerSocket { get; init; }

    /// <summary>Cores in one complex.</summary>
    public required int CoresPerComplex { get; init; }

    /// <summary>Hardware threads of one core: 1 without SMT.</summary>
    public required int ThreadsPerCore { get; init; }

    /// <summary>Core clocks.</summary>
    public required CoreClock Clock { get; init; }

    /// <summary>Thermal design power of one socket, watts.</summary>
    public required double TdpWattsPerSocket { get; init; }

    /// <summary>Cache levels, instruction cache first, then from small to large.</summary>
    public required IReadOnlyList<CacheLevel> Caches { get; init; }

    /// <summary>Translation buffers of one core.</summary>
    public required TlbLayout Tlb { get; init; }

    /// <summary>Page-table depth and address-space tags.</summary>
    public required PagingShape Paging { get; init; }

    /// <summary>Memory channels and default size.</summary>
    public required MemoryShape Memory { get; init; }

    /// <summary>The links between the sockets.</summary>
    public required SocketLink Link { get; init; }

    /// <summary>Time to move one dirty cache line between cores, by distance.</summary>
    public required LineTransfer LineTransfer { get; init; }

    /// <summary>The firmware settings that cut the host into NUMA nodes; the first one is the default.</summary>
    public required IReadOnlyList<NumaMode> NumaModes { get; init; }

    /// <summary>PCI Express and what is plugged in.</summary>
    public required PcieShape Pcie { get; init; }

    /// <summary>DMA remapping unit.</summary>
    public required IommuShape Iommu { get; init; }

    /// <summary>Confidential computing capability.</summary>
    public required ConfidentialCapability Confidential { get; init; }

    /// <summary>Name of the exit-cost table of this processor (see the constants <c>exit.&lt;table&gt;.*</c>), or <c>none</c>.</summary>
    public required string ExitTable { get; init; }

    /// <summary>Wall power by load.</summary>
    public required PowerCurve Power { get; init; }

    /// <summary>Where the numbers come from, by JSON path.</summary>
    public required IReadOnlyList<ProfileSource> Sources { get; init; }

    /// <summary>Cores of one socket.</summary>
    public int CoresPerSocket => ComplexesPerSocket * CoresPerComplex;

    /// <summary>Cores of the host.</summary>
    public int Cores => Sockets * CoresPerSocket;

    /// <summary>Hardware threads of the host.</summary>
    public int HardwareThreads => Cores * ThreadsPerCore;

    /// <summary>The mode the host boots in unless told otherwise.</summary>
    public NumaMode DefaultNumaMode => NumaModes[0];

    /// <summary>The cache level of this name, or null when the processor has none.</summary>
    public CacheLevel? Cache(CacheName name)
    {
        foreach (var cache in Caches)
            if (cache.Level == name) return cache;
        return null;
    }

    /// <summary>The NUMA mode of this name, or null.</summary>
    public NumaMode? FindNumaMode(string name)
    {
        foreach (var mode in NumaModes)
            if (string.Equals(mode.Name, name, StringComparison.Ordinal)) return mode;
        return null;
    }
}
