using Cloud.Api.Http;
using Cloud.Api.Http.Json;
using Cloud.Api.Http.Problems;
using Cloud.Api.Http.Requests;
using Cloud.Api.Iaas.Instances;
using Cloud.Contracts;
using Cloud.ControlPlane.Iaas.Reservations;
using Cloud.ControlPlane.Problems;
using Cloud.Domain.Identity;
using Mediator;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cloud.Api.Iaas.Reservations;

/// <summary>Capacity reservations.</summary>
internal static class ReservationsApi
{
    public static void MapReservations(this IEndpointRouteBuilder api)
    {
        var reservations = api.MapGroup("/projects/{project}/reservations").WithTags("Reservations");
        reservations.MapPost("", Create)
            .ForUseCase<CreateReservation>("reservation_create", "Reserve capacity", "Keeps room for so many instances of one kind and flavor on real hosts of one zone: all places, or none. Free places count against the quota. An instance takes a place when its create names the reservation, and gives it back when it goes.")
            .MayRefuse(ProblemKind.QuotaExceeded, ProblemKind.NameTaken, ProblemKind.NoCapacity);
        reservations.MapGet("", List)
            .ForUseCase<ListReservations>("reservation_list", "List reservations", "The project's reservations in order of creation.")
            .Takes(QueryParameters.Limit, QueryParameters.Cursor);
        reservations.MapGet("/{reservation}", Get)
            .ForUseCase<GetReservation>("reservation_get", "Read a reservation", "One reservation with its free places. The ETag is its version.");
        reservations.MapDelete("/{reservation}", Delete)
            .ForUseCase<DeleteReservation>("reservation_delete", "End a reservation", "Gives the free places back. The instances on used places stay where they are; their room is their own from then on.");
    }

    private static async Task<Results<Created<ReservationView>, ProblemResult>> Create(
        HttpContext http, Body<CreateReservationBody> body, ISender sender, CancellationToken cancellation)
    {
        var asked = body.Value;
        var outcome = await sender.Send(
            new CreateReservation(
                http.Project(), asked.Name, Names.Kind(asked.Kind), new FlavorId(asked.Flavor), asked.Zone is { } zone ? new ZoneId(zone) : null,
                asked.Count, TermsMapping.Terms(asked.Group, 0, spot: false).Group, asked.ExpiresAt),
            cancellation);
        if (outcome.TryGet(out var made, out _)) http.Response.SetETag(made.Version);
        return outcome.Created(ReservationMapping.ToView, view => $"{ApiRoutes.Prefix}/projects/{view.Project:D}/reservations/{view.Id:D}");
    }

    private static async Task<Results<Ok<PageView<ReservationView>>, ProblemResult>> List(HttpContext http, ISender sender, CancellationToken cancellation)
    {
        var query = new QueryReader(http.Request);
        var request = new ListReservations(
            http.Project(), query.Cursor<Guid>(Guid.TryParse) is { } after ? new ReservationId(after) : null, query.Limit());
        query.Check();
        return (await sender.Send(request, cancellation)).Ok(page => page.ToView(ReservationMapping.ToView));
    }

    private static async Task<Results<Ok<ReservationView>, ProblemResult>> Get(HttpContext http, ISender sender, CancellationToken cancellation)
    {
        var outcome = await sender.Send(new GetReservation(http.Project(), http.Reservation()), cancellation);
        if (outcome.TryGet(out var reservation, out _)) http.Response.SetETag(reservation.Version);
        return outcome.Ok(ReservationMapping.ToView);
    }

    private static async Task<Results<NoContent, ProblemResult>> Delete(HttpContext http, ISender sender, CancellationToken cancellation) =>
        (await sender.Send(new DeleteReservation(http.Project(), http.Reservation(), http.Request.IfVersion()), cancellation)).NoContent();
}
