using Cloud.Api.Iaas.Instances;
using Cloud.Contracts;
using Cloud.ControlPlane.Iaas.Reservations;
using Cloud.Domain.Iaas;

namespace Cloud.Api.Iaas.Reservations;

/// <summary>From the record of a reservation to its view.</summary>
internal static class ReservationMapping
{
    public static ReservationView ToView(this ReservationRecord reservation) => new()
    {
        Id = reservation.Id.Value,
        Project = reservation.Project.Value,
        Name = reservation.Name,
        Kind = reservation.Kind.Name(),
        Flavor = reservation.Flavor.Value,
        Vcpus = reservation.Shape.Vcpus,
        MemoryMib = reservation.Shape.MemoryMib,
        DiskGib = reservation.Shape.DiskGib,
        Zone = reservation.Zone.Value,
        Group = reservation.Group?.Name,
        Count = reservation.Count,
        Used = reservation.Used,
        Free = [.. reservation.Free.Select(place => place.ToView(reservation.Policy))],
        Version = reservation.Version,
        CreatedBy = reservation.CreatedBy.Value,
        CreatedAt = reservation.CreatedAt,
        ExpiresAt = reservation.Until,
    };
}
