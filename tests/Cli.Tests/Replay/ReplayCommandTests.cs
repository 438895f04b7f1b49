using System.Net;
using System.Text.Json;
using Cloud.Cli.Replay;
using Cloud.Cli.Tests.Fakes;
using Cloud.Contracts;

namespace Cloud.Cli.Tests.Replay;

public sealed class ReplayCommandTests : IDisposable
{
    private const string Header = "flavor_vcpus,flavor_ram,numa,strategy,group,domain\n";
    private readonly string _folder = Directory.CreateTempSubdirectory("cloud-replay-").FullName;

    [Fact]
    public async Task Replay_MoreThanFits_AccountsForEveryRequest()
    {
        using var run = new CliRun();
        var region = new FakeRegion(run.Server, vcpus: 20);

        var (code, report) = await ReplayAsync(run, Header + "8,16,1,fault_domain,3,1\n8,16,1,,,\n32,64,2,,,\n4,8,1,,,\n4,8,1,,,\n");

        Assert.Equal(0, code);
        Assert.Equal((5, 3, 3, 0, 0), (report.Requested, report.Accepted, report.Running, report.Failed, report.Unsettled));
        Assert.Equal([new ReplayCount("no-capacity", "memoryMib", 2)], report.Refused);
        Assert.Empty(report.Errors);
        Assert.Equal(3, report.CreateLatencyMs.Count);
        Assert.Equal(161, report.TimeToRunningMs.P99);
        Assert.Equal(["trace.4c-8192m-n1-d2", "trace.8c-16384m-n1-d2", "trace.32c-65536m-n2-d2"], region.Flavors.Select(flavor => flavor.Name));
        Assert.Equal([1, 1, 2], region.Flavors.Select(flavor => flavor.NumaNodes));
    }

    [Fact]
    public async Task Replay_Bodies_CarryNameLabelsImageAndOneKeyEach()
    {
        using var run = new CliRun();
        _ = new FakeRegion(run.Server, vcpus: 100);

        await ReplayAsync(run, Header + "8,16,1,fault_domain,3,1\n8,16,1,,,\n");

        var creations = run.Server.Requests.Where(request => request.Line is "POST /projects/team-07/instances").OrderBy(request => request.Body).ToList();
        var first = JsonSerializer.Deserialize<CreateInstanceBody>(creations[0].Body, JsonSerializerOptions.Web)!;
        Assert.Equal(("r-000001", "vm", "light"), (first.Name, first.Kind, first.Image));
        Assert.Equal("fault_domain", first.Labels!["trace.strategy"]);
        Assert.Equal(["trace.domain", "trace.group", "trace.index", "trace.run", "trace.strategy"], first.Labels.Keys.Order());
        Assert.Equal(2, creations.Select(request => request.Headers["Idempotency-Key"]).Distinct().Count());
    }

    [Fact]
    public async Task Replay_RefusalWithoutReason_IsAnErrorAndExitsOne()
    {
        using var run = new CliRun();
        _ = new FakeRegion(run.Server, vcpus: 100)
        {
            OnCreate = body => body.Name is "r-000002"
                ? FakeServer.Problem(new ProblemView { Type = "/problems/no-capacity", Title = "No", Status = 507 }, HttpStatusCode.InsufficientStorage)
                : body.Name is "r-000003" ? throw new HttpRequestException("reset") : null,
        };

        var (code, report) = await ReplayAsync(run, Header + "8,16,1,,,\n8,16,1,,,\n8,16,1,,,\n");

        Assert.Equal(1, code);
        Assert.Empty(report.Refused);
        Assert.Equal([new ReplayCount("no-capacity", null, 1), new ReplayCount("unreachable", null, 1)], report.Errors);
    }

    [Fact]
    public async Task Replay_InstanceEndsInError_ExitsOne()
    {
        using var run = new CliRun();
        _ = new FakeRegion(run.Server, vcpus: 100) { EndState = "error" };

        var (code, report) = await ReplayAsync(run, Header + "8,16,1,,,\n");

        Assert.Equal((1, 1, 0), (code, report.Failed, report.Running));
    }

    [Fact]
    public async Task Replay_FlavorOfTheNameWithAnotherSize_IsUsage()
    {
        using var run = new CliRun();
        var flavor = new FlavorView
        {
            Name = "trace.8c-16384m-n1-d2", Description = "", Vcpus = 9, MemoryMib = 16_384, DiskGib = 2, NumaNodes = 1, CpuPolicy = "shared", Kinds = ["vm"],
        };
        _ = new FakeRegion(run.Server, vcpus: 100);
        run.Server.On("GET /flavors", Samples.Page(flavor));

        Assert.Equal(2, await run.RunAsync("replay", "--trace", "huawei-topology", "--file", await FileAsync("t.csv", Header + "8,16,1,,,\n")));
        Assert.Contains("another size", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replay_BrokenTrace_IsUsageBeforeAnythingIsCreated()
    {
        using var run = new CliRun();
        var region = new FakeRegion(run.Server, vcpus: 100);

        Assert.Equal(2, await run.RunAsync("replay", "--trace", "huawei-topology", "--file", await FileAsync("t.csv", Header + "8,16,1,,,\n8,16,7,,,\n")));
        Assert.Contains("line 3", run.Error, StringComparison.Ordinal);
        Assert.Empty(region.Instances);
    }

    [Fact]
    public async Task Replay_ScaledTimeWithDeletes_DeletesWhatEndedWhileTheTraceLasted()
    {
        const string Trace = "vm,arrival_s,batch,vcpu,mem_gb,dur_lo_s,dur_hi_s,censored\n0,300,0,1,1.75,0,0,0\n1,300,0,1,1.75,90000,99999,0\n2,300,1,1,1.75,0,0,1\n3,900,1,2,3.5,300,600,0\n";
        using var run = new CliRun();
        var region = new FakeRegion(run.Server, vcpus: 100);
        var file = await FileAsync("t.csv", Trace);

        var code = await run.RunAsync("replay", "--trace", "azure-2017", "--file", file, "--speed", "1000", "--deletes", "-o", "json", "--kind", "container");

        var report = JsonSerializer.Deserialize(run.Out, ReplayJson.Default.ReplayReport)!;
        Assert.Equal((0, 4, 3, 1), (code, report.Accepted, report.Running, report.Deleted));
        Assert.Equal(["r-000002", "r-000003", "r-000004"], region.Instances.Select(instance => instance.Name).Order());
        Assert.True(report.SendingSeconds >= 0.6, "600 traced seconds at 1,000 a second");
    }

    [Theory]
    [InlineData("--speed", "0")]
    [InlineData("--deletes")]
    [InlineData("--concurrency", "0")]
    [InlineData("--count", "0")]
    public async Task Replay_ImpossibleOption_IsUsage(params string[] options)
    {
        using var run = new CliRun();

        Assert.Equal(2, await run.RunAsync(["replay", "--trace", "huawei-topology", "--file", await FileAsync("t.csv", Header), .. options]));
        Assert.Empty(run.Server.Requests);
    }

    [Fact]
    public async Task Print_Table_IsAsRecorded()
    {
        var report = new ReplayReport
        {
            Run = "0a1b2c3d", Trace = "huawei-topology", Project = "team-07", Concurrency = 64, Requested = 5_000, Accepted = 4_000, Running = 3_997, Deleted = 1,
            Failed = 1, Unsettled = 1, Refused = [new("no-capacity", "memoryMib", 900), new("quota-exceeded", "vcpus", 99)],
            Errors = [new("internal", null, 1)], Retries = 2, CreateLatencyMs = new(4_000, 10.04, 20, 30, 40.5), RefusalLatencyMs = new(999, 1, 2, 3, 4),
            TimeToRunningMs = new(0, 0, 0, 0, 0), SendingSeconds = 2, TotalSeconds = 5.25,
        };
        await using var text = new StringWriter { NewLine = "\n" };
        var shell = new Cloud.Cli.Shell.CliShell
        {
            In = TextReader.Null, Out = text, Error = text, ReadSecret = _ => null, Variable = _ => null, Handler = () => new FakeServer(),
            Time = TimeProvider.System, IsTerminal = false, Width = 400,
        };

        ReplayPrinter.Print(new Cloud.Cli.Output.Printer(shell, Cloud.Cli.Output.OutputFormat.Table), report);

        Golden.Match("replay.txt", text.ToString());
        Assert.False(report.AllAccountedFor);
        Assert.True((report with { Requested = 4_997 }).AllAccountedFor);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task<(int Code, ReplayReport Report)> ReplayAsync(CliRun run, string trace)
    {
        var code = await run.RunAsync("replay", "--trace", "huawei-topology", "--file", await FileAsync("trace.csv", trace), "--concurrency", "1", "-o", "json");
        return (code, JsonSerializer.Deserialize(run.Out, ReplayJson.Default.ReplayReport)!);
    }

    private async Task<string> FileAsync(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        await File.WriteAllTextAsync(path, text);
        return path;
    }
}
