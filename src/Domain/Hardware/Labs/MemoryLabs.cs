namespace Cloud.Domain.Hardware.Labs;

/// <summary>Labs 25 to 29: memory virtualization.</summary>
internal static class MemoryLabs
{
    public static IReadOnlyList<Lab> All { get; } = [NestedPagingLab.Lab, PageIsolationLab.Lab, IdleTaxLab.Lab, ReclaimLab.Lab, NumaLab.Lab];
}
