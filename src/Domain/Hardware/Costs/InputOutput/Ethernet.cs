namespace Cloud.Domain.Hardware.Costs.InputOutput;

/// <summary>Arithmetic of Ethernet lines. Rates in Gb/s, sizes in bytes of the frame with its check sequence.</summary>
public static class Ethernet
{
    /// <summary>Most frames per second: <c>rate/((size + 20) 8)</c>.</summary>
    public static double PacketsPerSecond(double gbits, double frameBytes) => gbits * 1e9 / ((frameBytes + IoConstants.FrameOverheadBytes) * 8);

    /// <summary>Bytes of a frame on the wire for this much TCP payload.</summary>
    public static double FrameBytes(double payloadBytes) => Math.Max(64, payloadBytes + IoConstants.TcpIpHeaderBytes + IoConstants.FrameHeaderBytes);

    /// <summary>TCP payload per second at line rate with full-size packets, Gb/s.</summary>
    public static double GoodputGbs(double gbits)
    {
        var payload = IoConstants.MtuBytes - IoConstants.TcpIpHeaderBytes;
        return PacketsPerSecond(gbits, FrameBytes(payload)) * payload * 8 / 1e9;
    }
}
