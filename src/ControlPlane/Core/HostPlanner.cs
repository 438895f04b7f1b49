using Cloud.ControlPlane.Operator;
using Cloud.ControlPlane.Problems;
using Cloud.Domain.Identity;

namespace Cloud.ControlPlane.Core;

/// <summary>Decides about hosts: pure functions of state and time whose effects are entries in a <see cref="ChangeSet"/>.</summary>
public static class HostPlanner
{
    public static Outcome<HostStatus> Cordon(ClusterState state, ChangeSet changes, CordonHost request, UserId actor, DateTimeOffset now)
    {
        if (state.CellOf(request.Host) is not { } cell)
            return Problem.NotFound("host", request.Host);
        if (state.CordonOf(request.Host) is null)
            changes.Cordon(new(request.Host, cell.Id, request.Reason, actor, now));
        return Status(state, cell, request.Host);
    }

    public static Outcome<HostStatus> Uncordon(ClusterState state, ChangeSet changes, HostId host)
    {
        if (state.CellOf(host) is not { } cell)
            return Problem.NotFound("host", host);
        if (state.CordonOf(host) is { } cordon)
            changes.Uncordon(cordon);
        return Status(state, cell, host);
    }

    private static HostStatus Status(ClusterState state, Cell cell, HostId host) =>
        ListHostsHandler.Status(state, cell.Ledger.Hosts[cell.Ledger.IndexOf(host)]);
}
