using Cloud.Api.Http.Requests;
using Cloud.Contracts;
using Cloud.ControlPlane.Iaas.Instances;
using Cloud.Domain.Iaas.Workloads;

namespace Cloud.Api.Iaas.Instances;

/// <summary>What a guest does, both ways.</summary>
internal static class WorkloadMapping
{
    private static readonly IReadOnlyList<string> Kinds = [.. WorkloadNames.Offered.Select(WorkloadNames.Name)];

    /// <summary>Refuses an unknown kind with those that there are; the use case checks the numbers.</summary>
    public static Workload ToWorkload(this WorkloadBody body, string at = "workload.") => new(WorkloadNames.Find(body.Kind) ?? throw Names.Unknown($"{at}kind", body.Kind, Kinds))
    {
        RatePerSecond = body.RatePerSecond,
        Points = [.. (body.Points ?? []).Select(point => new WorkloadPoint(point.Seconds, point.Cpu, point.Memory, point.PacketsPerSecond, point.DiskOperationsPerSecond))],
        RepeatSeconds = body.RepeatSeconds,
    };

    /// <summary>What the guest does, whether it was asked for or is the default of its kind.</summary>
    public static WorkloadBody WorkloadView(this InstanceRecord instance) => (instance.Terms.Workload ?? Workload.Default(instance.Kind)).ToView();

    private static WorkloadBody ToView(this Workload workload) => new()
    {
        Kind = workload.Kind.Name(),
        RatePerSecond = workload.RatePerSecond,
        Points = workload.Points.Count == 0 ? null
            : [.. workload.Points.Select(point => new WorkloadPointBody
            {
                Seconds = point.Seconds, Cpu = point.Cpu, Memory = point.Memory, PacketsPerSecond = point.PacketsPerSecond, DiskOperationsPerSecond = point.DiskOperationsPerSecond,
            })],
        RepeatSeconds = workload.RepeatSeconds,
    };
}
