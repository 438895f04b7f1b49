using Cloud.Domain.Hardware.Costs.Boot;
using Cloud.Domain.Hardware.Costs.Containers;
using Cloud.Domain.Hardware.Costs.Exits;
using Cloud.Domain.Hardware.Costs.InputOutput;
using static Cloud.Domain.Hardware.Validation.ValidationCheck;

namespace Cloud.Domain.Hardware.Validation;

/// <summary>V53 to V56 and V59 to V64: starting guests and containers.</summary>
internal static class BootPoints
{
    private static readonly (BootPath Path, string Name, double P50, double P99)[] Serial =
    [
        (BootPath.Firecracker, "Firecracker end to end", 160.9, 172.5), (BootPath.FirecrackerPreconfigured, "Firecracker pre-configured", 110, 115),
        (BootPath.CloudHypervisor, "Cloud Hypervisor", 102.5, 109.7), (BootPath.QemuQboot, "qboot", 213.9, 220.7), (BootPath.QemuDirect, "QEMU", 243.5, 257.5), (BootPath.QemuMicrovm, "QEMU -M microvm", 582.0, 596.8),
    ];

    private static ExitTable Table => ExitTable.Of(HardwareProfiles.Get("m5d-metal"));

    public static IReadOnlyList<PointModel> All { get; } =
    [
        new("V53", "Boot time, memory and the rate at a full core are inputs. Predicted: speed with 250 timer ticks per second (three exits each), the core that 14.5 Gb/s takes, and the core that 1 GiB/s of 64 KiB requests takes.",
        [
            GivenRange("boot, pre-configured", 125, 0, 125, "ms", () => BootModel.MedianMs(new(BootPath.FirecrackerPreconfigured, 0.125))),
            GivenRange("VMM memory", 5, 0, 5, "MiB", () => BootConstants.OverheadMib["firecracker-data"] + BootConstants.OverheadMib["firecracker-text"]),
            PredictRange("CPU against bare metal", 95, 95, 100, "%", () => 100 * ComputeSpeed),
            PredictRange("core for 14.5 Gb/s", 80, 0, 80, "%", () => 100 * 14.5 / IoThroughput.FirecrackerGbs(1460)),
            PredictRange("core for 1 GiB/s", 70, 0, 70, "%", () => 100 * 16_384 * IoThroughput.HostCyclesPerBlock(Table, IoPath.Virtio, 65_536, 3.1, loaded: true) / 3.1e9),
        ]),
        new("V54", "The medians are inputs (phases were split so that they add up); the 99th percentiles follow from one spread (6 %) for all phases of all VMMs, which is wider than any of the measured ones. Firecracker pre-configured is at the edge of its band and QEMU -M microvm just outside it, because nearly all their time is one phase: nothing averages out in the model, while the measured spread of that kernel start is 2.5 %.",
        [
            .. Serial.Select(vmm => Given(vmm.Name + ", p50", vmm.P50, "ms", () => BootModel.MedianMs(new(vmm.Path, 0.25)), 0.05)),
            .. Serial.Select(vmm => Predict(vmm.Name + ", p99", vmm.P99, "ms", 0.1, () => BootModel.P99Ms(new(vmm.Path, 0.25)))),
        ]),
        new("V55", "The two contention constants are fitted to the two Firecracker rows. Cloud Hypervisor is predicted well. QEMU is not: in the raw data its parallel series starts at 197 ms for ten at once, below its own serial median of 243.5 ms, so the serial series contains a wait that the parallel one does not; no law that multiplies the serial time can give both.",
        [
            Given("Firecracker end to end, 100 at once", 217, "ms", () => Parallel(BootPath.Firecracker), 0.1), Given("Firecracker pre-configured, 100 at once", 120, "ms", () => Parallel(BootPath.FirecrackerPreconfigured), 0.1),
            Predict("Cloud Hypervisor, 100 at once", 134, "ms", 0.1, () => Parallel(BootPath.CloudHypervisor)), Predict("QEMU, 100 at once", 240, "ms", 0.1, () => Parallel(BootPath.QemuDirect)),
        ]),
        new("V56", "",
        [
            Given("Firecracker", 2.5, "MiB", () => BootConstants.OverheadMib["firecracker-data"], 0.1), Given("Cloud Hypervisor", 13.3, "MiB", () => BootConstants.OverheadMib["cloud-hypervisor-data"], 0.1),
            Given("QEMU", 131.3, "MiB", () => BootConstants.OverheadMib["qemu-data"], 0.1),
        ]),
        new("V59", "64 MiB touched during boot, 6000 cycles per nested fault that allocates.", [PredictRange("boot time saved by large pages", 50, 0, 50, "%", () => 100 * (1 - (BootModel.MedianMs(new(BootPath.FirecrackerPreconfigured, 0.25, HugePages: true)) / 110)))]),
        new("V60", "", [Given("starts per second on 36 cores", 180, "1/s", () => BootModel.AdmissionPerSecond(36))]),
        new("V61", "",
        [
            Given("clh", 130, "MiB", () => IsolatedPodConstants.OverheadMib["clh"]), Given("fc", 130, "MiB", () => IsolatedPodConstants.OverheadMib["fc"]), Given("qemu", 320, "MiB", () => IsolatedPodConstants.OverheadMib["qemu"]),
            Given("qemu-snp", 2048, "MiB", () => IsolatedPodConstants.OverheadMib["qemu-snp"]), Given("qemu-tdx, CPU", 1000, "mCPU", () => IsolatedPodConstants.OverheadMilliCpu["qemu-tdx"]),
        ]),
        new("V62", "The fraction is an input; the gigabytes follow.", [Given("memory saved", 72, "%", () => 100 * IsolatedPodConstants.TemplateSaving, 0.03), Given("memory saved by 100 of 128 MiB", 9, "GiB", () => IsolatedPod.TemplateSavedMib(100, 128) / 1024, 0.03)]),
        new("V63", "",
        [
            Given("system call, runc", 1939, "ns", () => IsolatedPodConstants.RuncSyscallNs), Given("system call, ptrace", 38_219, "ns", () => IsolatedPodConstants.PtraceSyscallNs), Given("system call, KVM", 763, "ns", () => IsolatedPodConstants.KvmSyscallNs),
            Given("redis, gVisor over runc", 15_326 / 30_312.0, "ratio", () => IsolatedPodConstants.GVisorRedis / IsolatedPodConstants.RuncRedis), Given("empty container", 23.7, "MB", () => IsolatedPodConstants.GVisorEmptyMb),
        ]),
        new("V64", "If a start is 76 % pull and only 6.4 % of the bytes are read, fetching those alone cannot make it faster than 1/(0.24 + 0.76 × 0.064) = 3.5 times. The published 5 times is the cycle of deploying, in which push and the storage driver's clones also gain; the model has neither.",
        [
            Given("pull", 76, "%", () => 100 * BootConstants.PullShare), Given("read", 6.4, "%", () => 100 * BootConstants.ReadShare),
            Predict("speed-up by lazy pull", 5, "ratio", 0.05, () => OverlayCost.LazyPullSpeedup(BootConstants.PullShare, BootConstants.ReadShare)),
        ]),
    ];

    private static double ComputeSpeed => CpuOverhead.GuestSpeed(
        CpuOverhead.Fraction(Table, [new(ExitReason.ExternalInterrupt, 250), new(ExitReason.EndOfInterrupt, 250), new(ExitReason.Msr, 250)], 3.1), 0, 0);

    private static double Parallel(BootPath path) => BootModel.MedianMs(new(path, 0.25, Parallel: 100));
}
