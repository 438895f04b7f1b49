using Cloud.Contracts;

namespace Cloud.Cli.Client;

public sealed partial class CloudApiClient
{
    public Task<RegionView> RegionAsync(CancellationToken cancel) => GetAsync("region", ContractsJson.Default.RegionView, cancel);

    public IAsyncEnumerable<HostView> HostsAsync(string? zone, CancellationToken cancel) =>
        ListAsync(Query("hosts", ("limit", "200"), ("zone", zone)), ContractsJson.Default.PageViewHostView, cancel);

    public IAsyncEnumerable<FlavorSlotsView> CapacityAsync(string? flavor, string? zone, CancellationToken cancel) =>
        ListAsync(Query("capacity", ("flavor", flavor), ("zone", zone)), ContractsJson.Default.PageViewFlavorSlotsView, cancel);

    public Task<HostDetailView> HostAsync(string host, CancellationToken cancel) =>
        GetAsync($"hosts/{Escape(host)}", ContractsJson.Default.HostDetailView, cancel);
}
