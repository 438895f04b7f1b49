using System.Text.Json;
using Cloud.Benchmarks.Load;
using Cloud.Cli;
using Cloud.Cli.Replay;
using Cloud.Cli.Shell;

namespace Cloud.Replay.Tests;

/// <summary>The real server on a region file, with a project without limits, and the real command against it.</summary>
internal sealed class ReplayRig : IAsyncDisposable
{
    private readonly Dictionary<string, string> _variables = new(StringComparer.Ordinal);
    private readonly ServerProcess _server;

    private ReplayRig(ServerProcess server, string folder, string region) => (_server, Folder, Region) = (server, folder, region);

    public string Folder { get; }

    public string Region { get; }

    public string Database => Path.Combine(Folder, "data", "cloud.db");

    /// <param name="writeRegion">Writes the region file at the path it is given.</param>
    public static async Task<ReplayRig> StartAsync(Func<string, Task> writeRegion)
    {
        var folder = Directory.CreateTempSubdirectory("cloud-replay-").FullName;
        var region = Path.Combine(folder, "region.json");
        await writeRegion(region);
        var server = await ServerProcess.StartAsync(
            ApiAssembly(), Path.Combine(folder, "data"), "--region", region, "--speed", "2000", "--Cloud:RateLimit:Enabled=false");
        var rig = new ReplayRig(server, folder, region);
        try
        {
            await rig.PrepareAsync();
            return rig;
        }
        catch
        {
            await rig.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs a command line that must succeed; gives its output.</summary>
    public async Task<string> RunAsync(params string[] args)
    {
        var (code, output, error) = await TryAsync(secret: null, args);
        Assert.True(code == 0, $"cloud {string.Join(' ', args)}: exit {code}\n{output}\n{error}");
        return output.Trim();
    }

    /// <summary>Replays; every request must end as running or as a refusal with a reason.</summary>
    public async Task<ReplayReport> ReplayAsync(string format, string file, int count)
    {
        var output = await RunAsync("replay", "--trace", format, "--file", file, "--count", $"{count}", "-o", "json");
        var report = JsonSerializer.Deserialize(output, ReplayJson.Default.ReplayReport)!;
        TestContext.Current.SendDiagnosticMessage(output);
        Assert.Equal(count, report.Requested);
        Assert.Equal(count, report.Running + report.Refused.Sum(refusal => refusal.Count));
        Assert.Empty(report.Errors);
        return report;
    }

    /// <summary>Ends the server as a power cut would: what it acknowledged must be in the file.</summary>
    public Task CrashAsync() => _server.KillAsync();

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    private async Task PrepareAsync()
    {
        _variables["CLOUD_SERVER"] = _server.Address.ToString();
        _variables["XDG_CONFIG_HOME"] = Path.Combine(Folder, "home");
        var (code, _, error) = await TryAsync(_server.OperatorPassword, "login", "--user", "operator");
        Assert.True(code == 0, error);
        await RunAsync("tenant", "create", "replay");
        await RunAsync(
            "project", "create", "replay", "--tenant", "replay", "--max-instances", "1000000", "--max-vcpus", "100000000", "--max-memory-mib", "1000000000000",
            "--max-disk-gib", "1000000000");
        _variables["CLOUD_PROJECT"] = "replay";
    }

    private async Task<(int Code, string Out, string Error)> TryAsync(string? secret, params string[] args)
    {
        await using var output = new StringWriter();
        await using var error = new StringWriter();
        var shell = new CliShell
        {
            In = TextReader.Null, Out = output, Error = error, ReadSecret = _ => secret, Variable = name => _variables.GetValueOrDefault(name),
            Handler = () => new SocketsHttpHandler(), Time = TimeProvider.System, IsTerminal = false, Width = 400,
        };
        var code = await CloudCommand.RunAsync(args, shell, TestContext.Current.CancellationToken);
        return (code, output.ToString(), error.ToString());
    }

    private static string ApiAssembly()
    {
        var here = new DirectoryInfo(AppContext.BaseDirectory);
        return Path.Combine(here.Parent!.Parent!.FullName, "Api", here.Name, "Cloud.Api.dll");
    }
}
