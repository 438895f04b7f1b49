namespace Cloud.ControlPlane.Operator.Region;

/// <summary>
/// The region as an operator writes it (<c>region.json</c>): what is bought, not what follows from it. Read by
/// <see cref="RegionFileReader"/>, written by <see cref="RegionFileWriter"/>, turned into hosts by <see cref="RegionResolver"/>.
/// </summary>
public sealed record RegionFile
{
    public const int MaxZones = 16;
    public const int MaxRacksPerZone = 10_000;
    public const int MaxPools = 64;
    public const int MaxOvercommitRules = 256;

    /// <summary>Hosts of one cell, and so of one zone: what one writer keeps in memory.</summary>
    public const int MaxHostsPerZone = 100_000;
    public const double MaxSpeed = 100_000;
    public const int MaxNoteLength = 2_000;

    /// <summary>Region name, as in names of resources.</summary>
    public required string Name { get; init; }

    /// <summary>What a reader should know, for example where an imported region comes from; empty for nothing.</summary>
    public string Note { get; init; } = "";

    /// <summary>Name of the placement profile in force, for example <c>spread</c>.</summary>
    public required string PlacementProfile { get; init; }

    /// <summary>Virtual seconds per real second of the simulated world.</summary>
    public required double Speed { get; init; }

    /// <summary>What each host of a group keeps for itself.</summary>
    public required RegionReserve Reserve { get; init; }

    public required IReadOnlyList<RegionPool> Pools { get; init; }

    /// <summary>Overcommit policies for some guests only: the most specific one wins, project before kind before pool.</summary>
    public IReadOnlyList<RegionOvercommitRule> OvercommitRules { get; init; } = [];

    /// <summary>How hosts are watched; null for the defaults.</summary>
    public RegionLive? Live { get; init; }

    public required IReadOnlyList<RegionZone> Zones { get; init; }
}

/// <summary>
/// What the host's own kernel, monitors and agents get, taken off before guests see the host. Applies to host groups; an explicit
/// host states what is left for guests.
/// </summary>
/// <param name="CoresPerNumaNode">Whole cores of each NUMA node.</param>
/// <param name="MemoryMibPerNumaNode">Memory of each NUMA node, MiB.</param>
/// <param name="DiskGib">Local disk of the host, GiB.</param>
public sealed record RegionReserve(int CoresPerNumaNode, long MemoryMibPerNumaNode, int DiskGib);

/// <summary>A pool of hosts that share overcommit ratios; see <see cref="Cloud.Domain.Placement.PoolPolicy"/>.</summary>
public sealed record RegionPool(string Name, double CpuRatio, double MemoryRatio, bool ChargeOverhead)
{
    /// <summary>The policy that says how much of <see cref="CpuRatio"/> may be used; null for all of it, always.</summary>
    public RegionOvercommit? Overcommit { get; init; }
}

/// <summary>An availability zone.</summary>
public sealed record RegionZone(string Name, IReadOnlyList<RegionRack> Racks);

/// <summary>A rack. Its hosts are numbered through: groups first, then explicit hosts that have no name.</summary>
public sealed record RegionRack(string Name, IReadOnlyList<RegionHostGroup> Groups, IReadOnlyList<RegionHost> Hosts);

/// <summary>Equal hosts of one rack.</summary>
/// <param name="Profile">Hardware profile, by name.</param>
/// <param name="NumaMode">One of the profile's NUMA modes; empty for its default.</param>
/// <param name="Pool">Pool, by name.</param>
/// <param name="Count">How many.</param>
public sealed record RegionHostGroup(string Profile, string NumaMode, string Pool, int Count)
{
    /// <summary>Pages of 2 MiB set aside on each NUMA node, out of its memory.</summary>
    public int Pages2MPerNumaNode { get; init; }

    /// <summary>Pages of 1 GiB set aside on each NUMA node, out of its memory.</summary>
    public int Pages1GPerNumaNode { get; init; }

    /// <summary>What the hosts have on top of their profile.</summary>
    public RegionFeatures Features { get; init; } = RegionFeatures.None;
}

/// <summary>A host described by what it has left for guests, as an import from another cloud gives it.</summary>
/// <param name="Name">Unique in the region; empty to be named after its rack.</param>
/// <param name="Pool">Pool, by name.</param>
/// <param name="DiskGib">Local disk, GiB.</param>
/// <param name="NumaNodes">Its NUMA nodes, by index.</param>
public sealed record RegionHost(string Name, string Pool, int DiskGib, IReadOnlyList<RegionNumaNode> NumaNodes)
{
    /// <summary>What the host has besides cores, memory and disk.</summary>
    public RegionFeatures Features { get; init; } = RegionFeatures.None;
}

/// <param name="Cores">Physical cores.</param>
/// <param name="ThreadsPerCore">Hardware threads per core.</param>
/// <param name="MemoryMib">Memory, MiB.</param>
public sealed record RegionNumaNode(int Cores, int ThreadsPerCore, long MemoryMib)
{
    /// <summary>Pages of 2 MiB, beside the memory.</summary>
    public int Pages2M { get; init; }

    /// <summary>Pages of 1 GiB, beside the memory.</summary>
    public int Pages1G { get; init; }
}
