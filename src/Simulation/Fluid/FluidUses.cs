using Cloud.Domain.Hardware.Costs.Fluid;
using Cloud.Domain.Hardware.Costs.InputOutput;
using Cloud.Domain.Hardware.Costs.Isolation;
using Cloud.Domain.Hardware.Costs.Switching;

namespace Cloud.Simulation.Fluid;

/// <summary>How a guest uses caches, TLB and memory bandwidth (8.1, 9.1, 9.2). The default barely leaves its private caches.</summary>
public sealed record FluidCacheUse
{
    /// <summary>Cycles per instruction while every access hits the private caches.</summary>
    public double CpiBase { get; init; } = 0.8;

    /// <summary>Accesses to the last-level cache per thousand instructions.</summary>
    public double Apki { get; init; } = 1;

    /// <summary>Miss ratio by cache size, bytes.</summary>
    public MissCurve Curve { get; init; } = new(0.3, 8 << 20, IsolationConstants.MissExponent, 0.02, 16 << 20);

    /// <summary>Misses in flight at the same time.</summary>
    public double Overlap { get; init; } = SwitchConstants.StridedOverlap;

    /// <summary>Bytes of each vCPU in the private caches: what a switch has to refetch.</summary>
    public double PrivateBytes { get; init; }

    /// <summary>Accesses without page locality per thousand instructions: those that can miss the TLB.</summary>
    public double RandomApki { get; init; } = FluidConstants.RandomApki;

    /// <summary>Page sizes.</summary>
    public PageSizes Pages { get; init; } = PageSizes.Small;

    /// <summary>Cache ways of each last-level cache that it owns alone (CAT); 0 shares what is left.</summary>
    public int OwnWays { get; init; }

    /// <summary>Memory bandwidth allocation (MBA): most of one NUMA node's achievable bandwidth, in steps of 10 %; 1 for none.</summary>
    public double BandwidthCap { get; init; } = 1;
}

/// <summary>Memory of a guest, bytes (8.2 to 8.6).</summary>
public sealed record FluidMemoryUse
{
    /// <summary>What it was sold.</summary>
    public double SizeBytes { get; init; } = 1L << 30;

    /// <summary>What it has touched and the host must back; at most the size.</summary>
    public double TouchedBytes { get; init; } = 1L << 29;

    /// <summary>What it comes back to; at most what it touched.</summary>
    public double WorkingSetBytes { get; init; } = 1L << 28;

    /// <summary>Shares in the competition for memory; with 0, one per byte of the size.</summary>
    public double Shares { get; init; }

    /// <summary>Has a balloon driver that obeys.</summary>
    public bool Balloonable { get; init; } = true;

    /// <summary>A device reaches its memory directly: all of it stays resident.</summary>
    public bool Pinned { get; init; }

    /// <summary>Guests of one host with the same image share pages (KSM); 0 shares with nobody.</summary>
    public int ImageId { get; init; }

    /// <summary>Distinct pages that a second of its work comes back to.</summary>
    public double TouchesPerSecond { get; init; } = FluidConstants.TouchesPerSecond;
}

/// <summary>Network load of a guest.</summary>
public sealed record FluidNetworkUse
{
    /// <summary>Packets per second that it would send and receive.</summary>
    public double PacketsPerSecond { get; init; }

    /// <summary>TCP payload of a packet, bytes.</summary>
    public double PayloadBytes { get; init; } = 1460;

    /// <summary>How it reaches the card. A container without a VM of its own always goes through the host's kernel.</summary>
    public IoPath Path { get; init; } = IoPath.Vhost;
}

/// <summary>Disk load of a guest.</summary>
public sealed record FluidDiskUse
{
    /// <summary>Operations per second that it would do.</summary>
    public double OperationsPerSecond { get; init; }

    /// <summary>Bytes of an operation.</summary>
    public double Bytes { get; init; } = 4096;

    /// <summary>Fraction of reads.</summary>
    public double ReadFraction { get; init; } = 0.7;

    /// <summary>Requests in flight at most.</summary>
    public int Depth { get; init; } = 8;

    /// <summary>io.weight, above 0.</summary>
    public double Weight { get; init; } = 100;

    /// <summary>io.max: operations per second; infinite for none.</summary>
    public double LimitPerSecond { get; init; } = double.PositiveInfinity;

    /// <summary>How it reaches the drives.</summary>
    public IoPath Path { get; init; } = IoPath.Virtio;
}
