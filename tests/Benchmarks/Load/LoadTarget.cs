using Cloud.Cli.Client;
using Cloud.Contracts;

namespace Cloud.Benchmarks.Load;

/// <summary>A server, a project on it, and what to create there.</summary>
internal sealed record LoadTarget(Uri Server, string Token, string Project)
{
    /// <summary>Drives one mode for a while.</summary>
    /// <param name="mode">create, read or list.</param>
    /// <param name="connections">How many.</param>
    /// <param name="duration">How long.</param>
    /// <param name="keys">Whether creations carry an Idempotency-Key.</param>
    public async Task<LoadResult> RunAsync(string mode, int connections, TimeSpan duration, bool keys)
    {
        using var http = new HttpClient();
        var api = new CloudApiClient(http, Server, Token, TimeProvider.System);
        switch (mode)
        {
            case "create":
                var body = await SmallestAsync(api);
                var numbers = 0L;
                var run = Guid.NewGuid().ToString("N")[..6];
                return await ClosedLoop.RunAsync(Server, connections, duration, status: 201, _ =>
                {
                    var request = LoadRequest.Create(Server, Token, Project, run, body, keys);
                    return () => request.With(Interlocked.Increment(ref numbers));
                });
            case "read":
                var ids = await api.InstancesAsync(Project, InstanceFilter.All, CancellationToken.None).Take(2_000).Select(instance => instance.Id).ToListAsync();
                if (ids.Count == 0) throw new InvalidOperationException("there is nothing to read: run --mode create first");
                var reads = ids.ConvertAll(id => LoadRequest.Get(Server, Token, $"/api/v1/projects/{Project}/instances/{id}").With(0));
                return await ClosedLoop.RunAsync(Server, connections, duration, status: 200, lane =>
                {
                    var at = lane * 31;
                    return () => reads[at++ % reads.Count];
                });
            case "list":
                var list = LoadRequest.Get(Server, Token, $"/api/v1/projects/{Project}/instances?limit=50").With(0);
                return await ClosedLoop.RunAsync(Server, connections, duration, status: 200, _ => () => list);
            default:
                throw new ArgumentException($"'{mode}' is not a mode: create, read or list", nameof(mode));
        }
    }

    /// <summary>The cheapest thing the catalogue has, so that the load measures the path and not the room.</summary>
    private static async Task<CreateInstanceBody> SmallestAsync(CloudApiClient api)
    {
        var flavor = await api.FlavorsAsync(CancellationToken.None).Where(candidate => candidate.Kinds.Contains("container", StringComparer.Ordinal))
            .OrderBy(candidate => candidate.Vcpus).ThenBy(candidate => candidate.MemoryMib).FirstAsync();
        var image = await api.ImagesAsync(CancellationToken.None)
            .Where(candidate => candidate.Kinds.Contains("container", StringComparer.Ordinal)
                && candidate.MinMemoryMib <= flavor.MemoryMib && candidate.MinDiskGib <= flavor.DiskGib)
            .FirstAsync();
        return new CreateInstanceBody { Name = "", Kind = "container", Flavor = flavor.Name, Image = image.Name, Labels = new(StringComparer.Ordinal) { ["load"] = "1" } };
    }
}
