using Cloud.Domain.Hardware.Labs;

namespace Cloud.Simulation.Labs;

/// <summary>The labs that run the event-level machine, and the whole catalogue with the closed forms of the domain.</summary>
public static class MachineLabs
{
    /// <summary>The 42 labs of section 17.</summary>
    public static LabCatalogue Catalogue { get; } = new(
    [
        .. LabCatalogue.ClosedForms,
        ThreadModelsLab.Lab, CfsLab.Lab, EevdfLab.Lab, ParallelismLab.Lab, ServerModelsLab.Lab, LockHolderLab.Lab, CpuQuotaLab.Lab,
    ]);
}
