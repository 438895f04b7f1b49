namespace Cloud.Simulation.Workloads.Traces;

/// <summary>
/// The topology-aware placement data set of HUAWEI Cloud (github.com/mdl1104/Dataset-for-topology-aware-VM-placement, CC0): request
/// sequences whose VMs take one NUMA node or half of two, what 1,710 two-node hosts have free, and the racks of 17,387 hosts.
/// Pure sequences: there are no arrival times and no lifetimes. All readers stream.
/// </summary>
public static class HuaweiTopologyTrace
{
    private const int MaxVcpus = 4096;

    /// <summary>Reads <c>VM_data_C1.csv</c> … <c>VM_data_C5.csv</c>.</summary>
    /// <exception cref="TraceFormatException">At the first line that is not as described.</exception>
    public static IEnumerable<TraceRequest> ReadRequests(TextReader reader)
    {
        var rows = new CsvLines(reader, "flavor_vcpus,flavor_ram,numa,strategy,group,domain");
        for (long index = 0; rows.Read(); index++)
        {
            var shape = new TraceShape(rows.Int(0, 1, MaxVcpus), rows.Gigabytes(1), rows.Int(2, 1, 2));
            if (shape.MemoryMib == 0) throw rows.Wrong("a VM without memory");
            yield return new TraceRequest(index, shape, ArrivalSeconds: null, Lifetime: null, Tags(rows));
        }
    }

    /// <summary>Reads <c>PM_res.csv</c>: what each host has free for guests.</summary>
    /// <exception cref="TraceFormatException">At the first line that is not as described.</exception>
    public static IEnumerable<HuaweiHost> ReadHosts(TextReader reader)
    {
        var rows = new CsvLines(reader, "CPU1,RAM1,CPU2,RAM2");
        while (rows.Read())
        {
            yield return new HuaweiHost(
                new HuaweiNumaNode(rows.Int(0, 0, MaxVcpus), rows.Gigabytes(1)),
                new HuaweiNumaNode(rows.Int(2, 0, MaxVcpus), rows.Gigabytes(3)));
        }
    }

    /// <summary>Reads <c>topology_provider.csv</c>: host name and rack, in file order.</summary>
    /// <exception cref="TraceFormatException">At the first line that is not as described.</exception>
    public static IEnumerable<HuaweiRackRow> ReadRacks(TextReader reader)
    {
        var rows = new CsvLines(reader, "host_id,rack_id");
        while (rows.Read())
            yield return new HuaweiRackRow(rows.Text(0), rows.Int(1, 0, int.MaxValue));
    }

    private static List<KeyValuePair<string, string>> Tags(CsvLines rows)
    {
        var tags = new List<KeyValuePair<string, string>>(3);
        Add("strategy", rows.Text(3));
        Add("group", rows.Text(4));
        Add("domain", rows.Text(5));
        return tags;

        void Add(string name, string value)
        {
            if (value.Length > 0) tags.Add(new(name, value));
        }
    }
}

/// <summary>What one host has free, per NUMA node. A node with neither vCPUs nor memory is full.</summary>
public sealed record HuaweiHost(HuaweiNumaNode First, HuaweiNumaNode Second);

/// <param name="Vcpus">vCPUs free for guests.</param>
/// <param name="MemoryMib">Memory free for guests, MiB.</param>
public readonly record struct HuaweiNumaNode(int Vcpus, long MemoryMib);

/// <param name="Host">Name in the data set.</param>
/// <param name="Rack">Rack number.</param>
public readonly record struct HuaweiRackRow(string Host, int Rack);
