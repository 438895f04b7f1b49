using Cloud.ControlPlane.Iaas.Reservations;
using Cloud.Domain.Placement;
using Cloud.Scheduler.Groups;
using Cloud.Scheduler.Residents;

namespace Cloud.ControlPlane.Core;

/// <summary>A free place of a reservation: it holds room and is a member of its group, and nobody is on it.</summary>
/// <param name="Placement">What it holds.</param>
/// <param name="Group">Its group, or null.</param>
/// <param name="Partition">Its partition of the group.</param>
public sealed record HeldPlace(HostPlacement Placement, PlacementGroup? Group, int Partition)
{
    internal static IEnumerable<HeldPlace> Of(ReservationRecord reservation)
    {
        var group = reservation.Group?.ToGroup(reservation.Project);
        return reservation.Free.Select(place => new HeldPlace(place, group, reservation.Group?.Partition ?? 0));
    }

    internal void Hold(ResidentWorld world)
    {
        world.Ledger.Take(Placement);
        if (Group is { } group) world.Groups.Add(group.Id, Partition, world.Ledger.IndexOf(Placement.Host));
    }
}
