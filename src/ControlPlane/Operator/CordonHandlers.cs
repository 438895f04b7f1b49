using Cloud.ControlPlane.Core;
using Cloud.ControlPlane.Pipeline;
using Cloud.ControlPlane.Problems;
using Cloud.ControlPlane.Writer;
using Mediator;

namespace Cloud.ControlPlane.Operator;

public sealed class CordonHostHandler(CellWriter writer, CallContext context) : IRequestHandler<CordonHost, Outcome<HostStatus>>
{
    public async ValueTask<Outcome<HostStatus>> Handle(CordonHost request, CancellationToken cancellationToken)
    {
        var actor = context.RequiredCaller.User;
        return await writer.DecideAsync((state, changes, now) => HostPlanner.Cordon(state, changes, request, actor, now));
    }
}

public sealed class UncordonHostHandler(CellWriter writer) : IRequestHandler<UncordonHost, Outcome<HostStatus>>
{
    public async ValueTask<Outcome<HostStatus>> Handle(UncordonHost request, CancellationToken cancellationToken) =>
        await writer.DecideAsync((state, changes, _) => HostPlanner.Uncordon(state, changes, request.Host));
}
