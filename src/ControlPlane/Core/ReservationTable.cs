using Cloud.ControlPlane.Iaas.Reservations;
using Cloud.Domain.Identity;

namespace Cloud.ControlPlane.Core;

/// <summary>The reservations in the memory of a writer, by id and by name. What their places hold is the business of <see cref="ClusterState"/>.</summary>
public sealed class ReservationTable
{
    private readonly SortedDictionary<ReservationId, ReservationRecord> _byId = [];
    private readonly Dictionary<(ProjectId, string), ReservationId> _names = [];
    private readonly Dictionary<ProjectId, int> _counts = [];

    /// <summary>All of them, in order of creation.</summary>
    public IReadOnlyCollection<ReservationRecord> All => _byId.Values;

    public ReservationRecord? Find(ReservationId id) => _byId.GetValueOrDefault(id);

    public ReservationRecord? Find(ProjectId project, ReservationId id) => Find(id) is { } found && found.Project == project ? found : null;

    /// <summary>By name, or by id written out.</summary>
    public ReservationRecord? Find(ProjectId project, string named) =>
        _names.TryGetValue((project, named), out var id) ? _byId[id]
        : Guid.TryParse(named, out var guid) ? Find(project, new ReservationId(guid)) : null;

    public bool IsNameTaken(ProjectId project, string name) => _names.ContainsKey((project, name));

    /// <summary>Reservations of a project.</summary>
    public int Count(ProjectId project) => _counts.GetValueOrDefault(project);

    internal void Add(ReservationRecord reservation)
    {
        _byId.Add(reservation.Id, reservation);
        _names.Add((reservation.Project, reservation.Name), reservation.Id);
        _counts[reservation.Project] = Count(reservation.Project) + 1;
    }

    internal void Replace(ReservationRecord reservation) => _byId[reservation.Id] = reservation;

    internal void Remove(ReservationRecord reservation)
    {
        _byId.Remove(reservation.Id);
        _names.Remove((reservation.Project, reservation.Name));
        _counts[reservation.Project] = Count(reservation.Project) - 1;
    }
}
