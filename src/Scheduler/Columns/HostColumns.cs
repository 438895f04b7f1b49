using Cloud.Scheduler.Capacity;
using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Columns;

/// <summary>All hosts of a ledger as columns, one entry for each host in the ledger's order. Everything to read, nothing to change.</summary>
public readonly ref struct HostColumns
{
    private readonly CapacityLedger _ledger;

    internal HostColumns(CapacityLedger ledger, ReadOnlySpan<byte> parts)
    {
        _ledger = ledger;
        Parts = parts;
    }

    /// <summary>Number of hosts.</summary>
    public int Count => Parts.Length;

    /// <summary>NUMA nodes that the guest would span; 0 where it does not fit.</summary>
    public ReadOnlySpan<byte> Parts { get; }

    /// <summary>Shared vCPUs not promised.</summary>
    public ReadOnlySpan<int> FreeVcpus => _ledger.Now.HostFreeVcpus;

    /// <summary>Memory not promised, MiB.</summary>
    public ReadOnlySpan<long> FreeMemoryMib => _ledger.Now.HostFreeMemoryMib;

    /// <summary>The share of an empty host's vCPUs that one vCPU is.</summary>
    public ReadOnlySpan<double> VcpuShare => _ledger.Inventory.HostCpuShare;

    /// <summary>The share of an empty host's memory that one MiB is.</summary>
    public ReadOnlySpan<double> MemoryShare => _ledger.Inventory.HostMemoryShare;

    /// <summary>Disk not taken, GiB.</summary>
    public ReadOnlySpan<int> DiskRoomGib => _ledger.Now.DiskGib;

    /// <summary>Guests.</summary>
    public ReadOnlySpan<int> Instances => _ledger.Now.Instances;

    /// <summary>Scores the hosts that fit one by one, for a scorer that has columns for some requests only.</summary>
    internal void ScoreEach(IHostScorer scorer, PlacementAsk ask, Span<double> scores)
    {
        for (var host = 0; host < Parts.Length; host++)
        {
            if (Parts[host] > 0) scores[host] = scorer.Score(_ledger.View(host), ask, Parts[host]);
        }
    }

    /// <summary>The ledger's columns by NUMA node.</summary>
    internal (Inventory Inventory, Rooms Rooms) NumaColumns => (_ledger.Inventory, _ledger.Now);

    /// <summary>A hash of each host's name.</summary>
    internal ReadOnlySpan<ulong> NameHash => _ledger.Inventory.NameHash;

    /// <summary>The place in the ledger's order of a host by name; 0 when there is none.</summary>
    internal int IndexOf(Domain.Identity.HostId? host) => host is { } id ? Math.Max(0, _ledger.Inventory.IndexOf(id)) : 0;
}
