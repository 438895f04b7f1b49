using System.Globalization;
using Cloud.ControlPlane.Operator.Region;
using Cloud.Simulation.Workloads.Traces;

namespace Cloud.Cli.Region;

/// <summary>
/// Turns the host file of the HUAWEI topology data set into a region: every host explicit, with what its NUMA nodes have free. The data counts
/// vCPUs that are free for guests, so nothing is overcommitted and no overhead is charged on top.
/// </summary>
public static class HuaweiRegionImport
{
    /// <summary>The data says nothing about disks; this never binds, GiB.</summary>
    private const int AmpleDiskGib = 1024 * 1024;
    private const string Pool = "imported";

    /// <summary>Converts.</summary>
    /// <param name="hosts">Rows of <c>PM_res.csv</c>.</param>
    /// <param name="racks">Rows of <c>topology_provider.csv</c>; null puts all hosts in one rack.</param>
    /// <param name="profile">Placement profile of the region.</param>
    /// <param name="speed">Virtual seconds per real second.</param>
    /// <exception cref="InvalidDataException">There are fewer rack rows than hosts, or no usable host.</exception>
    public static RegionFile Convert(IEnumerable<HuaweiHost> hosts, IEnumerable<HuaweiRackRow>? racks, string profile, double speed)
    {
        var byRack = new SortedDictionary<int, List<RegionHost>>();
        using var rack = racks?.GetEnumerator();
        var (row, full, halves) = (0, 0, 0);
        foreach (var host in hosts)
        {
            if (rack is not null && !rack.MoveNext()) throw new InvalidDataException($"the topology has only {row} rows, fewer than there are hosts");
            var number = rack?.Current.Rack ?? 0;
            var numaNodes = new[] { host.First, host.Second }.Where(Usable).Select(node => new RegionNumaNode(node.Vcpus, ThreadsPerCore: 1, node.MemoryMib)).ToList();
            if (numaNodes.Count == 0) full++;
            if (numaNodes.Count == 1) halves++;
            if (numaNodes.Count > 0)
            {
                if (!byRack.TryGetValue(number, out var list)) byRack.Add(number, list = []);
                list.Add(new RegionHost(string.Create(CultureInfo.InvariantCulture, $"pm-{row:0000}"), Pool, AmpleDiskGib, numaNodes));
            }

            row++;
        }

        if (byRack.Count == 0) throw new InvalidDataException("no host has anything free");
        return new RegionFile
        {
            Name = "huawei-topology-2025",
            Note = Note(row, full, halves, racks is not null),
            PlacementProfile = profile,
            Speed = speed,
            Reserve = new RegionReserve(0, 0, 0),
            Pools = [new RegionPool(Pool, CpuRatio: 1, MemoryRatio: 1, ChargeOverhead: false)],
            Zones = [new RegionZone("z1", [.. byRack.Select(entry => new RegionRack(string.Create(CultureInfo.InvariantCulture, $"r{entry.Key:0000}"), [], entry.Value))])],
        };
    }

    private static bool Usable(HuaweiNumaNode node) => node is { Vcpus: > 0, MemoryMib: > 0 };

    private static string Note(int rows, int full, int halves, bool racks) => string.Create(CultureInfo.InvariantCulture,
        $"""
         Imported from github.com/mdl1104/Dataset-for-topology-aware-VM-placement (CC0 1.0), PM_res.csv: {rows} hosts with what is free for guests per NUMA node; pm-N is row N from 0. vCPUs are counted as cores of one thread. {full} hosts with nothing free are left out; {halves} hosts keep only the NUMA node that has both vCPUs and memory free. Overcommit is 1.0 and no overhead is charged, since the data gives what guests can take. Disks are not part of the data and made ample. {(racks ? $"Racks: the first {rows} rows of topology_provider.csv, in order; the data set does not say which of its 17,387 hosts these are, this is the natural reading." : "All hosts stand in one rack, since no topology file was given.")}
         """);
}
