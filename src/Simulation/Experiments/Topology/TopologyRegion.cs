using System.Globalization;
using Cloud.Domain.Placement;
using Cloud.Simulation.Workloads.Traces;

namespace Cloud.Simulation.Experiments.Topology;

/// <summary>The hosts of huawei-topology-2025, with what they have free as their capacity.</summary>
public static class TopologyRegion
{
    /// <summary>
    /// Row N of the capacities is taken to be row N of the racks, which the data set does not say: there are ten times as many hosts with racks
    /// as hosts with capacities.
    /// </summary>
    public static IReadOnlyList<HostDescription> Hosts(IEnumerable<HuaweiHost> hosts, IEnumerable<HuaweiRackRow> racks) =>
        [.. hosts.Zip(racks, (host, rack) => (host, rack)).Select((pair, index) => ExperimentCell.Host(
            index, pair.rack.Rack.ToString(CultureInfo.InvariantCulture), Numa(pair.host.First), Numa(pair.host.Second)))];

    private static NumaNodeDescription Numa(HuaweiNumaNode numa) => new(numa.Vcpus, ThreadsPerCore: 1, numa.MemoryMib);
}
