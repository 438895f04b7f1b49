using Cloud.Domain.Hardware.Costs.Memory;

namespace Cloud.Domain.Hardware.Labs;

/// <summary>Lab 29: distance, placement and bandwidth between NUMA nodes.</summary>
internal static class NumaLab
{
    private static readonly string[] Modes = ["nps1", "nps2", "nps4"];
    private static readonly double[] Sizes = [2, 4, 8, 16, 32, 48, 64, 96, 128, 192, 256];

    public static Lab Lab { get; } = new(29, "numa", "Near and far", "L25 NUMA-aware placement",
        "The latency matrix of the host, what a guest pays when its memory is local, interleaved or on the other socket, and how a guest that is larger than a node fares when it knows its nodes "
        + "and when it does not. Traffic to the other socket saturates the link long before the memory.",
        "AMAT = Σ frac_j Lat_ij;  slow-down = 1 + β(AMAT/Lat_local − 1);  each link and controller: Σ demand ≤ capacity",
        [LabKnob.Choice("mode", "NUMA setting of the firmware", 2, Modes), new("stall", "memory-stall fraction", "fraction", 0.4, 0, 1), new("stream", "one core streams", "GB/s", 10, 1, 40)],
        Run,
        [
            new("local, interleaved, remote in this order", r => r["access time"].Rises), new("small nodes are nearer", r => r["access time"].First < LabScale.Host.FindNumaMode("nps1")!.LatencyNs[0, 0]),
            new("a guest that fits a node pays nothing, a larger one that does not know its nodes does", r => r["knows its nodes"].Max < 1.001 && r["does not know"].At(16) == 1 && r["does not know"].Last > 1.1),
            new("the link saturates at 90 GB/s, far below the memory", r => r["to the other socket"].Max <= 90.001 && r["to local memory"].Max > 1.5 * r["to the other socket"].Max),
        ]);

    private static LabResult Run(LabSettings k)
    {
        var mode = LabScale.Host.FindNumaMode(Modes[k.Count("mode")])!;
        var n = mode.Nodes.Count;
        string[] names = [.. Enumerable.Range(0, n).Select(i => i.ToString(System.Globalization.CultureInfo.InvariantCulture))];
        double[] times = [mode.LatencyNs[0, 0], mode.InterleavedLatencyNs(0), mode.LatencyNs[0, n - 1]];
        LabSeries Stream(string name, bool remote) => LabSeries.Over(name, LabScale.Whole(1, 40), cores => Granted(mode, cores * k["stream"], remote));
        return new(
            LabPlot.Bars("access time", LabAxis.Of("memory", "local", "interleaved", "other socket"), new("access time", "ns"), LabSeries.Bars("access time", times)),
            new LabPlot("latency from node (row) to node (column)", LabPlotStyle.HeatMap, LabAxis.Of("memory on node", names), new("latency", "ns"), [.. names.Select((name, i) => LabSeries.Bars($"node {name}", mode.LatencyNs.Row(i).ToArray()))]),
            LabPlot.Lines("slow-down by size of the guest", new("vCPUs", "", true), new("slow-down", "ratio"),
                LabSeries.Over("knows its nodes", Sizes, _ => 1), LabSeries.Over("does not know", Sizes, vcpus => Unaware(mode, vcpus, k["stall"])), LabSeries.Over("memory on the other socket", Sizes, _ => NumaAccess.Slowdown(times[2], times[0], k["stall"]))),
            LabPlot.Lines("bandwidth of streaming cores of one socket", new("cores", ""), new("bandwidth", "GB/s"), Stream("to local memory", remote: false), Stream("to the other socket", remote: true)));
    }

    /// <summary>A guest over m nodes that does not see them: its memory is interleaved over them.</summary>
    private static double Unaware(NumaMode mode, double vcpus, double stall)
    {
        var nodes = Math.Max(1, NumaAccess.NodesNeeded(mode, (int)vcpus, 1024, 1));
        var fractions = new double[mode.Nodes.Count];
        for (var i = 0; i < nodes; i++) fractions[i] = 1.0 / nodes;
        return NumaAccess.Slowdown(NumaAccess.MeanNs(mode.LatencyNs, 0, fractions), mode.LatencyNs[0, 0], stall);
    }

    /// <summary>All nodes of socket 0 ask alike, each of its own memory or of its counterpart's.</summary>
    private static double Granted(NumaMode mode, double demand, bool remote)
    {
        int n = mode.Nodes.Count, per = mode.NodesPerSocket;
        double[] wanted = new double[n * n], granted = new double[n * n];
        for (var i = 0; i < per; i++) wanted[(i * n) + (remote ? i + per : i)] = demand / per;
        NumaBandwidth.Grant(LabScale.Host, mode, wanted, granted);
        return granted.Sum();
    }
}
