using System.Globalization;
using Cloud.Contracts;

namespace Cloud.Web.Client;

public static partial class CloudApi
{
    public static ApiCall<PageView<ReservationView>> Reservations(string project) =>
        Get<PageView<ReservationView>>($"{Root}/projects/{Esc(project)}/reservations?limit=200", "reservation", "list", "--project", project);

    /// <summary>Asks for room to be kept.</summary>
    public static ApiCall<ReservationView> CreateReservation(string project, CreateReservationBody body, string? idempotencyKey = null) =>
        new(HttpMethod.Post, $"{Root}/projects/{Esc(project)}/reservations", body)
        {
            IdempotencyKey = idempotencyKey,
            Command =
            [
                "reservation", "create", body.Name, "--project", project, "--kind", body.Kind, "--flavor", body.Flavor,
                "--count", body.Count.ToString(CultureInfo.InvariantCulture), .. Option("--zone", body.Zone),
            ],
        };

    public static ApiCall<NoContent> EndReservation(string project, Guid reservation) =>
        new(HttpMethod.Delete, $"{Root}/projects/{Esc(project)}/reservations/{Esc(reservation)}")
        {
            Command = ["reservation", "delete", Esc(reservation), "--project", project],
        };
}
