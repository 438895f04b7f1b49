using Cloud.Contracts;

namespace Cloud.Cli.Client;

public sealed partial class CloudApiClient
{
    public IAsyncEnumerable<FlavorView> FlavorsAsync(CancellationToken cancel) => ListAsync("flavors", ContractsJson.Default.PageViewFlavorView, cancel);

    public Task<FlavorView> FlavorAsync(string flavor, CancellationToken cancel) => GetAsync($"flavors/{Escape(flavor)}", ContractsJson.Default.FlavorView, cancel);

    public async Task<FlavorView> CreateFlavorAsync(CreateFlavorBody body, CancellationToken cancel) =>
        (await PostAsync("flavors", body, ContractsJson.Default.CreateFlavorBody, ContractsJson.Default.FlavorView, cancel)).Value;

    public Task DeleteFlavorAsync(string flavor, CancellationToken cancel) => DeleteAsync($"flavors/{Escape(flavor)}", cancel);

    public IAsyncEnumerable<ImageView> ImagesAsync(CancellationToken cancel) => ListAsync("images", ContractsJson.Default.PageViewImageView, cancel);

    public IAsyncEnumerable<ZoneView> ZonesAsync(CancellationToken cancel) => ListAsync("zones", ContractsJson.Default.PageViewZoneView, cancel);

    public IAsyncEnumerable<InstanceView> InstancesAsync(string project, InstanceFilter filter, CancellationToken cancel)
    {
        var path = Query(
            $"projects/{Escape(project)}/instances",
            ("limit", LargestPage.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            ("state", filter.State), ("kind", filter.Kind), ("name", filter.Name));
        foreach (var label in filter.Labels) path += $"&label={Escape(label)}";
        return ListAsync(path, ContractsJson.Default.PageViewInstanceView, cancel);
    }

    public Task<InstanceView> InstanceAsync(string project, Guid id, CancellationToken cancel) =>
        GetAsync($"projects/{Escape(project)}/instances/{id}", ContractsJson.Default.InstanceView, cancel);

    /// <param name="project">Id or name.</param>
    /// <param name="body">What is asked.</param>
    /// <param name="cancel">Ends the call.</param>
    /// <param name="key">Idempotency-Key; null draws one.</param>
    public Task<ApiAnswer<InstanceView>> CreateInstanceAsync(string project, CreateInstanceBody body, CancellationToken cancel, string? key = null) =>
        PostAsync($"projects/{Escape(project)}/instances", body, ContractsJson.Default.CreateInstanceBody, ContractsJson.Default.InstanceView, cancel, key);

    public async Task<CreatedInstancesView> CreateInstancesAsync(string project, CreateInstancesBody body, CancellationToken cancel) =>
        (await PostAsync($"projects/{Escape(project)}/instances:createAll", body, ContractsJson.Default.CreateInstancesBody, ContractsJson.Default.CreatedInstancesView, cancel)).Value;

    public Task<InstanceView> LabelInstanceAsync(string project, Guid id, LabelInstanceBody body, CancellationToken cancel) =>
        PatchAsync($"projects/{Escape(project)}/instances/{id}", body, ContractsJson.Default.LabelInstanceBody, ContractsJson.Default.InstanceView, cancel);

    public Task<InstanceView> SetWorkloadAsync(string project, Guid id, WorkloadBody body, CancellationToken cancel) =>
        PutAsync($"projects/{Escape(project)}/instances/{id}/workload", body, ContractsJson.Default.WorkloadBody, ContractsJson.Default.InstanceView, cancel);

    /// <param name="project">Id or name.</param>
    /// <param name="id">The instance.</param>
    /// <param name="action">start, stop or reboot.</param>
    /// <param name="cancel">Ends the call.</param>
    public Task<ApiAnswer<InstanceView>> ActOnInstanceAsync(string project, Guid id, string action, CancellationToken cancel) =>
        ActAsync(HttpMethod.Post, $"projects/{Escape(project)}/instances/{id}:{action}", ContractsJson.Default.InstanceView, cancel);

    public Task<ApiAnswer<InstanceView>> DeleteInstanceAsync(string project, Guid id, CancellationToken cancel) =>
        ActAsync(HttpMethod.Delete, $"projects/{Escape(project)}/instances/{id}", ContractsJson.Default.InstanceView, cancel);

    public IAsyncEnumerable<ReservationView> ReservationsAsync(string project, CancellationToken cancel) =>
        ListAsync($"projects/{Escape(project)}/reservations", ContractsJson.Default.PageViewReservationView, cancel);

    public Task<ReservationView> ReservationAsync(string project, Guid id, CancellationToken cancel) =>
        GetAsync($"projects/{Escape(project)}/reservations/{id}", ContractsJson.Default.ReservationView, cancel);

    public async Task<ReservationView> CreateReservationAsync(string project, CreateReservationBody body, CancellationToken cancel) =>
        (await PostAsync($"projects/{Escape(project)}/reservations", body, ContractsJson.Default.CreateReservationBody, ContractsJson.Default.ReservationView, cancel)).Value;

    public Task DeleteReservationAsync(string project, Guid id, CancellationToken cancel) => DeleteAsync($"projects/{Escape(project)}/reservations/{id}", cancel);

    public Task<PlacementDecisionView> PlacementAsync(string project, Guid id, CancellationToken cancel) =>
        GetAsync($"projects/{Escape(project)}/instances/{id}/placement", ContractsJson.Default.PlacementDecisionView, cancel);

    public async Task<PlacementDecisionView> ExplainAsync(string project, ExplainPlacementBody body, CancellationToken cancel) =>
        (await PostAsync(
            $"projects/{Escape(project)}/placements:explain", body,
            ContractsJson.Default.ExplainPlacementBody, ContractsJson.Default.PlacementDecisionView, cancel)).Value;

    public IAsyncEnumerable<PolicyView> PoliciesAsync(CancellationToken cancel) => ListAsync("policies", ContractsJson.Default.PageViewPolicyView, cancel);

    public IAsyncEnumerable<OperationView> OperationsAsync(string project, Guid? instance, CancellationToken cancel) =>
        ListAsync(Query($"projects/{Escape(project)}/operations", ("instance", instance?.ToString())), ContractsJson.Default.PageViewOperationView, cancel);

    public Task<OperationView> OperationAsync(Guid id, CancellationToken cancel) =>
        GetAsync($"operations/{id}", ContractsJson.Default.OperationView, cancel);

    public IAsyncEnumerable<EventView> EventsAsync(string project, Guid? instance, CancellationToken cancel) =>
        ListAsync(Query($"projects/{Escape(project)}/events", ("instance", instance?.ToString())), ContractsJson.Default.PageViewEventView, cancel);
}

/// <summary>Which instances of a project to list; null means any.</summary>
/// <param name="State">running, error, …</param>
/// <param name="Kind">vm, microvm or container.</param>
/// <param name="Name">Exact name.</param>
/// <param name="Labels">Each <c>key</c> or <c>key=value</c>; all must match.</param>
public sealed record InstanceFilter(string? State, string? Kind, string? Name, IReadOnlyList<string> Labels)
{
    public static readonly InstanceFilter All = new(null, null, null, []);
}
