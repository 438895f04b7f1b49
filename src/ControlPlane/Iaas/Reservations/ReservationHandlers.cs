using Cloud.ControlPlane.Core;
using Cloud.ControlPlane.Iaas.Instances;
using Cloud.ControlPlane.Pipeline;
using Cloud.ControlPlane.Ports;
using Cloud.ControlPlane.Problems;
using Cloud.ControlPlane.Tenancy;
using Cloud.ControlPlane.Writer;
using Cloud.Domain.Identity;
using Mediator;

namespace Cloud.ControlPlane.Iaas.Reservations;

/// <summary>Looks up what does not belong to the cell, then lets the writer decide.</summary>
public sealed class CreateReservationHandler(CellWriter writer, AccessDirectory directory, CallContext context, IIdSource ids, ISecretProtector protector)
    : IRequestHandler<CreateReservation, Outcome<ReservationRecord>>
{
    public async ValueTask<Outcome<ReservationRecord>> Handle(CreateReservation request, CancellationToken cancellationToken)
    {
        var access = directory.Current;
        var flavor = access.FindFlavor(request.Flavor);
        var errors = CatalogueChecks.CheckFlavor(flavor, request.Flavor, request.Kind).Concat(CatalogueChecks.CheckZone(request.Zone, writer.Zones)).ToList();
        if (errors.Count > 0)
            return Problem.Invalid(errors);
        if (access.FindProject(request.Project) is not { } project)
            return Problem.NotFound("project", request.Project);

        var order = new ReservationOrder(new ReservationId(ids.Next()), request, flavor!.Shape, project.Limit, context.RequiredCaller.User) { Tenant = project.Tenant };
        var pending = context.Pending;
        return await writer.DecideAsync((state, changes, now) =>
        {
            var outcome = ReservationPlanner.Create(state, changes, order, now);
            if (pending is not null && outcome.TryGet(out var made, out _))
                changes.Remember(RememberedJson.Record(pending, made, protector, now));
            return outcome;
        });
    }
}

public sealed class GetReservationHandler(ClusterView view) : IRequestHandler<GetReservation, Outcome<ReservationRecord>>
{
    public ValueTask<Outcome<ReservationRecord>> Handle(GetReservation request, CancellationToken cancellationToken) =>
        ValueTask.FromResult<Outcome<ReservationRecord>>(
            view.Reservations.Find(request.Project, request.Reservation) is { } reservation ? reservation : Problem.NotFound("reservation", request.Reservation));
}

public sealed class ListReservationsHandler(ClusterView view) : IRequestHandler<ListReservations, Outcome<Page<ReservationRecord>>>
{
    public ValueTask<Outcome<Page<ReservationRecord>>> Handle(ListReservations request, CancellationToken cancellationToken)
    {
        var rest = view.Reservations.Of(request.Project).Where(reservation => request.After is not { } after || reservation.Id.CompareTo(after) > 0);
        var taken = rest.Take(request.Limit + 1).ToList();
        var items = taken.Take(request.Limit).ToList();
        return ValueTask.FromResult<Outcome<Page<ReservationRecord>>>(
            new Page<ReservationRecord>(items, taken.Count > request.Limit ? items[^1].Id.ToString() : null));
    }
}

public sealed class DeleteReservationHandler(CellWriter writer, CallContext context) : IRequestHandler<DeleteReservation, Outcome<Done>>
{
    public async ValueTask<Outcome<Done>> Handle(DeleteReservation request, CancellationToken cancellationToken) =>
        await writer.DecideAsync((state, changes, now) => ReservationPlanner.Delete(state, changes, request, context.RequiredCaller.User, now));
}
