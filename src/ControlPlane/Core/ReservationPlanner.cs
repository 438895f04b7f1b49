using Cloud.ControlPlane.Iaas.Reservations;
using Cloud.ControlPlane.Problems;
using Cloud.Domain.Identity;
using Cloud.Domain.Placement;
using Cloud.Domain.Tenancy;
using Cloud.Scheduler.Groups;
using Cloud.Scheduler.Pipeline;

namespace Cloud.ControlPlane.Core;

/// <summary>A reservation that is asked for, with everything looked up that does not belong to the cell.</summary>
public sealed record ReservationOrder(ReservationId Id, CreateReservation Request, InstanceShape Shape, ResourceCount Limit, UserId Actor)
{
    /// <summary>The tenant of the project, for rules about tenants; null when nobody knows.</summary>
    public TenantId? Tenant { get; init; }
}

/// <summary>Decides about capacity reservations: pure functions of state, order and time whose effects are entries in a <see cref="ChangeSet"/>.</summary>
public static class ReservationPlanner
{
    /// <summary>Name, quota, then capacity: the cheapest refusal first. Holds room for all places, or changes nothing.</summary>
    public static Outcome<ReservationRecord> Create(ClusterState state, ChangeSet changes, ReservationOrder order, DateTimeOffset now)
    {
        var request = order.Request;
        if (state.IsClosed(request.Project)) return Problem.NotFound("project", request.Project);
        if (order.Tenant is { } tenant) state.Note(request.Project, tenant);
        if (Invalid(state, request, now) is { } invalid) return invalid;
        if ((state.UseOf(request.Project) + (ResourceCount.Of(order.Shape) * request.Count)).FirstAbove(order.Limit) is { } excess)
            return InstancePlanner.QuotaExceeded(excess.Resource, excess.Asked, excess.Limit);

        var asked = new PlacementRequest(order.Shape, Domain.Iaas.InstanceOverhead.Of(request.Kind).MemoryMib, request.Zone);
        var members = TogetherPlacer.Members(asked, request.Group, request.Project, request.Count);
        if (request.Group is not null && state.ZoneGroups.Count(members.Group.Id) + request.Count > GroupTable.MaxMembers)
            return InstancePlanner.GroupFull();
        var (cell, decision) = TogetherPlacer.PlaceInOneZone(state, members, request.Zone);
        if (cell is null) return AtomicPlanner.NoCapacity(state, decision, asked, request.Project, 0, now);

        var reservation = new ReservationRecord
        {
            Id = order.Id,
            Project = request.Project,
            Name = request.Name,
            Kind = request.Kind,
            Flavor = request.Flavor,
            Shape = order.Shape,
            Cell = cell.Id,
            Zone = cell.Zone,
            Count = request.Count,
            Group = request.Group,
            Free = [.. decision.Placements!],
            Policy = state.Profile.Name,
            Version = 1,
            CreatedBy = order.Actor,
            CreatedAt = now,
            Until = request.Until,
        };
        changes.Reserve(reservation);
        changes.Emit("created", reservation, order.Actor, now, $"The reservation {reservation.Name} keeps {reservation.Count} places in {reservation.Zone}.");
        return reservation;
    }

    /// <summary>Ends a reservation: free places are given back, the instances on used ones stay where they are.</summary>
    public static Outcome<Done> Delete(ClusterState state, ChangeSet changes, DeleteReservation request, UserId actor, DateTimeOffset now)
    {
        if (state.Reservations.Find(request.Project, request.Reservation) is not { } reservation)
            return Problem.NotFound("reservation", request.Reservation);
        if (request.IfVersion is { } version && version != reservation.Version)
            return new Problem(ProblemKind.PreconditionFailed, $"{reservation.Name} is at version {reservation.Version}, not {version}.");
        changes.End(reservation);
        changes.Emit("deleted", reservation, actor, now, $"The reservation {reservation.Name} was deleted; {reservation.Free.Count} places are given back.");
        return new Done();
    }

    /// <summary>Ends every reservation whose time has come; returns how many.</summary>
    public static int Expire(ClusterState state, ChangeSet changes, DateTimeOffset now)
    {
        ReservationRecord[] due = [.. state.Reservations.All.Where(reservation => reservation.Until <= now)];
        foreach (var reservation in due)
        {
            changes.End(reservation);
            changes.Emit("expired", reservation, UserId.System, now, $"The reservation {reservation.Name} has expired; {reservation.Free.Count} places are given back.");
        }

        return due.Length;
    }

    private static Problem? Invalid(ClusterState state, CreateReservation request, DateTimeOffset now)
    {
        if (request.Until is { } until && until <= now)
            return Problem.Invalid(new FieldError("expiresAt", $"is {until.UtcDateTime:O}, which has passed", "a time in the future, or left out"));
        if (state.Reservations.IsNameTaken(request.Project, request.Name))
        {
            return Problem.Invalid(new FieldError("name", $"'{request.Name}' is in use in this project", "a name no reservation of the project has")) with
            {
                Kind = ProblemKind.NameTaken,
                Detail = $"A reservation named '{request.Name}' exists in this project.",
            };
        }

        return state.Reservations.Count(request.Project) < ReservationRecord.MaxPerProject ? null
            : new Problem(ProblemKind.QuotaExceeded, $"The project has {ReservationRecord.MaxPerProject} reservations, which is the limit.")
                .With("quota", new QuotaExcess("reservations", ReservationRecord.MaxPerProject + 1, ReservationRecord.MaxPerProject));
    }
}
