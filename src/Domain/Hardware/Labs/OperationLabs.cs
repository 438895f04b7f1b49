namespace Cloud.Domain.Hardware.Labs;

/// <summary>Labs 39 to 42: migration, noisy neighbours, consolidation, service models.</summary>
internal static class OperationLabs
{
    public static IReadOnlyList<Lab> All { get; } = [LiveMigrationLab.Lab, NoisyNeighbourLab.Lab, ConsolidationLab.Lab, ServiceModelsLab.Lab];
}
