using Cloud.Domain.Hardware.Costs.Exits;

namespace Cloud.Domain.Hardware.Costs.InputOutput;

/// <summary>The VMMs whose block path was measured in 2020.</summary>
public enum MeasuredVmm
{
    /// <summary>No VMM: the host itself.</summary>
    Metal,

    /// <summary>Cloud Hypervisor.</summary>
    CloudHypervisor,

    /// <summary>Firecracker.</summary>
    Firecracker,

    /// <summary>QEMU with virtio-blk-pci.</summary>
    Qemu,
}

/// <summary>Sections 10.1 and 10.3: time and rate of block requests.</summary>
public static class BlockLatency
{
    /// <summary>Latency at depth 1, µs: device, then the serial stages of the path (kick, backend, interrupt).</summary>
    public static double Us(ExitTable table, IoPath path, double deviceUs, double ghz)
    {
        var cycles = IoConstants.Of(path).BlockCycles + IoThroughput.ExitCycles(table, path, loaded: false) + IoConstants.GuestBlockCycles;
        var wake = IoConstants.Of(path) is { Copies: > 0, PollsCore: false } ? 2 * ExitConstants.WakeUs : 0;
        return deviceUs + wake + (cycles / ghz / 1000);
    }

    /// <summary>Latency at depth 1 under a VMM of 2020, µs.</summary>
    public static double MeasuredUs(MeasuredVmm vmm, double deviceUs) => deviceUs + vmm switch
    {
        MeasuredVmm.Metal => 0,
        MeasuredVmm.CloudHypervisor => IoConstants.CloudHypervisorAddedUs,
        MeasuredVmm.Firecracker => IoConstants.FirecrackerAddedUs,
        MeasuredVmm.Qemu => IoConstants.QemuAddedUs,
    };

    /// <summary>Operations per second at a queue depth: <c>min(QD/latency, 1/s_backend, device)</c>. Firecracker and Cloud Hypervisor were serial.</summary>
    public static double MeasuredIops(MeasuredVmm vmm, int depth, double deviceUs, double deviceIops)
    {
        var serial = vmm switch
        {
            MeasuredVmm.Metal => double.PositiveInfinity,
            MeasuredVmm.CloudHypervisor => 1e6 / IoConstants.CloudHypervisorSerialUs,
            MeasuredVmm.Firecracker => 1e6 / IoConstants.FirecrackerSerialUs,
            MeasuredVmm.Qemu => 1e6 / IoConstants.QemuSerialUs,
        };
        return Math.Min(depth * 1e6 / MeasuredUs(vmm, deviceUs), Math.Min(serial, deviceIops));
    }

    /// <summary>Operations per second of a path at a queue depth.</summary>
    public static double Iops(ExitTable table, IoPath path, int depth, double deviceUs, double deviceIops, in IoCapacity capacity)
    {
        var host = IoThroughput.HostCyclesPerBlock(table, path, ModelUnits.PageBytes, capacity.Ghz, loaded: true);
        var backend = host <= 0 ? double.PositiveInfinity : capacity.BackendCores * capacity.Ghz * 1e9 / host;
        var guest = capacity.Vcpus * capacity.Ghz * 1e9 / IoConstants.GuestBlockCycles;
        return Math.Min(Math.Min(depth * 1e6 / Us(table, path, deviceUs, capacity.Ghz), deviceIops), Math.Min(backend, guest));
    }
}
