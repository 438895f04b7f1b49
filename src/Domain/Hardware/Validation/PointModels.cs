namespace Cloud.Domain.Hardware.Validation;

/// <summary>How the model computes each published point.</summary>
public static class PointModels
{
    /// <summary>All points; one for each row of the CSV, a test holds that.</summary>
    public static IReadOnlyList<PointModel> All { get; } =
    [
        .. SwitchingPoints.All, .. TopologyPoints.All, .. SchedulingPoints.All, .. ExitPoints.All, .. ReclaimPoints.All,
        .. BootPoints.All, .. IoPoints.All, .. TrustPoints.All, .. OperationPoints.All,
    ];
}
