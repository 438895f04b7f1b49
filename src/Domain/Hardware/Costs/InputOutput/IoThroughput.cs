using Cloud.Domain.Hardware.Costs.Exits;

namespace Cloud.Domain.Hardware.Costs.InputOutput;

/// <summary>
/// What carries a guest's I/O: cores for the backend, vCPUs, core clock, line and PCIe rate in Gb/s. A device without a limit has
/// an infinite rate.
/// </summary>
public readonly record struct IoCapacity(double BackendCores, int Vcpus, double Ghz, double LineGbs, double PcieGbs);

/// <summary>Section 10.1: cost and ceiling of one path.</summary>
public static class IoThroughput
{
    /// <summary>Host cycles per packet: exits, backend and copies.</summary>
    public static double HostCyclesPerPacket(ExitTable table, IoPath path, double bytes, double ghz, bool loaded) =>
        IoConstants.Of(path).PacketCycles + ExitCycles(table, path, loaded) + CopyCycles(path, bytes, ghz);

    /// <summary>Host cycles per block request.</summary>
    public static double HostCyclesPerBlock(ExitTable table, IoPath path, double bytes, double ghz, bool loaded) =>
        IoConstants.Of(path).BlockCycles + ExitCycles(table, path, loaded) + CopyCycles(path, Math.Max(0, bytes - ModelUnits.PageBytes), ghz);

    /// <summary>Cycles of the exits of one operation.</summary>
    public static double ExitCycles(ExitTable table, IoPath path, bool loaded)
    {
        var cost = IoConstants.Of(path);
        var each = table.Cycles(cost.ExitsToUserSpace ? ExitReason.DeviceInUserSpace : ExitReason.Kick);
        return (loaded ? cost.LoadedExits : cost.Exits) * each;
    }

    /// <summary>
    /// Packets per second of TCP payload size <paramref name="payloadBytes"/>: the least of line, PCIe, backend cores and guest vCPUs.
    /// </summary>
    public static double PacketsPerSecond(ExitTable table, IoPath path, double payloadBytes, in IoCapacity capacity)
    {
        var frame = Ethernet.FrameBytes(payloadBytes);
        var line = Math.Min(Ethernet.PacketsPerSecond(capacity.LineGbs, frame), capacity.PcieGbs * 1e9 / (frame * 8));
        var host = HostCyclesPerPacket(table, path, payloadBytes, capacity.Ghz, loaded: true);
        var backend = host <= 0 ? double.PositiveInfinity : capacity.BackendCores * capacity.Ghz * 1e9 / host;
        var guest = capacity.Vcpus * capacity.Ghz * 1e9 / IoConstants.GuestPacketCycles;
        return Math.Min(line, Math.Min(backend, guest));
    }

    /// <summary>Gb/s that one backend core of Firecracker carries for this write size, from its published measurements.</summary>
    public static double FirecrackerGbs(double writeBytes) => 8 / (IoConstants.ByteNs + (IoConstants.SegmentNs / writeBytes));

    /// <summary>Fraction of one host core that this much traffic takes.</summary>
    public static double HostCoreFraction(ExitTable table, IoPath path, double packetsPerSecond, double payloadBytes, double ghz) =>
        packetsPerSecond * HostCyclesPerPacket(table, path, payloadBytes, ghz, loaded: true) / (ghz * 1e9);

    private static double CopyCycles(IoPath path, double bytes, double ghz) => IoConstants.Of(path).Copies * bytes / IoConstants.CopyGBs * ghz;
}
