using Cloud.Domain.Placement;

namespace Cloud.Simulation.Experiments.Topology;

/// <summary>What placements leave of each host, summed up from them alone: shares no code with the ledger or its slot counts, on purpose.</summary>
public sealed class TopologyLeft
{
    private readonly Dictionary<string, (long Vcpus, long MemoryMib)[]> _hosts;

    public TopologyLeft(IReadOnlyList<HostDescription> hosts, IEnumerable<TopologyPlacement> placed)
    {
        _hosts = hosts.ToDictionary(
            host => host.Id.Value, host => host.NumaNodes.Select(numa => ((long)numa.Threads, numa.MemoryMib)).ToArray(), StringComparer.Ordinal);
        foreach (var one in placed)
        {
            var left = _hosts[one.Placement.Host.Value];
            foreach (var claim in one.Placement.Claims)
                left[claim.NumaNode] = (left[claim.NumaNode].Vcpus - claim.Vcpus, left[claim.NumaNode].MemoryMib - claim.MemoryMib);
        }
    }

    /// <summary>Hosts of which some NUMA node gave more than it had.</summary>
    public IEnumerable<string> Overfull => _hosts.Where(host => host.Value.Any(numa => numa.Vcpus < 0 || numa.MemoryMib < 0)).Select(host => host.Key).Order(StringComparer.Ordinal);

    /// <summary>How many more VMs of a shape would fit if nothing else came: wholly on one NUMA node, or half on each of the two.</summary>
    public long Slots(int vcpus, long memoryMib, int numaNodes)
    {
        var slots = 0L;
        foreach (var left in _hosts.Values)
        {
            var parts = left.Select(numa => Math.Min(numa.Vcpus / (vcpus / numaNodes), numa.MemoryMib / (memoryMib / numaNodes)));
            slots += numaNodes == 1 ? parts.Sum() : parts.Min();
        }

        return slots;
    }
}
