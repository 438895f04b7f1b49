using System.Globalization;
using Cloud.Contracts;

namespace Cloud.Cli.Client;

public sealed partial class CloudApiClient
{
    public Task<RegionView> RegionAsync(CancellationToken cancel) => GetAsync("region", ContractsJson.Default.RegionView, cancel);

    public IAsyncEnumerable<HostView> HostsAsync(string? zone, CancellationToken cancel) =>
        ListAsync(Query("hosts", ("limit", "200"), ("zone", zone)), ContractsJson.Default.PageViewHostView, cancel);

    public IAsyncEnumerable<FlavorSlotsView> CapacityAsync(string? flavor, string? zone, CancellationToken cancel) =>
        ListAsync(Query("capacity", ("flavor", flavor), ("zone", zone)), ContractsJson.Default.PageViewFlavorSlotsView, cancel);

    public IAsyncEnumerable<ProjectSlotsView> ProjectCapacityAsync(string project, string? flavor, string? zone, CancellationToken cancel) =>
        ListAsync(Query($"projects/{Escape(project)}/capacity", ("flavor", flavor), ("zone", zone)), ContractsJson.Default.PageViewProjectSlotsView, cancel);

    public IAsyncEnumerable<OvercommitView> OvercommitAsync(CancellationToken cancel) => ListAsync("overcommit", ContractsJson.Default.PageViewOvercommitView, cancel);

    public Task<HostDetailView> HostAsync(string host, CancellationToken cancel) =>
        GetAsync($"hosts/{Escape(host)}", ContractsJson.Default.HostDetailView, cancel);

    public async Task<HostView> CordonHostAsync(string host, string? reason, CancellationToken cancel) =>
        (await ActAsync(HttpMethod.Post, Query($"hosts/{Escape(host)}:cordon", ("reason", reason)), ContractsJson.Default.HostView, cancel)).Value;

    public async Task<HostView> UncordonHostAsync(string host, CancellationToken cancel) =>
        (await ActAsync(HttpMethod.Post, $"hosts/{Escape(host)}:uncordon", ContractsJson.Default.HostView, cancel)).Value;

    public Task<ApiAnswer<InstanceView>> MigrateAsync(MigrateInstanceBody body, CancellationToken cancel) =>
        PostAsync("migrations", body, ContractsJson.Default.MigrateInstanceBody, ContractsJson.Default.InstanceView, cancel);

    public Task<ApiAnswer<InstanceView>> CancelMigrationAsync(Guid instance, CancellationToken cancel) =>
        ActAsync(HttpMethod.Post, $"migrations/{instance}:cancel", ContractsJson.Default.InstanceView, cancel);

    public IAsyncEnumerable<MovingInstanceView> MigrationsAsync(CancellationToken cancel) =>
        ListAsync("migrations?limit=200", ContractsJson.Default.PageViewMovingInstanceView, cancel);

    public async Task<HostView> DrainHostAsync(string host, int maxConcurrent, bool allowCold, string? reason, CancellationToken cancel) =>
        (await ActAsync(
            HttpMethod.Post,
            Query($"hosts/{Escape(host)}:drain", ("maxConcurrent", maxConcurrent.ToString(CultureInfo.InvariantCulture)), ("allowCold", allowCold ? "true" : null), ("reason", reason)),
            ContractsJson.Default.HostView, cancel)).Value;

    /// <param name="host">Which.</param>
    /// <param name="action"><c>evacuate</c>, <c>pause-drain</c>, <c>resume-drain</c> or <c>cancel-drain</c>.</param>
    /// <param name="cancel">Stops waiting.</param>
    public async Task<HostView> ActOnHostAsync(string host, string action, CancellationToken cancel) =>
        (await ActAsync(HttpMethod.Post, $"hosts/{Escape(host)}:{action}", ContractsJson.Default.HostView, cancel)).Value;

    public async Task<FaultView> InjectFaultAsync(InjectFaultBody body, CancellationToken cancel) =>
        (await PostAsync("faults", body, ContractsJson.Default.InjectFaultBody, ContractsJson.Default.FaultView, cancel)).Value;

    public IAsyncEnumerable<FaultView> FaultsAsync(string? state, CancellationToken cancel) =>
        ListAsync(Query("faults", ("limit", "200"), ("state", state)), ContractsJson.Default.PageViewFaultView, cancel);

    public Task HealFaultAsync(Guid fault, CancellationToken cancel) => DeleteAsync($"faults/{fault:D}", cancel);

    public IAsyncEnumerable<DrillView> DrillsAsync(CancellationToken cancel) => ListAsync("drills", ContractsJson.Default.PageViewDrillView, cancel);

    public async Task<PageView<FaultView>> StartDrillAsync(string drill, StartDrillBody body, CancellationToken cancel) =>
        (await PostAsync($"drills/{Escape(drill)}:start", body, ContractsJson.Default.StartDrillBody, ContractsJson.Default.PageViewFaultView, cancel)).Value;

    // "./", because "rebalancing:" would be read as a scheme.
    public async Task<RebalancingPlanView> PlanRebalancingAsync(PlanRebalancingBody body, CancellationToken cancel) =>
        (await PostAsync("./rebalancing:plan", body, ContractsJson.Default.PlanRebalancingBody, ContractsJson.Default.RebalancingPlanView, cancel)).Value;
}
