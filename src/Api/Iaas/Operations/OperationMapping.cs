using Cloud.Api.Operator.Moves;
using Cloud.Contracts;
using Cloud.ControlPlane.Iaas.Instances;

namespace Cloud.Api.Iaas.Operations;

/// <summary>From operation records to their views.</summary>
internal static class OperationMapping
{
    public static OperationView ToView(this OperationRecord operation) => new()
    {
        Id = operation.Id.Value,
        Project = operation.Project.Value,
        Instance = operation.Instance.Value,
        InstanceName = operation.InstanceName,
        Kind = operation.Kind,
        State = operation.State.Name(),
        Percent = operation.Percent,
        Steps = [.. operation.Steps.Select(step => new OperationStepView(step.Name, step.StartedAt, step.DurationMs))],
        RequestedBy = operation.RequestedBy.Value,
        CreatedAt = operation.CreatedAt,
        UpdatedAt = operation.UpdatedAt,
        FinishedAt = operation.FinishedAt,
        Failure = operation.Failure,
        Migration = operation.Migration?.ToView(),
    };

    private static string Name(this OperationState state) => state switch
    {
        OperationState.Running => "running",
        OperationState.Succeeded => "succeeded",
        OperationState.Failed => "failed",
    };
}
