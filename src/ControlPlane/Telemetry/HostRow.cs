using System.Runtime.InteropServices;

namespace Cloud.ControlPlane.Telemetry;

/// <summary>Last values and totals of a host, a rack or a zone, and the rows of the instances that a host runs.</summary>
/// <param name="numaNodes">NUMA nodes; 0 for a rack or a zone.</param>
internal sealed class HostRow(int numaNodes)
{
    /// <summary>Metrics that have a total, in the order of the totals.</summary>
    public static readonly int[] Counters = [.. HostMetrics.Hosts.Where(metric => metric.Kind is MetricKind.Counter).Select(metric => metric.Index)];

    private static readonly int[] SummedFrom = [.. HostMetrics.Summed.Select(metric => (int)metric)];
    private readonly double[] _totals = new double[Counters.Length];
    private readonly double[] _instances = new double[SummedFrom.Length];
    private double _settled;

    /// <summary>The values: those of <see cref="HostMetric"/>, then those of each NUMA node.</summary>
    public float[] Values { get; } = new float[MetricCatalogue.HostCount + (numaNodes * NumaNodeSample.Count)];

    /// <summary>Rows of its instances, in the order in which they were last told.</summary>
    public List<int> Rows { get; } = [];

    public bool IsPresent { get; set; }

    /// <summary>Lets counters rise to now, before the values change.</summary>
    public void Settle(double covered)
    {
        var seconds = covered - _settled;
        _settled = covered;
        if (seconds <= 0) return;
        for (var i = 0; i < _totals.Length; i++)
            if (Values[Counters[i]] > 0) _totals[i] += Values[Counters[i]] * seconds;
    }

    /// <summary>A counter now.</summary>
    public double Total(int counter, double covered) => _totals[counter] + (Math.Max(0, Values[Counters[counter]]) * (covered - _settled));

    public void Clear()
    {
        Array.Clear(Values);
        IsPresent = false;
    }

    /// <summary>Begins a new set of values.</summary>
    public void Begin(in HostSample sample, ReadOnlySpan<NumaNodeSample> nodes)
    {
        IsPresent = true;
        sample.Values.CopyTo(Values);
        Array.Clear(_instances);
        Values[(int)HostMetric.CpuReadyWorst] = 0;
        var kept = nodes[..Math.Min(nodes.Length, numaNodes)];
        MemoryMarshal.Cast<NumaNodeSample, float>(kept).CopyTo(Values.AsSpan(MetricCatalogue.HostCount));
    }

    /// <summary>Adds one of its instances.</summary>
    public void Add(ReadOnlySpan<float> instance)
    {
        for (var i = 0; i < _instances.Length; i++) _instances[i] += instance[SummedFrom[i]];
        var ready = instance[(int)InstanceMetric.CpuReady];
        if (ready > Values[(int)HostMetric.CpuReadyWorst]) Values[(int)HostMetric.CpuReadyWorst] = ready;
    }

    /// <summary>All of its instances were added.</summary>
    public void End(int instances)
    {
        for (var i = 0; i < _instances.Length; i++) Values[(int)HostMetric.CpuSteal + i] = (float)_instances[i];
        Values[(int)HostMetric.Instances] = instances;
        Values[(int)HostMetric.Hosts] = 1;
        Derive(Values);
    }

    /// <summary>What follows from the other values.</summary>
    public static void Derive(Span<float> values)
    {
        var threads = values[(int)HostMetric.Threads];
        values[(int)HostMetric.CpuUtilisation] = threads > 0 ? (values[(int)HostMetric.CpuGranted] + values[(int)HostMetric.CpuBackends]) / threads : 0;
        values[(int)HostMetric.RunQueuePressure] = threads > 0 ? Math.Max(0, (values[(int)HostMetric.CpuRunnable] / threads) - 1) : 0;
    }
}
