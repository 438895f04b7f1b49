namespace Cloud.Domain.Hardware;

/// <summary>Memory of the host: channels per socket, transfer rate, the fraction of the peak that software can reach, default size.</summary>
public sealed record MemoryShape(int ChannelsPerSocket, double MegaTransfersPerSecond, double AchievableFraction, long DefaultMib)
{
    /// <summary>Peak bandwidth of one channel in GB/s: 8 bytes per transfer.</summary>
    public double ChannelPeakGBs => MegaTransfersPerSecond * 8 / 1000;

    /// <summary>Peak bandwidth of one socket in GB/s.</summary>
    public double SocketPeakGBs => ChannelsPerSocket * ChannelPeakGBs;
}

/// <summary>Links between sockets: kind, number, raw and usable bandwidth in one direction in GB/s; all zero for one socket.</summary>
public sealed record SocketLink(string Kind, int Links, double RawGBs, double UsableGBs);

/// <summary>Median time in nanoseconds to move a modified line between two cores of a complex, of a socket, of two sockets.</summary>
public sealed record LineTransfer(double ComplexNs, double SocketNs, double CrossNs);
