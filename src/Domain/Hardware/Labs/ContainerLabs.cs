namespace Cloud.Domain.Hardware.Labs;

/// <summary>Labs 35, 36 and 38: namespaces, overlay file system, memory of a control group.</summary>
internal static class ContainerLabs
{
    public static IReadOnlyList<Lab> All { get; } = [NamespacesLab.Lab, OverlayLab.Lab, MemoryGroupLab.Lab];
}
