namespace Cloud.Domain.Iaas;

/// <summary>One phase on the way from an accepted command to a ready guest.</summary>
/// <param name="Name">Stable name: <c>image</c>, <c>monitor</c>, <c>firmware</c>, <c>kernel</c>, <c>userspace</c>.</param>
/// <param name="MedianMs">Median duration, milliseconds of virtual time.</param>
/// <param name="Source">Where the figure comes from, with its confidence tag.</param>
public sealed record BootPhase(string Name, double MedianMs, string Source);

/// <summary>The boot phases of a kind with its default monitor. Durations are log-normal around the median.</summary>
/// <param name="Kind">The kind of instance.</param>
/// <param name="Phases">In order of execution.</param>
public sealed record BootPath(InstanceKind Kind, IReadOnlyList<BootPhase> Phases)
{
    /// <summary>Shape parameter of the log-normal on an idle host [E].</summary>
    public const double SigmaIdle = 0.06;

    /// <summary>Time a running guest takes to shut down cleanly, milliseconds [E].</summary>
    public double ShutdownMedianMs => Kind switch
    {
        InstanceKind.VirtualMachine => 2_000,
        InstanceKind.MicroVm => 200,
        InstanceKind.Container => 100,
    };

    /// <summary>Sum of the medians, milliseconds.</summary>
    public double MedianMs => Phases.Sum(phase => phase.MedianMs);

    private static readonly BootPath FullVm = new(InstanceKind.VirtualMachine,
    [
        new("monitor", 60, "QEMU process and setup [E]"),
        new("firmware", 2_500, "OVMF [E; 3.5 s in an SNP trace, C-ex]"),
        new("kernel", 1_200, "cloud image kernel to init [E]"),
        new("userspace", 8_000, "cloud-init, 5,000 to 20,000 ms [E]"),
    ]);

    private static readonly BootPath MicroVmPath = new(InstanceKind.MicroVm,
    [
        new("monitor", 51, "Firecracker process and API, end-to-end 160.9 less 110 pre-configured [C-raw, NSDI'20]"),
        new("kernel", 110, "pre-configured Firecracker to init, p50 [C-raw, NSDI'20]"),
    ]);

    private static readonly BootPath ContainerPath = new(InstanceKind.Container,
    [
        new("userspace", 20, "runc: clone, namespaces, control groups, mounts [S]"),
    ]);

    /// <summary>The boot path of a kind.</summary>
    public static BootPath Of(InstanceKind kind) => kind switch
    {
        InstanceKind.VirtualMachine => FullVm,
        InstanceKind.MicroVm => MicroVmPath,
        InstanceKind.Container => ContainerPath,
    };
}
