namespace Cloud.Simulation.Workloads.Traces;

/// <summary>
/// Huawei-East-1 in its lifetime form (github.com/ChanTinPing/SPANE from github.com/huaweicloud/VM-placement-dataset, CC BY-NC 4.0: cite
/// arXiv:2112.04785): one month of creations with recorded deletions, in the order of arrival. Streams.
/// </summary>
public static class HuaweiEastTrace
{
    private const int MaxVcpus = 4096;
    private const long MaxSeconds = 10L * 365 * 86_400;
    private const string Header = "vmid,cpu,mem,at,lt";

    /// <summary>Reads <c>Huawei-East-1-lt.csv</c>. Times in the file are whole seconds written as decimals.</summary>
    /// <exception cref="TraceFormatException">At the first line that is not as described.</exception>
    public static IEnumerable<HuaweiEastVm> Read(TextReader reader)
    {
        var rows = new CsvLines(reader, Header);
        var last = 0L;
        for (long index = 0; rows.Read(); index++)
        {
            if (rows.Long(0, 0, long.MaxValue) != index) throw rows.Wrong($"expected VM {index}");
            var vm = new HuaweiEastVm(rows.Int(1, 1, MaxVcpus), rows.Gigabytes(2), rows.Seconds(3, MaxSeconds), rows.Seconds(4, MaxSeconds));
            if (vm.MemoryMib == 0) throw rows.Wrong("a VM without memory");
            if (vm.ArrivalSeconds < last) throw rows.Wrong("arrivals go backwards");
            last = vm.ArrivalSeconds;
            yield return vm;
        }
    }

    /// <summary>The same as requests of the neutral form: one NUMA node or two equal parts by <see cref="HuaweiEastVm.NumaNodes"/>.</summary>
    /// <exception cref="TraceFormatException">At the first line that is not as described.</exception>
    public static IEnumerable<TraceRequest> ReadRequests(TextReader reader)
    {
        var index = 0L;
        foreach (var vm in Read(reader))
        {
            var lifetime = new TraceLifetime(Math.Max(0, vm.LifetimeSeconds - 1), vm.LifetimeSeconds, Censored: false);
            yield return new TraceRequest(index++, new TraceShape(vm.Vcpus, vm.MemoryMib, vm.NumaNodes), vm.ArrivalSeconds, lifetime, []);
        }
    }
}

/// <summary>One VM of the trace.</summary>
/// <param name="Vcpus">Virtual CPUs.</param>
/// <param name="MemoryMib">Memory, MiB.</param>
/// <param name="ArrivalSeconds">Seconds since the start of the trace.</param>
/// <param name="LifetimeSeconds">Deletion minus creation, seconds.</param>
public readonly record struct HuaweiEastVm(int Vcpus, long MemoryMib, long ArrivalSeconds, long LifetimeSeconds)
{
    /// <summary>
    /// A VM with more memory than this spans two NUMA nodes, half on each. Source: arXiv:2504.14946 (SPANE), "DVAMP" [C].
    /// </summary>
    public const long LargestOnOneNumaNodeMib = 10 * 1024;

    /// <summary>NUMA nodes it spans.</summary>
    public int NumaNodes => MemoryMib > LargestOnOneNumaNodeMib ? 2 : 1;
}
