namespace Cloud.Simulation.Fluid;

/// <summary>
/// Where each number of a guest stands in its host's block: one column per number, one row per guest. Inputs first, compiled from a
/// <see cref="FluidGuest"/> when it changes; then what the last tick found; then the columns of each NUMA node and link.
/// </summary>
internal sealed class GuestColumns
{
    public const int Vcpus = 0;
    public const int Demand = 1;
    public const int QuotaCpus = 2;
    public const int Weight = 3;

    /// <summary>Threads that are its own; 0 for a guest that shares.</summary>
    public const int OwnThreads = 4;
    public const int Floats = 5;

    /// <summary>Threads that it would keep busy alone on the host, exits included.</summary>
    public const int Offered = 6;

    /// <summary>Seconds of exits, wake-ups and the like per second of work.</summary>
    public const int OverheadPerWork = 7;
    public const int ExitsPerWork = 8;
    public const int SwitchNs = 9;
    public const int CpiBase = 10;
    public const int HitCycles = 11;

    /// <summary>Cycles per instruction for each ns of memory latency, if every access missed.</summary>
    public const int MissCyclesPerNs = 12;
    public const int BytesPerMiss = 13;
    public const int CpiAlone = 14;
    public const int CacheWeight = 15;
    public const int CacheBytes = 16;
    public const int MissScale = 17;
    public const int MissAlpha = 18;
    public const int MissFloor = 19;
    public const int OwnCache = 20;
    public const int BandwidthCap = 21;
    public const int TlbMissesPerInstruction = 22;
    public const int LocalShare = 23;

    /// <summary>Memory: bytes, but for weight, flags and touches.</summary>
    public const int Size = 24;
    public const int Touched = 25;
    public const int Working = 26;
    public const int MemoryWeight = 27;
    public const int Balloonable = 28;
    public const int Reclaimable = 29;
    public const int Overhead = 30;
    public const int ShareTarget = 31;
    public const int TouchesPerSecond = 32;

    /// <summary>I/O: rates per second, seconds of host processor per operation, µs.</summary>
    public const int PacketDemand = 33;
    public const int PacketBits = 34;
    public const int PacketHostSeconds = 35;
    public const int PacketExits = 36;
    public const int PacketUs = 37;
    public const int DiskDemand = 38;
    public const int DiskCost = 39;
    public const int DiskHostSeconds = 40;
    public const int DiskExits = 41;
    public const int DiskUs = 42;
    public const int DiskWeight = 43;
    public const int DiskBytes = 44;
    public const int PollCores = 45;
    public const int PayloadBits = 46;
    public const int Image = 47;
    public const int Sharable = 48;
    public const int DiskDepth = 49;

    // What the last tick found.
    public const int Granted = 50;
    public const int Steal = 51;
    public const int Throttled = 52;
    public const int Speed = 53;
    public const int Cpi = 54;
    public const int Miss = 55;
    public const int CacheShare = 56;
    public const int TrafficGBs = 57;
    public const int Ballooned = 58;
    public const int Shared = 59;
    public const int Compressed = 60;
    public const int Swapped = 61;
    public const int Missing = 62;
    public const int MemorySlow = 63;
    public const int Packets = 64;
    public const int NetworkLatencyUs = 65;
    public const int DiskOperations = 66;
    public const int DiskLatencyUs = 67;
    public const int PairShare = 68;

    /// <summary>Miss ratio with all the cache that it could use; an input.</summary>
    public const int MissAlone = 69;

    /// <summary>What the overhead of a second of work is made of, and the weight in the cache of a guest that never sleeps; inputs.</summary>
    public const int SteadyOverhead = 70;
    public const int DeviceOverhead = 71;
    public const int WakeOverhead = 72;
    public const int FullCacheWeight = 73;

    /// <summary>Packets, disk operations and their overhead when the guest is as active as it gets; inputs.</summary>
    public const int PacketPeak = 74;
    public const int DiskPeak = 75;
    public const int DevicePeak = 76;

    private const int FirstNode = 77;
    private readonly int _nodes;
    private readonly int _links;

    public GuestColumns(int nodes, int links)
    {
        _nodes = nodes;
        _links = links;
    }

    /// <summary>Columns in all.</summary>
    public int Count => FirstNode + (3 * _nodes) + _links;

    /// <summary>Share of the vCPUs on a NUMA node.</summary>
    public static int CpuShare(int node) => FirstNode + node;

    /// <summary>Share of the memory on a NUMA node.</summary>
    public int MemoryShare(int node) => FirstNode + _nodes + node;

    /// <summary>Part of the mean latency that memory on this NUMA node contributes, ns.</summary>
    public int LatencyPart(int node) => FirstNode + (2 * _nodes) + node;

    /// <summary>Share of its accesses that cross a link.</summary>
    public int LinkShare(int link) => FirstNode + (3 * _nodes) + link;
}
