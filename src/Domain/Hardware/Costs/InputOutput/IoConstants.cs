using static Cloud.Domain.Hardware.Confidence;

namespace Cloud.Domain.Hardware.Costs.InputOutput;

/// <summary>Constants of section 10: I/O virtualization. Path keys are <c>io.&lt;path&gt;.*</c>.</summary>
public static class IoConstants
{
    private const string Table = "path table of section 10.1; only Firecracker, QEMU and Cloud Hypervisor throughputs are confirmed";
    private const string Nsdi = "raw data of Agache et al., NSDI 2020: nsdi2020-data @cf1b30f6";
    private static readonly ConstantSection S = new("10 I/O virtualization");

    public static readonly ModelConstant FrameOverheadBytes = S.Add("ethernet.overhead", 20, "bytes", RecalledStrong, "IEEE 802.3: preamble 8 and gap 12");
    public static readonly ModelConstant FrameHeaderBytes = S.Add("ethernet.header", 18, "bytes", RecalledStrong, "IEEE 802.3: header 14 and check sequence 4");
    public static readonly ModelConstant TcpIpHeaderBytes = S.Add("ethernet.tcp-ip", 40, "bytes", RecalledStrong, "IPv4 and TCP without options");
    public static readonly ModelConstant MtuBytes = S.Add("ethernet.mtu", 1500, "bytes", RecalledStrong, "IEEE 802.3");
    public static readonly ModelConstant CopyGBs = S.Add("io.copy", 10, "GB/s", Derived, "copy by one core");
    public static readonly ModelConstant GuestPacketCycles = S.Add("io.guest-packet", 1200, "cycles", Engineering, "driver and stack of the guest per packet");
    public static readonly ModelConstant GuestBlockCycles = S.Add("io.guest-block", 8000, "cycles", Engineering, "driver and block layer of the guest per request");
    public static readonly ModelConstant OneWayUs = S.Add("io.one-way", 60, "µs", Confirmed, "firecracker SPECIFICATION.md: +0.06 ms, which is one way");
    public static readonly ModelConstant LoopbackRttUs = S.Add("io.loopback-rtt", 12, "µs", ConfirmedRaw, Nsdi);
    public static readonly ModelConstant VirtualFunctionCpu = S.Add("io.sr-iov-cpu", 0.0176, "core/VM", Confirmed, "Dong et al., HPCA 2010: +1.76 % per VM");
    public static readonly ModelConstant VirtioGuestCpu = S.Add("io.virtio-cpu", 0.20, "core/VM", Engineering, "section 17, lab 31: 15 to 25 % of a host core per busy VM");
    public static readonly ModelConstant SegmentNs = S.Add("io.firecracker-segment", 12.75, "ns", Derived, "firecracker network-performance.md: 18 Gb/s at 96 B against 25 Gb/s at 1460 B");
    public static readonly ModelConstant ByteNs = S.Add("io.firecracker-byte", 0.3113, "ns/B", Derived, "firecracker network-performance.md: 25 Gb/s at 1460 B");
    public static readonly ModelConstant IotlbCycles = S.Add("iommu.unmap-strict", 2000, "cycles", Engineering, "strict unmapping and IOTLB flush");
    public static readonly ModelConstant PinSmallSPerGib = S.Add("iommu.pin-4k", 0.175, "s/GiB", Engineering, "pinning guest memory for passthrough, 0.1 to 0.25 s");
    public static readonly ModelConstant PinHugeFactor = S.Add("iommu.pin-huge-factor", 0.1, "factor", Engineering, "ten times less with huge pages");

    public static readonly ModelConstant FirecrackerAddedUs = S.Add("vmm.firecracker.block-added", 57.7, "µs", Derived, Nsdi + ", 4 KiB random read at depth 1 less metal");
    public static readonly ModelConstant CloudHypervisorAddedUs = S.Add("vmm.cloud-hypervisor.block-added", 45.9, "µs", Derived, Nsdi + ", 4 KiB random read at depth 1 less metal");
    public static readonly ModelConstant QemuAddedUs = S.Add("vmm.qemu.block-added", 72.4, "µs", Derived, Nsdi + ", 4 KiB random read at depth 1 less metal");
    public static readonly ModelConstant FirecrackerSerialUs = S.Add("vmm.firecracker.block-serial", 77.6, "µs", Derived, Nsdi + ", 12 880 IOPS at depth 32");
    public static readonly ModelConstant CloudHypervisorSerialUs = S.Add("vmm.cloud-hypervisor.block-serial", 76.8, "µs", Derived, Nsdi + ", 13 024 IOPS at depth 32");
    public static readonly ModelConstant QemuSerialUs = S.Add("vmm.qemu.block-serial", 7.4, "µs", Derived, Nsdi + ", 135 109 IOPS at depth 32");

    /// <summary>iperf3 with one stream, Gb/s; keys <c>vmm.net.&lt;vmm&gt;-rx</c> and <c>-tx</c>.</summary>
    public static IReadOnlyDictionary<string, ModelConstant> NetworkGbs { get; } = S.AddTable("vmm.net", "Gb/s", ConfirmedRaw, Nsdi,
        ("firecracker-rx", 15.6), ("firecracker-tx", 14.2), ("cloud-hypervisor-rx", 23.1), ("cloud-hypervisor-tx", 21.0),
        ("qemu-rx", 23.8), ("qemu-tx", 20.4), ("loopback", 44.1));

    private static readonly IoPathCost[] Paths =
    [
        Path("emulated", 11, 6, 60_000, 120_000, copies: 2, user: true, poll: false, migratable: true, shares: true),
        Path("virtio", 2.5, 0.125, 6000, 15_000, copies: 1, user: false, poll: false, migratable: true, shares: true),
        Path("vhost", 2, 0.06, 2500, 10_000, copies: 1, user: false, poll: false, migratable: true, shares: true),
        Path("vhost-user", 0.5, 0, 350, 1500, copies: 1, user: false, poll: true, migratable: true, shares: true),
        Path("passthrough", 2, 0.05, 0, 0, copies: 0, user: false, poll: false, migratable: false, shares: false),
        Path("passthrough-posted", 0, 0, 0, 0, copies: 0, user: false, poll: false, migratable: false, shares: false),
        Path("sr-iov", 0, 0, 0, 0, copies: 0, user: false, poll: false, migratable: false, shares: true),
        Path("vdpa", 0, 0, 0, 0, copies: 0, user: false, poll: false, migratable: true, shares: true),
    ];

    /// <summary>All constants of the section.</summary>
    public static IReadOnlyList<ModelConstant> All => S.Constants;

    /// <summary>The costs of a path.</summary>
    public static IoPathCost Of(IoPath path) => Paths[(int)path];

    private static IoPathCost Path(
        string name, double exits, double loaded, double packet, double block, int copies, bool user, bool poll, bool migratable, bool shares) => new(
        S.Add($"io.{name}.exits", exits, "exits/op", Engineering, Table),
        S.Add($"io.{name}.loaded-exits", loaded, "exits/op", Engineering, Table),
        S.Add($"io.{name}.packet", packet, "cycles", Engineering, Table),
        S.Add($"io.{name}.block", block, "cycles", Engineering, Table),
        copies, user, poll, migratable, shares);
}
