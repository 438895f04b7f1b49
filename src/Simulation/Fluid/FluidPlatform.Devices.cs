using Cloud.Domain.Hardware;
using Cloud.Domain.Hardware.Costs;
using Cloud.Domain.Hardware.Costs.Fluid;
using Cloud.Domain.Hardware.Costs.InputOutput;
using Cloud.Domain.Hardware.Costs.Memory;

namespace Cloud.Simulation.Fluid;

/// <summary>Network cards and drives of a host, taken together.</summary>
public sealed partial class FluidPlatform
{
    /// <summary>Line rate of all cards, or the lanes behind them if those are slower; Gb/s.</summary>
    internal double NetworkGbs { get; private set; }

    /// <summary>4 KiB operations per second of all drives; bytes per second; latency of one alone, µs.</summary>
    internal double ReadIops { get; private set; }

    internal double WriteIops { get; private set; }
    internal double DiskBytesPerSecond { get; private set; }
    internal double DiskUs { get; private set; }

    /// <summary>Time to bring a swapped page back, µs.</summary>
    internal double SwapUs { get; private set; }

    /// <summary>Bytes per second that go out by compression with one core, and to swap.</summary>
    internal double CompressBytesPerSecond { get; private set; }

    internal double SwapBytesPerSecond { get; private set; }

    private void CompileDevices(PcieShape pcie)
    {
        var lanes = pcie.LaneGBs * 8 * pcie.LanesPerSocket * Profile.Sockets;
        NetworkGbs = Math.Min(pcie.Nics.Sum(nic => nic.GbitPerSecond), lanes);
        ReadIops = pcie.Nvme.Sum(drive => drive.ReadIops);
        WriteIops = pcie.Nvme.Sum(drive => drive.WriteIops);
        DiskUs = pcie.Nvme.Count == 0 ? ReclaimConstants.SwapNvmeUs : pcie.Nvme.Average(drive => drive.LatencyUs);
        SwapUs = ReclaimConstants.SwapNvmeUs;
        DiskBytesPerSecond = ReadIops * ModelUnits.PageBytes;
        CompressBytesPerSecond = ModelUnits.PageBytes / ReclaimConstants.CompressUs * 1e6;
        SwapBytesPerSecond = Math.Max(1, WriteIops * ModelUnits.PageBytes);
    }

    /// <summary>Operations per second of the drives for a mix of reads and writes of this size.</summary>
    internal double DiskIops(double readFraction, double bytes)
    {
        if (ReadIops <= 0 || WriteIops <= 0) return 0;
        var mixed = 1 / ((readFraction / ReadIops) + ((1 - readFraction) / WriteIops));
        return Math.Min(mixed, DiskBytesPerSecond / Math.Max(1, bytes));
    }

    /// <summary>Mean wait in a device's queue as a multiple of its service time: an M/M/1 queue, not extrapolated to overload.</summary>
    internal static double QueueWait(double utilisation)
    {
        var load = Math.Clamp(utilisation, 0, FluidConstants.QueueLoadMax.Value);
        return load / (1 - load);
    }

    /// <summary>Wire bits of a packet with this payload.</summary>
    internal static double PacketBits(double payloadBytes) =>
        (Ethernet.FrameBytes(payloadBytes) + IoConstants.FrameOverheadBytes) * 8;
}
