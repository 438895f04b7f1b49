namespace Cloud.Domain.Hardware;

/// <summary>Reads the NUMA modes of a profile file and derives what each NUMA node has.</summary>
internal static class NumaModeParts
{
    private const double LocalDistance = 10;

    public static List<NumaMode> Modes(JsonCursor at, HostShape host)
    {
        var modes = at.Objects("numaModes", 1, 16, mode => Mode(mode, host));
        if (modes.DistinctBy(m => m.Name, StringComparer.Ordinal).Count() != modes.Count) at.Complain("numaModes", "must have distinct names");
        return modes;
    }

    private static NumaMode Mode(JsonCursor at, HostShape host)
    {
        var perSocket = (int)at.Integer("nodesPerSocket", 1, 16);
        var size = host.Sockets * perSocket;
        if (perSocket > 0) CheckDivides(at, host, perSocket);
        var slit = at.Matrix("slit", size, LocalDistance, 255);
        var latency = at.Matrix("latencyNs", size, 0.1, 100_000);
        var bandwidth = at.Matrix("bandwidthGBs", size, 0.0001, 100_000);
        CheckSlit(at, slit);
        CheckLatency(at, latency);
        var mode = new NumaMode
        {
            Name = at.Text("name", 40),
            NodesPerSocket = perSocket,
            Nodes = Nodes(host, perSocket),
            Slit = slit ?? Placeholder,
            LatencyNs = latency ?? Placeholder,
            BandwidthGBs = bandwidth ?? Placeholder,
        };
        at.Close();
        return mode;
    }

    // Only ever seen inside a reading that carries errors, and then nobody gets the profile.
    private static readonly NodeMatrix Placeholder = new(1, [0]);

    private static List<NumaNodeCapacity> Nodes(HostShape host, int perSocket)
    {
        var nodes = new List<NumaNodeCapacity>();
        var count = host.Sockets * perSocket;
        for (var i = 0; i < count; i++)
        {
            var channels = Math.Max(1, host.Memory.ChannelsPerSocket / perSocket);
            nodes.Add(new(i, i / perSocket, host.CoresPerSocket / perSocket, host.ThreadsPerCore,
                host.Memory.DefaultMib / count, channels, host.Memory.SocketPeakGBs / perSocket));
        }

        return nodes;
    }

    private static void CheckDivides(JsonCursor at, HostShape host, int perSocket)
    {
        if (host.CoresPerSocket % perSocket != 0) at.Complain("nodesPerSocket", $"must divide the {host.CoresPerSocket} cores of a socket");
        if (host.Sockets > 0 && host.Memory.DefaultMib % (host.Sockets * perSocket) != 0)
            at.Complain("nodesPerSocket", $"must divide the memory of {host.Memory.DefaultMib} MiB evenly");
    }

    private static void CheckSlit(JsonCursor at, NodeMatrix? slit)
    {
        for (var i = 0; slit is not null && i < slit.Size; i++)
            if (!slit[i, i].Equals(LocalDistance)) at.Complain($"slit[{i}][{i}]", "must be 10: a NUMA node is local to itself");
    }

    private static void CheckLatency(JsonCursor at, NodeMatrix? latency)
    {
        for (var i = 0; latency is not null && i < latency.Size; i++)
            for (var j = 0; j < latency.Size; j++)
                if (latency[i, j] < latency[i, i]) at.Complain($"latencyNs[{i}][{j}]", "must not be below the local latency of its row");
    }
}
