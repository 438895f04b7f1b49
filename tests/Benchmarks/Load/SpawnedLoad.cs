using System.Diagnostics;
using System.Globalization;
using Cloud.Cli.Client;
using Cloud.Cli.Region;
using Cloud.Contracts;
using Cloud.ControlPlane.Operator.Region;

namespace Cloud.Benchmarks.Load;

/// <summary>Publishes the server in Release, starts it on directories of its own and measures it.</summary>
internal static class SpawnedLoad
{
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(10);

    /// <summary>Long enough for the run-time compiler to have finished with the hot path.</summary>
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(15);

    public static async Task<int> RunAsync(string? published, int connections, TimeSpan duration, int hosts, bool keys)
    {
        var folder = Directory.CreateTempSubdirectory("cloud-load-").FullName;
        try
        {
            var assembly = published ?? await PublishAsync(Path.Combine(folder, "api"));
            await StartsAsync(assembly, Path.Combine(folder, "small"));
            return await LoadsAsync(assembly, folder, connections, duration, hosts, keys) ? 0 : 1;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Signs in as the operator of a first start and makes a project without limits.</summary>
    public static async Task<LoadTarget> PrepareAsync(ServerProcess server)
    {
        using var http = new HttpClient();
        var body = new SignInBody { UserName = "operator", Password = server.OperatorPassword!, TokenName = "load" };
        var secret = (await new CloudApiClient(http, server.Address, token: null, TimeProvider.System).SignInAsync(body, CancellationToken.None)).Secret;
        var api = new CloudApiClient(http, server.Address, secret, TimeProvider.System);
        var tenant = await api.CreateTenantAsync(new CreateTenantBody { Name = "load" }, CancellationToken.None);
        var limit = new ResourceCountView(10_000_000, 100_000_000, 1_000_000_000_000, 10_000_000_000);
        await api.CreateProjectAsync(new CreateProjectBody { Tenant = tenant.Id, Name = "load", Limit = limit }, CancellationToken.None);
        return new LoadTarget(server.Address, secret, "load");
    }

    private static async Task<string> PublishAsync(string target)
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "Cloud.sln"))) root = root.Parent;
        var project = Path.Combine(root?.FullName ?? throw new InvalidOperationException("run it from the repository"), "src", "Api");
        using var publish = Process.Start("dotnet", ["publish", project, "-c", "Release", "-o", target, "-v", "q", "--nologo", "-clp:NoSummary"]);
        await publish.WaitForExitAsync();
        return publish.ExitCode == 0 ? Path.Combine(target, "Cloud.Api.dll") : throw new InvalidOperationException("the server could not be published");
    }

    private static async Task StartsAsync(string assembly, string data)
    {
        Console.WriteLine("| start | ready after s | idle memory MiB |\n| --- | ---: | ---: |");
        foreach (var name in new[] { "first start, default region (48 hosts)", "second start", "third start" })
        {
            await using var server = await ServerProcess.StartAsync(assembly, data);
            await Task.Delay(Idle);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {name} | {server.ReadyAfter.TotalSeconds:F2} | {server.ResidentMib} |"));
        }

        Console.WriteLine();
    }

    private static async Task<bool> LoadsAsync(string assembly, string folder, int connections, TimeSpan duration, int hosts, bool keys)
    {
        var region = Path.Combine(folder, "region.json");
        var file = RegionGenerator.Generate(hosts, zones: 3, "epyc-7763-2s", "spread", cpuRatio: 4, speed: 1);
        await File.WriteAllTextAsync(region, RegionFileWriter.Write(file));
        await using var server = await ServerProcess.StartAsync(assembly, Path.Combine(folder, "large"), "--region", region, "--Cloud:RateLimit:Enabled=false");
        var target = await PrepareAsync(server);
        var clean = true;
        Console.WriteLine(LoadCommand.Header.Replace(" errors |", " errors | server CPU |", StringComparison.Ordinal) + " ---: |");
        foreach (var mode in new[] { "create", "read", "list" })
        {
            await target.RunAsync(mode, connections, WarmUp, keys);
            var before = server.ProcessorTime;
            var result = await target.RunAsync(mode, connections, duration, keys);
            var cores = (server.ProcessorTime - before).TotalSeconds / result.Seconds;
            clean &= result.Errors.Count == 0;
            Console.WriteLine(LoadCommand.Row(mode, result) + string.Create(CultureInfo.InvariantCulture, $" {cores:F2} cores |"));
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"\nMemory after the load: {server.ResidentMib} MiB."));
        return clean;
    }
}
