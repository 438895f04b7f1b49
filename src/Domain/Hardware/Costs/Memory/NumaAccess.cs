namespace Cloud.Domain.Hardware.Costs.Memory;

/// <summary>Section 8.7: time to reach memory and where to put a guest.</summary>
public static class NumaAccess
{
    /// <summary>Mean access time in ns of a task on node <paramref name="from"/> with this fraction of its memory on each node.</summary>
    public static double MeanNs(NodeMatrix latencyNs, int from, ReadOnlySpan<double> fractions)
    {
        var sum = 0.0;
        var row = latencyNs.Row(from);
        for (var j = 0; j < row.Length; j++) sum += fractions[j] * row[j];
        return sum;
    }

    /// <summary>Slow-down against all-local memory: <c>1 + β(AMAT/Lat_local − 1)</c>, β the memory-stall fraction of the run time.</summary>
    public static double Slowdown(double meanNs, double localNs, double stallFraction) => 1 + (stallFraction * ((meanNs / localNs) - 1));

    /// <summary>
    /// How many NUMA nodes a guest has to span: the fewest such that its vCPUs and memory fit when split equally.
    /// 0 when even all nodes together are too small.
    /// </summary>
    public static int NodesNeeded(NumaMode mode, int vcpus, long memoryMib, double overcommit)
    {
        var node = mode.Nodes[0];
        for (var n = 1; n <= mode.Nodes.Count; n++)
            if (Math.Ceiling((double)vcpus / n) <= node.HardwareThreads * overcommit && Math.Ceiling((double)memoryMib / n) <= node.MemoryMib) return n;
        return 0;
    }

    /// <summary>Seconds until automatic balancing has looked at this much memory once, and the fraction of a core that its faults cost.</summary>
    public static (double Seconds, double CpuFraction) AutoBalance(double mib, double scanPeriodMs)
    {
        var perSecond = Math.Min(NumaConstants.ScanRateMibs, NumaConstants.ScanMib * 1000 / scanPeriodMs);
        return (mib / perSecond, perSecond * ModelUnits.MiB / ModelUnits.PageBytes * NumaConstants.HintFaultUs / 1e6);
    }
}
