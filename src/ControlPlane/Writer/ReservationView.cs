using System.Collections.Immutable;
using Cloud.ControlPlane.Core;
using Cloud.ControlPlane.Iaas.Reservations;
using Cloud.Domain.Identity;

namespace Cloud.ControlPlane.Writer;

/// <summary>The committed reservations. There are few, so each batch that changes one makes a new map and readers need no lock.</summary>
public sealed class ReservationView
{
    private volatile ImmutableSortedDictionary<ReservationId, ReservationRecord> _all = ImmutableSortedDictionary<ReservationId, ReservationRecord>.Empty;

    public ReservationRecord? Find(ProjectId project, ReservationId id) => _all.TryGetValue(id, out var found) && found.Project == project ? found : null;

    /// <summary>A project's reservations in order of creation.</summary>
    public IEnumerable<ReservationRecord> Of(ProjectId project) => _all.Values.Where(reservation => reservation.Project == project);

    internal void Load(ClusterState state) => _all = state.Reservations.All.ToImmutableSortedDictionary(reservation => reservation.Id, reservation => reservation);

    internal void Publish(ChangeSet changes) =>
        _all = _all.SetItems(changes.Reservations.Select(reservation => KeyValuePair.Create(reservation.Id, reservation)))
            .RemoveRange(changes.ReservationsEnded.Select(reservation => reservation.Id));
}
