namespace Cloud.Domain.Iaas;

/// <summary>What a kind of instance costs its host beyond what the guest was promised.</summary>
/// <param name="MemoryMib">Resident memory of the monitor or shim, MiB, charged to the first NUMA node of the instance.</param>
/// <param name="Source">Where the figure comes from, with its confidence tag.</param>
public sealed record InstanceOverhead(int MemoryMib, string Source)
{
    private static readonly InstanceOverhead FullVm =
        new(142, "QEMU data 131.3 + text 10.9 MiB [C-raw, NSDI'20 Firecracker raw pmap data]");

    private static readonly InstanceOverhead MicroVmOverhead =
        new(5, "Firecracker data 2.5 + text 1.7 = 4.2 MiB, rounded up [C-raw, NSDI'20 Firecracker raw pmap data]");

    private static readonly InstanceOverhead ContainerOverhead =
        new(5, "empty runc container 4.09 MB, rounded up [C, gVisor benchmark CSV 2020]");

    private static readonly InstanceOverhead VmIsolatedContainer =
        new(130, "Kata Containers with Cloud Hypervisor [C, kata-containers helm chart @7c6ba40c]");

    /// <summary>The overhead of an instance: a container with a virtual machine of its own pays for the monitor and the guest's kernel.</summary>
    public static InstanceOverhead Of(InstanceKind kind, ContainerSettings? container) => container is { VmIsolated: true } ? VmIsolatedContainer : Of(kind);

    /// <summary>The overhead of a kind with its default monitor.</summary>
    public static InstanceOverhead Of(InstanceKind kind) => kind switch
    {
        InstanceKind.VirtualMachine => FullVm,
        InstanceKind.MicroVm => MicroVmOverhead,
        InstanceKind.Container => ContainerOverhead,
    };
}
