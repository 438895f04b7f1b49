using System.Diagnostics;
using System.Text;
using Cloud.Api.Hosting;
using Cloud.Api.Tests.Fixture;
using Cloud.Contracts;

namespace Cloud.Api.Tests.Hosting;

/// <summary>First start, later starts, and starts that are refused.</summary>
public sealed class StartTests
{
    [Fact]
    public async Task Start_EmptyDirectory_PrintsThePasswordOnceAndKeepsEverything()
    {
        var directory = CloudProcess.NewDirectory();
        string password, token;
        InstanceView instance;
        var key = ("Idempotency-Key", "restart-1");
        object body = new { name = "kept", kind = "container", flavor = "box.small", image = "busybox" };
        await using (var first = await CloudProcess.StartAsync(directory))
        {
            password = first.OperatorPassword;
            using var boss = await first.SignInAsync("operator", password);
            token = boss.Token!;
            var tenant = (await boss.PostAsync("tenants", new { name = "t" })).Read<TenantView>(201);
            (await boss.PostAsync("projects", new { tenant = tenant.Id, name = "p" })).Read<ProjectView>(201);
            instance = (await boss.PostAsync("projects/p/instances", body, key)).Read<InstanceView>(201);
            await boss.WaitAsync("p", instance.Id, "running");
        }

        await using var second = await CloudProcess.StartAsync(directory);
        Assert.DoesNotContain("operator / ", second.Console, StringComparison.Ordinal);
        Assert.Contains("--reset-operator-password", second.Console, StringComparison.Ordinal);
        using var again = second.WithToken(token);
        var kept = (await again.GetAsync($"projects/p/instances/{instance.Id}")).Read<InstanceView>(200);
        Assert.Equal(("running", instance.Placement.Host), (kept.State, kept.Placement.Host));
        var replayed = await again.PostAsync("projects/p/instances", body, key);
        Assert.Equal((instance.Id, "creating", "true"), (replayed.Read<InstanceView>(201).Id, replayed.Read<InstanceView>(201).State, replayed.Header("Idempotency-Replayed")));
        Assert.Equal(1, (await again.GetAsync("projects/p")).Read<ProjectView>(200).Use.Instances);
        using var signedIn = await second.SignInAsync("operator", password);
        await again.PostAsync($"projects/p/instances/{instance.Id}:stop");
        await again.WaitAsync("p", instance.Id, "stopped");
    }

    [Fact]
    public async Task Start_ResetOperatorPassword_PrintsANewOneAndTheOldOneIsDead()
    {
        var directory = CloudProcess.NewDirectory();
        string old;
        await using (var first = await CloudProcess.StartAsync(directory))
            old = first.OperatorPassword;
        await using var second = await CloudProcess.StartAsync(directory, ["--reset-operator-password"]);
        Assert.NotEqual(old, second.OperatorPassword);
        using var boss = await second.SignInAsync("operator", second.OperatorPassword);
        using var anonymous = second.Anonymous();
        (await anonymous.PostAsync("sign-in", new { userName = "operator", password = old })).Problem("sign-in-failed");
    }

    [Fact]
    public async Task Start_Demo_SeedsAClassOnce()
    {
        var directory = CloudProcess.NewDirectory();
        foreach (var _ in Enumerable.Range(0, 2))
        {
            await using var process = await CloudProcess.StartAsync(directory, ["--demo"]);
            foreach (var (student, project) in ((string, string)[])[("aysel", "team-07"), ("murad", "team-07"), ("leyla", "team-08"), ("tural", "team-08")])
            {
                using var client = await process.SignInAsync(student, $"demo-{student}-2026");
                var projects = (await client.GetAsync("projects")).Read<PageView<ProjectView>>(200).Items;
                Assert.Equal([project], projects.Select(item => item.Name));
                Assert.Equal(4, (await client.GetAsync($"projects/{project}/instances")).Read<PageView<InstanceView>>(200).Items.Count);
            }
        }
    }

    [Fact]
    public async Task Start_FilesOfTheDataDirectory_AreForTheOwnerOnly()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no Unix file modes.");
            return;
        }

        var directory = CloudProcess.NewDirectory();
        await using var process = await CloudProcess.StartAsync(directory);
        using var client = process.Anonymous();
        await client.GetAsync("/account/sign-in");

        var others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;
        Assert.Equal(UnixFileMode.None, File.GetUnixFileMode(directory) & others);
        var keys = Directory.GetFiles(Path.Combine(directory, "keys"));
        Assert.Contains(keys, key => Path.GetFileName(key).StartsWith("key-", StringComparison.Ordinal));
        foreach (var key in keys)
            Assert.Equal(UnixFileMode.None, File.GetUnixFileMode(key) & others);
    }

    [Fact]
    public async Task Start_BadRegionFile_ListsItsErrors()
    {
        var directory = CloudProcess.NewDirectory();
        await File.WriteAllTextAsync(Path.Combine(directory, "region.json"), """{"name": "No!", "speed": -1}""");
        var refused = await Assert.ThrowsAsync<StartException>(() => CloudProcess.StartAsync(directory));
        Assert.Equal(StartException.BadSettings, refused.ExitCode);
        Assert.True(refused.Details.Count >= 3, refused.Text);
        DataDirectory.Open(directory).Dispose();
    }

    [Fact]
    public async Task Process_OnADirectoryInUse_ExitsWith3AndOneLine()
    {
        var directory = CloudProcess.NewDirectory();
        await using var running = await CloudProcess.StartAsync(directory);
        var (exitCode, error) = await RunAsync("--data", directory, "--urls", "http://127.0.0.1:0");
        Assert.Equal(3, exitCode);
        Assert.Contains("in use by another process", Assert.Single(error.Trim().Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Process_DemoInProduction_ExitsWith2()
    {
        var (exitCode, error) = await RunAsync("--demo", "--speed", "never", "--data", CloudProcess.NewDirectory());
        Assert.Equal(2, exitCode);
        Assert.Contains("refused in Production", error, StringComparison.Ordinal);
        Assert.Contains("Cloud:Speed is 'never'", error, StringComparison.Ordinal);
    }

    /// <summary>Runs the real program until it ends by itself.</summary>
    private static async Task<(int ExitCode, string Error)> RunAsync(params string[] args)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet")
        {
            UseShellExecute = false,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            StandardErrorEncoding = Encoding.UTF8,
            Environment = { ["ASPNETCORE_ENVIRONMENT"] = "Production" },
        };
        start.ArgumentList.Add(typeof(CloudHost).Assembly.Location);
        foreach (var argument in args)
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await output;
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, error);
    }
}
