using System.Text.Json;
using Cloud.Cli.Shell;
using Cloud.Cli.Tests.Fakes;
using Cloud.Contracts;

namespace Cloud.Cli.Tests.Commands;

public sealed class MetricsCommandTests
{
    private const string Top = "GET /projects/team-07/metrics?limit=200&names=cpu.granted%2Ccpu.ready%2Ccpu.throttled%2Cmemory.resident%2Cmemory.numa_local%2Ccache.miss_ratio%2Cnetwork.bytes%2Cdisk.operations";

    private static MetricsView Measured(params (string Name, double? Value)[] values) => new()
    {
        At = Samples.Noon, IsMeasured = true, From = Samples.Noon, StepSeconds = 1,
        Series = [.. values.Select(value => new SeriesView { Name = value.Name, Unit = "1", Current = value.Value, Total = 12, Mean = [1, null, 3], Min = [1, null, 2], Max = [1, null, 4] })],
    };

    private static InstanceMetricsView Instance(string name, double cpu) =>
        new(Guid.NewGuid(), name, "running", "z1-r01-h03", Measured(("cpu.granted", cpu), ("cpu.ready", 0.125), ("memory.resident", 3.5 * (1 << 30))));

    [Fact]
    public async Task InstanceTop_TwoInstances_TheBusiestFirst()
    {
        using var run = new CliRun();
        run.Server.On(Top, Samples.Page(Instance("idle", 0.01), Instance("busy", 1.5)));

        Assert.Equal(ExitCode.Done, await run.RunAsync("instance", "top"));
        var lines = run.Out.Split('\n');
        Assert.Equal(["NAME", "STATE", "HOST", "CPU", "READY"], lines[0].Split(' ', StringSplitOptions.RemoveEmptyEntries)[..5]);
        Assert.Equal(["busy", "running", "z1-r01-h03", "1.5", "12.5", "%", "-", "3.5", "GiB", "-", "-", "-", "-"], lines[1].Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith("idle", lines[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task InstanceTop_Watch_LooksAsOftenAsAsked()
    {
        using var run = new CliRun();
        run.Server.On(Top, Samples.Page(Instance("busy", 1.5)));

        Assert.Equal(ExitCode.Done, await run.RunAsync("instance", "top", "--watch", "--count", "3", "--interval", "0.01", "-o", "name"));
        Assert.Equal("busy\nbusy\nbusy\n", run.Out);
        Assert.Equal(ExitCode.Usage, await run.RunAsync("instance", "top", "--interval", "0"));
    }

    [Fact]
    public async Task HostTop_Json_IsWhatTheApiSent()
    {
        using var run = new CliRun();
        run.Server.Otherwise = sent => sent.Line.StartsWith("GET /hosts:metrics?limit=200&names=", StringComparison.Ordinal) && sent.Line.EndsWith("&zone=z1", StringComparison.Ordinal)
            ? FakeServer.Json(Samples.Page(new HostMetricsView("z1-r01-h01", "z1", "r01", Measured(("cpu.utilization", 0.5)))))
            : null;

        Assert.Equal(ExitCode.Done, await run.RunAsync("host", "top", "--zone", "z1", "-o", "json"));
        Assert.Equal(0.5, JsonDocument.Parse(run.Out).RootElement[0].GetProperty("metrics").GetProperty("series")[0].GetProperty("current").GetDouble());
    }

    [Fact]
    public async Task Show_OfAZone_HasNowTotalAndRange()
    {
        using var run = new CliRun();
        run.Server.On("GET /zones/z1/racks/r01/metrics?names=power&step=60", Measured(("power", 250)));

        Assert.Equal(ExitCode.Done, await run.RunAsync("metrics", "show", "--zone", "z1", "--rack", "r01", "--names", "power", "--step", "60"));
        Assert.Equal(["power", "1", "250", "12", "1", "2", "4"], run.Out.TrimEnd().Split('\n')[^1].Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(ExitCode.Usage, await run.RunAsync("metrics", "show"));
        Assert.Equal(ExitCode.Usage, await run.RunAsync("metrics", "show", "--host", "a", "--zone", "b"));
    }
}
