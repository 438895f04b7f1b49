using Cloud.ControlPlane.Core;
using Cloud.ControlPlane.Ports;
using Cloud.Domain.Identity;

namespace Cloud.Simulation.Scenarios.Planted;

internal sealed class GivesAwayReserved : Sabotage
{
    private readonly HashSet<ReservationId> _given = [];

    public override void AfterDeciding(ClusterState state, ChangeSet changes, DateTimeOffset now)
    {
        foreach (var reservation in changes.Reservations.Where(it => it.Free.Count > 0 && _given.Add(it.Id)).ToList())
            state.CellOf(reservation).Release(reservation.Free[^1]);
    }
}

internal sealed class PreemptsAnybody : Sabotage
{
    private InstanceId? _onDemand;

    public override CommitBatch OnCommit(CommitBatch batch, IReadOnlyList<CellEpoch> current)
    {
        _onDemand = batch.Created.LastOrDefault(it => !it.Terms.IsSpot && it.Placement.Claims.Count > 0)?.Id ?? _onDemand;
        return _onDemand is not { } other ? batch
            : batch with { Preempting = [.. batch.Preempting.Select(it => it with { Victims = [.. it.Victims, new(other, it.Victims[0].Operation)] })] };
    }
}

internal sealed class ForgetsClaims : Sabotage
{
    public override CommitBatch OnCommit(CommitBatch batch, IReadOnlyList<CellEpoch> current) => batch with { ReservationsChanged = [] };
}
