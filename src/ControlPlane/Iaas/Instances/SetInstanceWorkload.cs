using Cloud.ControlPlane.Core;
using Cloud.ControlPlane.Pipeline;
using Cloud.ControlPlane.Problems;
using Cloud.ControlPlane.Writer;
using Cloud.Domain.Iaas.Workloads;
using Cloud.Domain.Identity;
using Cloud.Domain.Tenancy;
using Mediator;

namespace Cloud.ControlPlane.Iaas.Instances;

/// <summary>Gives the guest of an instance something else to do; a running one takes it up at once.</summary>
/// <param name="IfVersion">Act only on this version, or null.</param>
[Requires(Permission.InstanceWrite)]
public sealed record SetInstanceWorkload(ProjectId Project, InstanceId Instance, Workload Workload, long? IfVersion)
    : IRequest<Outcome<InstanceRecord>>, IProjectRequest, IValidatable
{
    public IEnumerable<FieldError> Validate() => WorkloadRules.Check(Workload, at: "");
}

public sealed class SetInstanceWorkloadHandler(CellWriter writer, CallContext context) : IRequestHandler<SetInstanceWorkload, Outcome<InstanceRecord>>
{
    public async ValueTask<Outcome<InstanceRecord>> Handle(SetInstanceWorkload request, CancellationToken cancellationToken)
    {
        var actor = context.RequiredCaller.User;
        return await writer.DecideAsync((state, changes, now) => WorkloadPlanner.Set(state, changes, request, actor, now));
    }
}
