using Cloud.Domain.Identity;

namespace Cloud.Domain.Placement;

/// <summary>What an instance holds on one NUMA node of its host.</summary>
/// <param name="NumaNode">Index of the NUMA node on the host.</param>
/// <param name="Vcpus">vCPUs homed on this NUMA node.</param>
/// <param name="MemoryMib">Memory taken, MiB, huge pages and, on the first claim, the kind's overhead included.</param>
/// <param name="Cores">Indexes of the dedicated physical cores within the NUMA node, ascending; empty when shared.</param>
public sealed record NumaClaim(int NumaNode, int Vcpus, long MemoryMib, IReadOnlyList<int> Cores)
{
    /// <summary>What else is exact about it; null for a plain claim, and in what was stored before there was more to say.</summary>
    public ClaimDetail? Detail { get; init; }

    /// <summary>vCPUs that float over the shared threads.</summary>
    public int SharedVcpus => Cores.Count == 0 ? Vcpus : Detail?.SharedVcpus ?? 0;

    /// <summary>vCPUs that have the <see cref="Cores"/>.</summary>
    public int DedicatedVcpus => Vcpus - SharedVcpus;

    /// <summary>Memory in 4 KiB pages, MiB.</summary>
    public long SmallMib => MemoryMib - HugeMib;

    /// <summary>Memory in huge pages, MiB.</summary>
    public long HugeMib => Detail is { } detail ? detail.Pages * detail.PageSize.Mib() : 0;

    /// <summary>Whether both hold the same, lists compared by value.</summary>
    public bool IsSame(NumaClaim other) => NumaNode == other.NumaNode && Vcpus == other.Vcpus && MemoryMib == other.MemoryMib
        && Cores.SequenceEqual(other.Cores) && Equals(Detail, other.Detail);
}

/// <summary>The finer points of a claim on a NUMA node.</summary>
public sealed record ClaimDetail
{
    /// <summary>Which NUMA node of the guest is backed here, 0 for the first.</summary>
    public int GuestNode { get; init; }

    /// <summary>With dedicated cores: vCPUs that float over the shared threads all the same.</summary>
    public int SharedVcpus { get; init; }

    /// <summary>
    /// Hardware threads that dedicated vCPUs are pinned to, ascending: core × SMT width + sibling. A thread of a dedicated core that is not
    /// listed idles. Empty when nothing is pinned, or in old placements, where every thread of the cores is meant.
    /// </summary>
    public IReadOnlyList<int> Threads { get => field ?? []; init; }

    /// <summary>Size of the <see cref="Pages"/>.</summary>
    public PageSize PageSize { get; init; }

    /// <summary>Huge pages taken.</summary>
    public long Pages { get; init; }

    public bool Equals(ClaimDetail? other) => other is not null && GuestNode == other.GuestNode && SharedVcpus == other.SharedVcpus
        && PageSize == other.PageSize && Pages == other.Pages && Threads.SequenceEqual(other.Threads);

    public override int GetHashCode() => (GuestNode * 31 + SharedVcpus) * 31 + (int)Pages;
}

/// <summary>What an instance holds of one device.</summary>
/// <param name="Device">The device's name on the host.</param>
/// <param name="Units">Virtual functions, or thousandths of a device that has none.</param>
/// <param name="Functions">Indexes of the virtual functions, ascending; empty for other devices.</param>
public sealed record DeviceClaim(string Device, int Units, IReadOnlyList<int> Functions)
{
    public bool Equals(DeviceClaim? other) => other is not null && Units == other.Units
        && string.Equals(Device, other.Device, StringComparison.Ordinal) && Functions.SequenceEqual(other.Functions);

    public override int GetHashCode() => Units * 31 + Functions.Count;
}

/// <summary>What an instance holds of the host as a whole, besides disk.</summary>
public sealed record PlacementExtras
{
    /// <summary>Devices, in the host's order, each once.</summary>
    public IReadOnlyList<DeviceClaim> Devices { get => field ?? []; init; }

    /// <summary>Network bandwidth promised, Mb/s.</summary>
    public int NetworkMbps { get; init; }

    /// <summary>Whether it holds one of the host's memory-encryption keys.</summary>
    public bool ConfidentialKey { get; init; }

    public bool Equals(PlacementExtras? other) => other is not null && NetworkMbps == other.NetworkMbps
        && ConfidentialKey == other.ConfidentialKey && Devices.SequenceEqual(other.Devices);

    public override int GetHashCode() => (NetworkMbps * 31 + Devices.Count) * 2 + (ConfidentialKey ? 1 : 0);
}

/// <summary>A committed placement: the host and exactly what is held there. The host enforces it as decided.</summary>
/// <param name="Host">The host's name.</param>
/// <param name="DiskGib">Local disk taken, GiB.</param>
/// <param name="Claims">One entry per NUMA node, ascending.</param>
public sealed record HostPlacement(HostId Host, int DiskGib, IReadOnlyList<NumaClaim> Claims)
{
    /// <summary>Devices, bandwidth and keys; null for none, as most instances have it.</summary>
    public PlacementExtras? Extras { get; init; }

    /// <summary>Whether both hold the same of the same host, lists compared by value.</summary>
    public bool IsSame(HostPlacement other) => ReferenceEquals(this, other)
        || (Host == other.Host && DiskGib == other.DiskGib && Equals(Extras, other.Extras) && Claims.Count == other.Claims.Count
            && Claims.Zip(other.Claims).All(pair => pair.First.IsSame(pair.Second)));
}
