namespace Cloud.Domain.Hardware.Labs;

/// <summary>Labs by number. The closed forms live here; those that run the event-level machine are added by the layer that has it.</summary>
public sealed class LabCatalogue
{
    /// <summary>Orders the labs; numbers and ids must be unique.</summary>
    public LabCatalogue(IEnumerable<Lab> labs)
    {
        All = [.. labs.OrderBy(lab => lab.Number)];
        if (All.DistinctBy(lab => lab.Number).Count() < All.Count || All.DistinctBy(lab => lab.Id, StringComparer.Ordinal).Count() < All.Count)
            throw new ArgumentException("Two labs have the same number or id.", nameof(labs));
    }

    /// <summary>The labs of this project: those that are formulas.</summary>
    public static IReadOnlyList<Lab> ClosedForms { get; } =
        [.. ProcessLabs.All, .. ServerLabs.All, .. StructureLabs.All, .. ExitLabs.All, .. MemoryLabs.All, .. DeviceLabs.All, .. ContainerLabs.All, .. OperationLabs.All];

    /// <summary>All labs, by number.</summary>
    public IReadOnlyList<Lab> All { get; }

    /// <summary>The lab of this id, or null.</summary>
    public Lab? Find(string id) => All.FirstOrDefault(lab => string.Equals(lab.Id, id, StringComparison.Ordinal));
}
