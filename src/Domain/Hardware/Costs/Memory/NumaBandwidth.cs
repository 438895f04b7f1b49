namespace Cloud.Domain.Hardware.Costs.Memory;

/// <summary>
/// Section 8.7: memory traffic between the NUMA nodes of a host. Every flow from node i to memory of node j loads the controller of j
/// and, when they differ, the path i→j and the link between the sockets. Everything that is too full scales its flows down evenly.
/// </summary>
public static class NumaBandwidth
{
    /// <summary>
    /// Grants <paramref name="demandGBs"/> (row-major, size n²) and writes into <paramref name="grantedGBs"/>, by repeated proportional
    /// scaling until nothing is over its capacity.
    /// </summary>
    public static void Grant(HardwareProfile profile, NumaMode mode, ReadOnlySpan<double> demandGBs, Span<double> grantedGBs)
    {
        demandGBs.CopyTo(grantedGBs);
        var n = mode.Nodes.Count;
        for (var j = 0; j < n; j++) ScaleController(mode, grantedGBs, j);
        for (var i = 0; i < n; i++)
            for (var j = 0; j < n; j++)
                grantedGBs[(i * n) + j] = Math.Min(grantedGBs[(i * n) + j], mode.BandwidthGBs[i, j]);
        for (var from = 0; from < profile.Sockets; from++)
            for (var to = 0; to < profile.Sockets; to++)
                if (from != to) ScaleLink(profile, mode, grantedGBs, from, to);
    }

    /// <summary>Utilisation of each memory controller, 0…1.</summary>
    public static double ControllerLoad(NumaMode mode, ReadOnlySpan<double> grantedGBs, int node)
    {
        var n = mode.Nodes.Count;
        var sum = 0.0;
        for (var i = 0; i < n; i++) sum += grantedGBs[(i * n) + node];
        return sum / mode.BandwidthGBs[node, node];
    }

    private static void ScaleController(NumaMode mode, Span<double> granted, int node)
    {
        var load = ControllerLoad(mode, granted, node);
        if (load <= 1) return;
        var n = mode.Nodes.Count;
        for (var i = 0; i < n; i++) granted[(i * n) + node] /= load;
    }

    private static void ScaleLink(HardwareProfile profile, NumaMode mode, Span<double> granted, int from, int to)
    {
        var n = mode.Nodes.Count;
        var sum = 0.0;
        for (var i = 0; i < n; i++)
            for (var j = 0; j < n; j++)
                if (mode.Nodes[i].Socket == from && mode.Nodes[j].Socket == to) sum += granted[(i * n) + j];
        if (sum <= profile.Link.UsableGBs) return;
        var scale = profile.Link.UsableGBs / sum;
        for (var i = 0; i < n; i++)
            for (var j = 0; j < n; j++)
                if (mode.Nodes[i].Socket == from && mode.Nodes[j].Socket == to) granted[(i * n) + j] *= scale;
    }
}
