using Cloud.Domain.Hardware.Costs.Boot;
using Cloud.Domain.Hardware.Costs.Exits;
using Cloud.Domain.Hardware.Costs.InputOutput;
using Cloud.Domain.Hardware.Costs.Structure;

namespace Cloud.Domain.Hardware.Labs;

/// <summary>Labs 30 to 34: devices, microVMs, confidential and sandboxed guests.</summary>
internal static class DeviceLabs
{
    private static ExitTable Table => ExitTable.Of(LabScale.Host);

    private static double Ghz => LabScale.Host.Clock.AllCoreGhz;

    public static IReadOnlyList<Lab> All { get; } =
    [
        new(30, "device-models", "Imitated, paravirtual, polled", "L26 and L27 device models",
            "Throughput by packet size: small packets are bound by the processor, large ones by the line. The paths differ in exits and backend work.",
            "min(line, backend cores · F/C_backend, vCPUs · F/C_guest)",
            [new("line", "line rate", "Gb/s", 25, 1, 400), new("cores", "backend cores", "", 1, 0.1, 16), LabKnob.Count("vcpus", "vCPUs", "", 4, 1, 64)],
            k => new(new("payload", "bytes", true), new("throughput", "Gb/s", true),
            [
                .. new[] { IoPath.Emulated, IoPath.Virtio, IoPath.Vhost, IoPath.VhostUser }.Select(path => LabSeries.Over(path.ToString(), LabScale.Doubling(64, 65_536), bytes =>
                    bytes * 8 / 1e9 * IoThroughput.PacketsPerSecond(Table, path, bytes, new(k["cores"], k.Count("vcpus"), Ghz, k["line"], 1000)))),
                LabSeries.Bars("exits per operation", [.. new[] { IoPath.Emulated, IoPath.Virtio, IoPath.Vhost, IoPath.VhostUser }.Select(path => IoConstants.Of(path).Exits.Value)]),
            ]),
            [new("larger packets carry more", r => r.Series.Take(4).All(s => s.Rises)), new("each path beats the one before", r => r["Emulated"].First < r["Virtio"].First && r["Virtio"].First < r["Vhost"].First && r["Vhost"].First < r["VhostUser"].First), new("large packets are bound by the line", r => r["VhostUser"].Last > 24)]),
        new(31, "sr-iov", "A slice of the card", "L28 and L29 passthrough and SR-IOV",
            "Sixty guests share one card. Virtual functions give line rate for almost no host processor; with virtio every guest's traffic costs the host. What owns a device cannot migrate.",
            "SR-IOV: 1.76 % of a core per guest;  virtio: 15 to 25 %",
            [new("line", "line rate", "Gb/s", 10, 1, 400)],
            k => new(new("guests", ""), new("aggregate Gb/s, host cores", ""),
            [
                LabSeries.Over("goodput", LabScale.Whole(1, 60), _ => Ethernet.GoodputGbs(k["line"])), LabSeries.Over("host cores, SR-IOV", LabScale.Whole(1, 60), n => n * IoConstants.VirtualFunctionCpu),
                LabSeries.Over("host cores, virtio", LabScale.Whole(1, 60), n => n * IoConstants.VirtioGuestCpu), LabSeries.Bars("can migrate: virtio, SR-IOV", IoConstants.Of(IoPath.Virtio).Migratable ? 1 : 0, IoConstants.Of(IoPath.SrIov).Migratable ? 1 : 0),
            ]),
            [new("9.48 Gb/s within 1 %", r => Math.Abs(r["goodput"].First / 9.48 - 1) < 0.01), new("virtio costs the host more", r => r["host cores, virtio"].Points.Zip(r["host cores, SR-IOV"].Points).All(p => p.First.Y > p.Second.Y)), new("SR-IOV cannot migrate", r => r.Series[3].First == 1 && r.Series[3].Last == 0)]),
        new(32, "microvm-boot", "Thousands of small machines", "L30 microVMs",
            "Boot time by VMM when many start at once, and what each VMM costs in memory.",
            "T(k) = Σ phases · (1 + a ln k) from 50 on; nothing up to 10",
            [new("memory", "memory touched in advance", "GiB", 0, 0, 64)],
            k => new(new("starts at once", "", true), new("median boot", "ms"),
            [
                .. new[] { BootPath.FirecrackerPreconfigured, BootPath.Firecracker, BootPath.CloudHypervisor, BootPath.QemuDirect }.Select(path =>
                    LabSeries.Over(path.ToString(), [1, 2, 5, 10, 20, 50, 100], n => BootModel.MedianMs(new(path, k["memory"], Preallocate: k["memory"] > 0, Parallel: (int)n)))),
                LabSeries.Bars("memory of the VMM: Firecracker, Cloud Hypervisor, QEMU, MiB", Overhead("firecracker"), Overhead("cloud-hypervisor"), Overhead("qemu")),
            ]),
            [new("110, 102.5 and 243.5 ms alone", r => Math.Abs(r["FirecrackerPreconfigured"].First - 110) < 1 && Math.Abs(r["CloudHypervisor"].First - 102.5) < 1 && Math.Abs(r["QemuDirect"].First - 243.5) < 1), new("no slow-down up to ten", r => r.Series.Take(4).All(s => s.At(10) == s.First && s.Rises)), new("4, 19 and 142 MiB", r => r.Series[4].Points.Select(p => Math.Round(p.Y)).SequenceEqual([4, 19, 142]))]),
        new(33, "confidential-vm", "Not even the host", "L31 confidential VMs",
            "Launching measures and hands over every page, so the start grows with memory; every packet is copied through a bounce buffer.",
            "T = T_vm + pages · c_accept + T_attest;  core share = rate/8/BW_copy",
            [LabKnob.Switch("lazy", "accept memory lazily", false)],
            k => new(new("memory", "GiB", true), new("launch", "ms", true),
            [
                LabSeries.Over("launch", LabScale.Doubling(1, 256), gib => ConfidentialVm.LaunchMs(gib, k.On("lazy"))), LabSeries.Over("pool, MiB", LabScale.Doubling(1, 256), gib => ConfidentialVm.PoolMib(gib * 1024, confidential: true)),
                LabSeries.Bars("core for copying at 10, 25, 100 Gb/s, %", 100 * ConfidentialVm.BounceCoreFraction(10), 100 * ConfidentialVm.BounceCoreFraction(25), 100 * ConfidentialVm.BounceCoreFraction(100)),
                LabSeries.Bars("features lost", ConfidentialVm.Disabled.Count),
            ]),
            [new("launch grows with memory", r => r["launch"].Rises && r["launch"].Last > 50 * r["launch"].First), new("the pool is capped at 1 GiB", r => r["pool, MiB"].Max == 1024), new("10 Gb/s costs 16 % of a core", r => Math.Abs(r.Series[2].First - 15.6) < 0.1)]),
        new(34, "sandboxes", "How thick is the wall?", "L32 VM-isolated containers",
            "Containers, gVisor and pods in virtual machines: start-up, memory, trusted code, and how many fit on a host.",
            "density = (memory − reserve)/(touched + overhead)",
            [new("touched", "memory per pod", "MiB", 128, 16, 8192)],
            k => new(LabAxis.Of("runtime", "runc", "gVisor", "microVM pod", "QEMU pod"), new("value", "", true),
            [
                LabSeries.Bars("start, ms", [.. new[] { BootPath.Container, BootPath.GVisor, BootPath.KataMicroVm, BootPath.KataQemu }.Select(p => BootModel.MedianMs(new(p, 0.25)))]),
                LabSeries.Bars("overhead, MiB", Overheads), LabSeries.Bars("pods per host", [.. Overheads.Select(mib => (double)IsolatedPod.Density(LabScale.Host.Memory.DefaultMib, 8192, k["touched"], mib, LabScale.Host.HardwareThreads, 1000, 1))]),
                LabSeries.Bars("trusted code, kLoC", TrustedBase.KLoc(IsolationStack.Container), TrustedBase.KLoc(IsolationStack.GVisorContainer), TrustedBase.KLoc(IsolationStack.KataFirecracker), TrustedBase.KLoc(IsolationStack.QemuVm)),
            ]),
            [new("isolation costs start-up time", r => r["start, ms"].Rises), new("and memory, so density falls", r => r["overhead, MiB"].Rises && r["pods per host"].Falls)]),
    ];

    private static double[] Overheads =>
        [IsolatedPodConstants.RuncEmptyMb, IsolatedPodConstants.GVisorEmptyMb, IsolatedPodConstants.OverheadMib["fc"], IsolatedPodConstants.OverheadMib["qemu"]];

    private static double Overhead(string vmm) => BootConstants.OverheadMib[vmm + "-data"] + BootConstants.OverheadMib[vmm + "-text"];
}
