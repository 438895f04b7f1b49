using Cloud.Contracts;
using Cloud.Web.Client;
using Cloud.Web.Layout;
using Cloud.Web.Models;
using Microsoft.AspNetCore.Components;

namespace Cloud.Web.Pages.Iaas.Reservations;

/// <summary>The reservations of a project: what is kept where, and how much of it is used.</summary>
public sealed partial class ReservationList(ICloudClient cloud, PortalSession session, NavigationManager navigation, TimeProvider clock) : ComponentBase
{
    private IReadOnlyList<ReservationView>? _reservations;
    private IReadOnlyList<(string Kind, FlavorView Flavor)> _places = [];
    private IReadOnlyList<ZoneView> _zones = [];
    private ProblemView? _problem;
    private string _key = "";

    [Parameter, EditorRequired]
    public required string Project { get; set; }

    [SupplyParameterFromQuery]
    private Guid? End { get; set; }

    [SupplyParameterFromForm(FormName = "keep")]
    private string? Name { get; set; }

    /// <summary>Kind and flavor: <c>microvm/micro.small</c>.</summary>
    [SupplyParameterFromForm(FormName = "keep")]
    private string? Place { get; set; }

    [SupplyParameterFromForm(FormName = "keep")]
    private int? Count { get; set; }

    [SupplyParameterFromForm(FormName = "keep")]
    private string? Zone { get; set; }

    [SupplyParameterFromForm(FormName = "keep")]
    private int? Days { get; set; }

    /// <summary>Made when the form was shown: pressing twice reserves once.</summary>
    [SupplyParameterFromForm(FormName = "keep")]
    private string? Key { get; set; }

    [SupplyParameterFromForm(FormName = "end")]
    private Guid? Reservation { get; set; }

    private string Here => PortalUrls.Reservations(Project);

    protected override async Task OnInitializedAsync()
    {
        var reservations = cloud.SendAsync(CloudApi.Reservations(Project));
        var flavors = cloud.SendAsync(CloudApi.Flavors());
        var zones = cloud.SendAsync(CloudApi.Zones());
        await Task.WhenAll(reservations, flavors, zones);
        _key = string.IsNullOrWhiteSpace(Key) ? Guid.NewGuid().ToString("N") : Key;
        _reservations = (await reservations).Value?.Items;
        _zones = (await zones).Value?.Items ?? [];
        _places =
        [
            .. ((await flavors).Value?.Items ?? []).SelectMany(flavor => flavor.Kinds, (flavor, kind) => (kind, flavor))
                .OrderBy(place => place.kind, StringComparer.Ordinal).ThenBy(place => place.flavor.Vcpus).ThenBy(place => place.flavor.MemoryMib),
        ];
        if (((await reservations).Problem ?? (await flavors).Problem ?? (await zones).Problem) is { } problem)
            Fail(problem);
    }

    private async Task KeepAsync()
    {
        var place = (Place ?? "").Split('/', 2);
        var body = new CreateReservationBody
        {
            Name = Name ?? "",
            Kind = place[0],
            Flavor = place.Length > 1 ? place[1] : "",
            Count = Count ?? 1,
            Zone = string.IsNullOrWhiteSpace(Zone) ? null : Zone,
            ExpiresAt = Days is { } days ? clock.GetUtcNow().AddDays(days) : null,
        };
        var reply = await cloud.SendAsync(CloudApi.CreateReservation(Project, body, _key));
        // The key belongs to the request that was refused; the corrected one is a new request.
        if (!reply.IsSuccess) _key = Guid.NewGuid().ToString("N");
        Finish(reply.Problem, $"{Show.Number(body.Count)} places are kept for {Project}.");
    }

    private async Task EndAsync() =>
        Finish((await cloud.SendAsync(CloudApi.EndReservation(Project, Reservation ?? Guid.Empty))).Problem, "The reservation has ended.");

    private void Finish(ProblemView? problem, string message)
    {
        if (problem is not null)
        {
            Fail(problem);
            return;
        }

        session.Flash(message);
        navigation.NavigateTo(Here);
    }

    private void Fail(ProblemView problem)
    {
        _problem = problem;
        session.Status(problem.Status);
    }

    private static string Hosts(ReservationView kept) =>
        string.Join(", ", kept.Free.GroupBy(place => place.Host, StringComparer.Ordinal).Select(host => host.Count() == 1 ? host.Key : $"{host.Key} × {Show.Number(host.Count())}"));
}
