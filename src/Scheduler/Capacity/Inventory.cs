using Cloud.Domain.Identity;
using Cloud.Domain.Placement;
using Cloud.Scheduler.Context;
using Cloud.Scheduler.Numa;

namespace Cloud.Scheduler.Capacity;

/// <summary>What never changes about the hosts of a ledger, as columns. Checked as a whole when it is built.</summary>
internal sealed class Inventory
{
    public const int MaxNumaNodesPerHost = 64;
    public const int MaxCores = 64 * 1024;
    public const int MaxThreadsPerCore = 8;
    public const long MaxMemoryMib = 1L << 32;

    private readonly Dictionary<HostId, int> _indexes;
    private readonly Dictionary<ZoneId, int> _zones = [];

    public Inventory(IReadOnlyList<HostDescription> hosts, IReadOnlyDictionary<string, PoolPolicy> pools)
    {
        Hosts = [.. hosts];
        NumaNodes = [.. hosts.SelectMany(host => host.NumaNodes)];
        _indexes = new(hosts.Count);
        NumaStart = new int[hosts.Count + 1];
        Zone = new int[hosts.Count];
        ChargesOverhead = new bool[hosts.Count];
        CpuRatio = new OvercommitRatio[hosts.Count];
        VcpuCapacity = new int[NumaNodes.Length];
        MemoryCapacityMib = new long[NumaNodes.Length];
        CpuShare = new double[NumaNodes.Length];
        ThreadShare = new double[NumaNodes.Length];
        MemoryShare = new double[NumaNodes.Length];
        HostCpuShare = new double[hosts.Count];
        HostMemoryShare = new double[hosts.Count];
        for (var index = 0; index < Hosts.Length; index++) Add(index, Hosts[index], pools);
        Features = new(Hosts);
        for (var at = 0; at < Features.ClassCount; at++)
            LargestGpuThousandths = Math.Max(LargestGpuThousandths, HostDevice.Whole * Features[at].Devices.Count(device => device.Kind == DeviceKind.Gpu));
    }

    public HostDescription[] Hosts { get; }

    /// <summary>The NUMA nodes of all hosts, in host order.</summary>
    public NumaNodeDescription[] NumaNodes { get; }

    /// <summary>Index of a host's first NUMA node; one more entry ends the last host.</summary>
    public int[] NumaStart { get; }

    public int[] Zone { get; }

    public bool[] ChargesOverhead { get; }

    public OvercommitRatio[] CpuRatio { get; }

    /// <summary>Shared vCPUs of a NUMA node without dedicated cores.</summary>
    public int[] VcpuCapacity { get; }

    public long[] MemoryCapacityMib { get; }

    /// <summary>1 / capacity, 0 where there is none: a share is a product, not a division, when every host is scored.</summary>
    public double[] CpuShare { get; }

    public double[] ThreadShare { get; }

    public double[] MemoryShare { get; }

    public double[] HostCpuShare { get; }

    public double[] HostMemoryShare { get; }

    /// <summary>Shared vCPUs that the largest empty host could promise.</summary>
    public long LargestVcpus { get; private set; }

    /// <summary>GPU thousandths of the host with most GPUs.</summary>
    public int LargestGpuThousandths { get; }

    /// <summary>A hash of each host's name, made when it is first asked for.</summary>
    public ulong[] NameHash => field ??= [.. Hosts.Select(host => SeededDraw.Hash(host.Id))];

    /// <summary>Devices, traits and the like.</summary>
    public FeatureTable Features { get; }

    /// <summary>The pool's CPU ratio for each NUMA node: where a ledger starts, and the most it may ever promise.</summary>
    public OvercommitRatio[] CpuRatios()
    {
        var ratios = new OvercommitRatio[NumaNodes.Length];
        for (var host = 0; host < Hosts.Length; host++) ratios.AsSpan(NumaStart[host]..NumaStart[host + 1]).Fill(CpuRatio[host]);
        return ratios;
    }

    /// <summary>The host's index, or -1.</summary>
    public int IndexOf(HostId host) => host.Value is not null && _indexes.TryGetValue(host, out var index) ? index : -1;

    /// <summary>The zone's number, or -1 when no host is in it.</summary>
    public int ZoneOf(ZoneId zone) => zone.Value is not null && _zones.TryGetValue(zone, out var number) ? number : -1;

    private static double Share(long capacity) => capacity == 0 ? 0 : 1.0 / capacity;

    private void Add(int index, HostDescription host, IReadOnlyDictionary<string, PoolPolicy> pools)
    {
        if (!_indexes.TryAdd(host.Id, index)) throw new ArgumentException($"Host '{host.Id}' is listed twice.", nameof(pools));
        if (!pools.TryGetValue(host.Pool, out var pool)) throw new ArgumentException($"Host '{host.Id}' is in the unknown pool '{host.Pool}'.", nameof(pools));
        if (host.NumaNodes.Count is < 1 or > MaxNumaNodesPerHost || host.DiskGib < 0)
            throw new ArgumentException($"Host '{host.Id}' has {host.NumaNodes.Count} NUMA nodes and {host.DiskGib} GiB of disk.", nameof(pools));

        _zones.TryAdd(host.Zone, _zones.Count);
        Zone[index] = _zones[host.Zone];
        ChargesOverhead[index] = pool.ChargeOverhead;
        CpuRatio[index] = OvercommitRatio.Of(pool.CpuRatio);
        NumaStart[index + 1] = NumaStart[index] + host.NumaNodes.Count;
        var memoryRatio = OvercommitRatio.Of(pool.MemoryRatio);
        long vcpus = 0, memory = 0;
        for (var numa = NumaStart[index]; numa < NumaStart[index + 1]; numa++)
        {
            Check(host, NumaNodes[numa]);
            vcpus += VcpuCapacity[numa] = (int)CpuRatio[index].Capacity(NumaNodes[numa].Threads);
            memory += MemoryCapacityMib[numa] = memoryRatio.Capacity(NumaNodes[numa].MemoryMib);
            CpuShare[numa] = Share(VcpuCapacity[numa]);
            ThreadShare[numa] = Share(NumaNodes[numa].Threads);
            MemoryShare[numa] = Share(MemoryCapacityMib[numa]);
        }

        LargestVcpus = Math.Max(LargestVcpus, vcpus);
        HostCpuShare[index] = Share(vcpus);
        HostMemoryShare[index] = Share(memory);
    }

    private static void Check(HostDescription host, NumaNodeDescription numa)
    {
        if (numa.Cores is < 0 or > MaxCores || numa.ThreadsPerCore is < 1 or > MaxThreadsPerCore || numa.MemoryMib is < 0 or > MaxMemoryMib
            || numa.Pages2M < 0 || numa.Pages1G < 0 || numa.Pages2M * 2L + numa.Pages1G * 1024L > MaxMemoryMib)
            throw new ArgumentException($"Host '{host.Id}' has a NUMA node out of range: {numa}.", nameof(host));
    }
}
