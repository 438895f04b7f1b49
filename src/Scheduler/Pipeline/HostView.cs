using Cloud.Domain.Identity;
using Cloud.Domain.Placement;
using Cloud.Scheduler.Capacity;
using Cloud.Scheduler.Numa;

namespace Cloud.Scheduler.Pipeline;

/// <summary>One host as filters and scorers may see it: everything to read, nothing to change. Costs nothing to make.</summary>
public readonly struct HostView
{
    private readonly Inventory _inventory;
    private readonly Rooms _rooms;
    private readonly int _start;

    internal HostView(Inventory inventory, Rooms rooms, int index)
    {
        _inventory = inventory;
        _rooms = rooms;
        Index = index;
        _start = inventory.NumaStart[index];
        NumaNodes = inventory.NumaStart[index + 1] - _start;
    }

    /// <summary>The host's place in the ledger's order.</summary>
    public int Index { get; }

    /// <summary>The host as the region file describes it.</summary>
    public HostDescription Description => _inventory.Hosts[Index];

    /// <summary>Whether the host takes no new instances: cordoned for maintenance.</summary>
    public bool IsCordoned => _rooms.Cordoned[Index];

    /// <summary>Number of NUMA nodes.</summary>
    public int NumaNodes { get; }

    /// <summary>Guests on the host.</summary>
    public int Instances => _rooms.Instances[Index];

    /// <summary>Disk not taken, GiB.</summary>
    public int DiskRoomGib => _rooms.DiskGib[Index];

    /// <summary>Memory that one more guest could take, MiB, by NUMA node.</summary>
    public ReadOnlySpan<long> MemoryRoomMib => _rooms.MemoryMib.AsSpan(_start, NumaNodes);

    /// <summary>Shared vCPUs not promised, by NUMA node.</summary>
    public ReadOnlySpan<int> FreeVcpus => _rooms.FreeVcpus.AsSpan(_start, NumaNodes);

    /// <summary>Memory not promised, MiB, by NUMA node.</summary>
    public ReadOnlySpan<long> FreeMemoryMib => _rooms.FreeMemoryMib.AsSpan(_start, NumaNodes);

    /// <summary>Shared vCPUs not promised, as a share (0 to 1) of what the empty host could promise.</summary>
    public double FreeVcpuShare => _rooms.HostFreeVcpus[Index] * _inventory.HostCpuShare[Index];

    /// <summary>Memory not promised, as a share (0 to 1) of what the empty host could promise.</summary>
    public double FreeMemoryShare => _rooms.HostFreeMemoryMib[Index] * _inventory.HostMemoryShare[Index];

    /// <summary>Devices, traits and the like.</summary>
    public HostFeatures Features => _inventory.Features.Of(Index);

    /// <summary>Free units of each device: virtual functions of a network card, thousandths of anything else.</summary>
    public ReadOnlySpan<ushort> DeviceRoom => _rooms.Features.DeviceUnits(Index);

    /// <summary>Network bandwidth not promised, Mb/s.</summary>
    public int NetworkRoomMbps => _rooms.Features.NetworkMbps(Index);

    /// <summary>Memory-encryption keys that no guest has.</summary>
    public int ConfidentialRoom => _rooms.Features.Keys(Index);

    /// <summary>Hosts of one class have equal features.</summary>
    internal int FeatureClass => _inventory.Features.ClassOf(Index);

    internal int Zone => _inventory.Zone[Index];

    /// <summary>Position of the first NUMA node in the ledger's columns.</summary>
    internal int NumaStart => _start;

    /// <summary>vCPUs that one more guest could take (dedicated: threads of free whole cores), by NUMA node.</summary>
    public ReadOnlySpan<int> CpuRoom(bool dedicated) => (dedicated ? _rooms.Dedicated : _rooms.Shared).AsSpan(_start, NumaNodes);

    /// <summary>Free huge pages of a NUMA node; 0 for small pages.</summary>
    public int PageRoom(int numaNode, PageSize size) => _rooms.Features.Pages(_start + numaNode, size);

    /// <summary>Whether a NUMA node has room for shared vCPUs and whole cores together.</summary>
    internal bool FitsCpu(int numaNode, int shared, int cores) => _rooms.FitsCpu(_inventory.NumaNodes[_start + numaNode], _start + numaNode, shared, cores);

    /// <summary>The same for so many guests that each have both, one after another.</summary>
    internal bool FitsCpuTimes(int numaNode, int shared, int cores, int times) =>
        _rooms.FitsCpuTimes(_inventory.NumaNodes[_start + numaNode], _start + numaNode, shared, cores, times);

    /// <summary>What the kind of instance costs this host on top, MiB: 0 in pools that do not charge it.</summary>
    public long OverheadMib(PlacementAsk ask) => _inventory.ChargesOverhead[Index] ? ask.Request.OverheadMemoryMib : 0;

    /// <summary>Whether the host's pool charges the overhead of an instance's kind.</summary>
    internal bool ChargesOverhead => _inventory.ChargesOverhead[Index];

    /// <summary>Number of hosts in the ledger's order.</summary>
    internal int HostCount => _inventory.Hosts.Length;

    /// <summary>The place in the ledger's order of a host by name; 0 when there is none.</summary>
    internal int IndexOf(HostId? host) => host is { } id ? Math.Max(0, _inventory.IndexOf(id)) : 0;

    /// <summary>Shared vCPUs that one NUMA node of the empty host could promise.</summary>
    public int NumaVcpuCapacity(int numaNode) => _inventory.VcpuCapacity[_start + numaNode];

    /// <summary>Memory that one NUMA node of the empty host could promise, MiB.</summary>
    public long NumaMemoryCapacityMib(int numaNode) => _inventory.MemoryCapacityMib[_start + numaNode];

    /// <summary>Shared vCPUs that the empty host could promise.</summary>
    public long VcpuCapacity => Sum(_inventory.VcpuCapacity.AsSpan(_start, NumaNodes));

    /// <summary>Memory that the empty host could promise, MiB.</summary>
    public long MemoryCapacityMib => Sum(_inventory.MemoryCapacityMib.AsSpan(_start, NumaNodes));

    /// <summary>Shared vCPUs that the largest empty host of the fleet could promise.</summary>
    internal long FleetLargestVcpus => _inventory.LargestVcpus;

    /// <summary>GPU thousandths of the fleet's host with most GPUs.</summary>
    internal int FleetLargestGpuThousandths => _inventory.LargestGpuThousandths;

    /// <summary>Shared vCPUs not promised, all NUMA nodes together.</summary>
    public int HostFreeVcpus => _rooms.HostFreeVcpus[Index];

    /// <summary>Memory not promised, MiB, all NUMA nodes together.</summary>
    public long HostFreeMemoryMib => _rooms.HostFreeMemoryMib[Index];

    /// <summary>The room of every NUMA node, to try things out on.</summary>
    internal void CopyRooms(Span<NumaRoom> rooms)
    {
        for (var numa = 0; numa < NumaNodes; numa++)
        {
            var at = _start + numa;
            rooms[numa] = new(_rooms.FreeVcpus[at], _rooms.Shared[at], _rooms.Dedicated[at], _rooms.FreeMemoryMib[at], _rooms.MemoryMib[at]);
        }
    }

    /// <summary>What <paramref name="room"/> leaves free on a NUMA node, as the sum of two shares (0 to 2) of its capacity.</summary>
    internal double RoomShare(int numaNode, in NumaRoom room) =>
        room.FreeVcpus * _inventory.CpuShare[_start + numaNode] + room.FreeMemoryMib * _inventory.MemoryShare[_start + numaNode];

    /// <summary>What <paramref name="room"/> on a NUMA node of this host becomes when a part is taken from it.</summary>
    internal NumaRoom RoomAfter(int numaNode, in NumaRoom room, int vcpus, long memoryMib, bool dedicated) =>
        room.After(vcpus, memoryMib, dedicated, ThreadsPerCore(numaNode), _inventory.CpuRatio[Index]);

    /// <summary>SMT width of a NUMA node.</summary>
    public int ThreadsPerCore(int numaNode) => _inventory.NumaNodes[_start + numaNode].ThreadsPerCore;

    private static long Sum(ReadOnlySpan<int> values)
    {
        var sum = 0L;
        foreach (var value in values) sum += value;
        return sum;
    }

    private static long Sum(ReadOnlySpan<long> values)
    {
        var sum = 0L;
        foreach (var value in values) sum += value;
        return sum;
    }

    /// <summary>
    /// What a NUMA node would have left of CPU and of memory after taking a part, as the sum of two shares (0 to 2) of its capacity.
    /// </summary>
    public double ShareLeft(int numaNode, bool dedicated, int vcpus, long memoryMib)
    {
        var numa = _start + numaNode;
        var cpu = dedicated
            ? (_rooms.Dedicated[numa] - vcpus) * _inventory.ThreadShare[numa]
            : (_rooms.FreeVcpus[numa] - vcpus) * _inventory.CpuShare[numa];
        return cpu + (_rooms.FreeMemoryMib[numa] - memoryMib) * _inventory.MemoryShare[numa];
    }
}
