namespace Cloud.Domain.Hardware.Labs;

/// <summary>All labs, by number.</summary>
public static class LabCatalogue
{
    /// <summary>The 42 labs of section 17.</summary>
    public static IReadOnlyList<Lab> All { get; } =
        [.. ProcessLabs.All, .. SchedulerLabs.All, .. ServerLabs.All, .. StructureLabs.All, .. ExitLabs.All, .. MemoryLabs.All, .. DeviceLabs.All, .. ContainerLabs.All, .. OperationLabs.All];

    /// <summary>The lab of this id, or null.</summary>
    public static Lab? Find(string id) => All.FirstOrDefault(lab => string.Equals(lab.Id, id, StringComparison.Ordinal));
}
