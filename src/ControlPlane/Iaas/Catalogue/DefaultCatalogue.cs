using Cloud.Domain.Iaas;
using Cloud.Domain.Identity;
using Cloud.Domain.Placement;

namespace Cloud.ControlPlane.Iaas.Catalogue;

/// <summary>The flavors and images of a new region. Sizes follow what public clouds and registries publish for the same things.</summary>
public static class DefaultCatalogue
{
    private const InstanceKind Vm = InstanceKind.VirtualMachine;
    private const InstanceKind Micro = InstanceKind.MicroVm;
    private const InstanceKind Container = InstanceKind.Container;

    public static IReadOnlyList<Flavor> Flavors { get; } =
    [
        Shared("vm.small", "2 vCPU, 4 GiB", 2, 4, 20, Vm),
        Shared("vm.medium", "4 vCPU, 16 GiB", 4, 16, 40, Vm),
        Shared("vm.large", "8 vCPU, 32 GiB", 8, 32, 80, Vm),
        Shared("vm.xlarge", "16 vCPU, 64 GiB", 16, 64, 160, Vm),
        Make("vm.wide", "32 vCPU, 128 GiB, half on each of two NUMA nodes", 32, 128 * 1024, 200, 2, CpuPolicy.Shared, Vm),
        Make("vm.dedicated", "8 vCPU on whole cores, 32 GiB on one NUMA node", 8, 32 * 1024, 80, 1, CpuPolicy.Dedicated, Vm),
        Make("vm.isolated", "4 vCPU, one per core, 16 GiB", 4, 16 * 1024, 40, 1, CpuPolicy.Dedicated, Vm, new() { Threads = ThreadPolicy.Isolate }),
        Make("vm.hugepages", "4 vCPU, 8 GiB in 1 GiB pages", 4, 8 * 1024, 40, 1, CpuPolicy.Shared, Vm, new() { Pages = PageSize.Huge1G }),
        Make("vm.network", "4 vCPU, 8 GiB, 2 virtual functions on the same NUMA node, 10 Gb/s", 4, 8 * 1024, 40, 1, CpuPolicy.Shared, Vm,
            new() { Devices = [new(DeviceKind.Nic, 2, 0) { Affinity = DeviceAffinity.Required }], NetworkMbps = 10_000 }),
        Make("vm.gpu-quarter", "4 vCPU, 16 GiB, a quarter of a GPU", 4, 16 * 1024, 40, 1, CpuPolicy.Shared, Vm,
            new() { Devices = [new(DeviceKind.Gpu, 1, 250)] }),
        Make("vm.confidential", "4 vCPU, 8 GiB, memory encrypted against the host", 4, 8 * 1024, 40, 1, CpuPolicy.Shared, Vm,
            new() { Confidential = ConfidentialNeed.Any }),
        Make("micro.small", "1 vCPU, 512 MiB", 1, 512, 2, 1, CpuPolicy.Shared, Micro),
        Make("micro.medium", "2 vCPU, 2 GiB", 2, 2 * 1024, 8, 1, CpuPolicy.Shared, Micro),
        Make("micro.large", "4 vCPU, 8 GiB", 4, 8 * 1024, 16, 1, CpuPolicy.Shared, Micro),
        Make("box.small", "1 vCPU, 256 MiB", 1, 256, 1, 1, CpuPolicy.Shared, Container),
        Make("box.medium", "2 vCPU, 1 GiB", 2, 1024, 4, 1, CpuPolicy.Shared, Container),
        Make("box.large", "4 vCPU, 4 GiB", 4, 4 * 1024, 8, 1, CpuPolicy.Shared, Container),
    ];

    public static IReadOnlyList<Image> Images { get; } =
    [
        new(new("debian-13"), "Debian 13, cloud image", [Vm], SizeMib: 330, MinDiskGib: 3, MinMemoryMib: 512),
        new(new("ubuntu-24.04"), "Ubuntu 24.04 LTS, cloud image", [Vm], SizeMib: 590, MinDiskGib: 4, MinMemoryMib: 1024),
        new(new("alpine-3.22"), "Alpine 3.22, kernel and root file system", [Vm, Micro], SizeMib: 60, MinDiskGib: 1, MinMemoryMib: 128),
        new(new("debian-13-minimal"), "Debian 13, minimal root file system", [Micro], SizeMib: 120, MinDiskGib: 1, MinMemoryMib: 256),
        new(new("busybox"), "BusyBox, container layers", [Container], SizeMib: 5, MinDiskGib: 0, MinMemoryMib: 16),
        new(new("nginx"), "nginx web server, container layers", [Container], SizeMib: 75, MinDiskGib: 1, MinMemoryMib: 64),
        new(new("postgres"), "PostgreSQL, container layers", [Container], SizeMib: 160, MinDiskGib: 1, MinMemoryMib: 256),
        new(new("dotnet-runtime"), ".NET runtime, container layers", [Container], SizeMib: 85, MinDiskGib: 1, MinMemoryMib: 128),
    ];

    private static Flavor Shared(string name, string description, int vcpus, int memoryGib, int diskGib, InstanceKind kind) =>
        Make(name, description, vcpus, memoryGib * 1024, diskGib, numaNodes: 0, CpuPolicy.Shared, kind);

    private static Flavor Make(
        string name, string description, int vcpus, int memoryMib, int diskGib, int numaNodes, CpuPolicy policy, InstanceKind kind,
        InstanceNeeds? needs = null) =>
        new(new FlavorId(name), description, new InstanceShape(vcpus, memoryMib, diskGib, numaNodes, policy) { Needs = needs }, [kind]);
}
