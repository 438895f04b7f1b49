using System.CommandLine;
using System.Globalization;

namespace Cloud.Benchmarks.Load;

/// <summary>
/// <c>load</c>: drives a server over HTTP in a closed loop and reports rates and latencies. With <c>--spawn</c> it publishes and starts the
/// server itself and prints the table of docs/performance.md.
/// </summary>
internal static class LoadCommand
{
    public static Task<int> RunAsync(string[] args)
    {
        var server = new Option<string>("--server") { DefaultValueFactory = _ => "http://127.0.0.1:5080" };
        var token = new Option<string?>("--token") { Description = "Or CLOUD_TOKEN" };
        var project = new Option<string?>("--project");
        var connections = new Option<int>("--connections") { DefaultValueFactory = _ => 64 };
        var seconds = new Option<int>("--seconds") { DefaultValueFactory = _ => 20 };
        var mode = new Option<string>("--mode") { Description = "create, read or list", DefaultValueFactory = _ => "create" };
        var noKeys = new Option<bool>("--no-keys") { Description = "Create without Idempotency-Key" };
        var spawn = new Option<bool>("--spawn") { Description = "Publish and start the server, then measure everything" };
        var hosts = new Option<int>("--hosts") { Description = "Hosts of the region that --spawn loads", DefaultValueFactory = _ => 3_000 };
        var api = new Option<string?>("--api") { Description = "Cloud.Api.dll published before, for --spawn" };
        var root = new RootCommand("Load program") { server, token, project, connections, seconds, mode, noKeys, spawn, hosts, api };
        root.SetAction(async (parsed, _) =>
        {
            var duration = TimeSpan.FromSeconds(parsed.GetValue(seconds));
            if (parsed.GetValue(spawn))
                return await SpawnedLoad.RunAsync(parsed.GetValue(api), parsed.GetValue(connections), duration, parsed.GetValue(hosts), !parsed.GetValue(noKeys));
            if ((parsed.GetValue(token) ?? Environment.GetEnvironmentVariable("CLOUD_TOKEN")) is not { } secret || parsed.GetValue(project) is not { } name)
            {
                await Console.Error.WriteLineAsync("load needs --token (or CLOUD_TOKEN) and --project, or --spawn");
                return 2;
            }

            var target = new LoadTarget(new Uri(parsed.GetValue(server)!), secret, name);
            var result = await target.RunAsync(parsed.GetValue(mode)!, parsed.GetValue(connections), duration, !parsed.GetValue(noKeys));
            Console.WriteLine(Header);
            Console.WriteLine(Row(parsed.GetValue(mode)!, result));
            return result.Errors.Count == 0 ? 0 : 1;
        });
        return root.Parse(args).InvokeAsync();
    }

    public const string Header = "| load | per second | p50 ms | p90 ms | p99 ms | max ms | answers | errors |\n| --- | ---: | ---: | ---: | ---: | ---: | ---: | --- |";

    public static string Row(string name, LoadResult result) => string.Create(CultureInfo.InvariantCulture,
        $"| {name} | {result.PerSecond:N0} | {result.LatencyMs.P50:F1} | {result.LatencyMs.P90:F1} | {result.LatencyMs.P99:F1} | {result.LatencyMs.Max:F0} | {result.Answers:N0} | {Errors(result)} |");

    private static string Errors(LoadResult result) => result.Errors.Count == 0
        ? "none"
        : string.Join(", ", result.Errors.OrderBy(error => error.Key).Select(error => string.Create(CultureInfo.InvariantCulture, $"{error.Value} × {(error.Key == 0 ? "lost" : error.Key.ToString(CultureInfo.InvariantCulture))}")));
}
