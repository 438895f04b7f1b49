using System.Net.ServerSentEvents;
using System.Text.Json;
using Cloud.Api.Tests.Fixture;
using Cloud.Contracts;
using Cloud.ControlPlane.Ports;
using Cloud.ControlPlane.Telemetry;
using Cloud.Domain.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Cloud.Api.Tests.Telemetry;

/// <summary>A process of its own: the modelled world tells nobody, the test tells the ticks.</summary>
public sealed class MeasuredCloudTests : IAsyncLifetime
{
    private const string ScrapeToken = "scrape-me-if-you-can";
    private CloudProcess _process = null!;
    private ApiClient _operator = null!;
    private InstanceView _instance = null!;
    private DateTimeOffset _now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public async ValueTask InitializeAsync()
    {
        _process = await CloudProcess.StartAsync(
            CloudProcess.NewDirectory(), [$"--Cloud:Telemetry:ScrapeToken={ScrapeToken}"], builder => builder.Services.AddSingleton<ITelemetrySink, Deaf>());
        _operator = await _process.SignInAsync("operator", _process.OperatorPassword);
        var tenant = (await _operator.PostAsync("tenants", new { name = "ada" })).Read<TenantView>(201);
        await _operator.PostAsync("projects", new { tenant = tenant.Id, name = "alpha" });
        _instance = await _operator.CreateRunningAsync("alpha", "web");
    }

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        Directory.Delete(_process.Directory, recursive: true);
    }

    private void Tick(float granted)
    {
        var store = _process.Services.GetRequiredService<TelemetryStore>();
        var sample = new InstanceSample(new InstanceId(_instance.Id)) { [InstanceMetric.CpuGranted] = granted };
        _now = _now.AddSeconds(1);
        store.BeginTick(_now, 1);
        store.Host(new HostId(_instance.Placement.Host), new HostSample { [HostMetric.Threads] = 8, [HostMetric.CpuGranted] = granted }, [new(0.5f, 0, 0, 1)], [sample]);
        store.EndTick();
    }

    [Fact]
    public async Task Get_AfterTicks_ValuesTotalsAndPastAgreeAtEveryDoor()
    {
        Tick(1);
        Tick(0.5f);

        var metrics = (await _operator.GetAsync($"projects/alpha/instances/{_instance.Id}/metrics?names=cpu.granted")).Read<MetricsView>(200);
        var series = Assert.Single(metrics.Series);
        Assert.Equal((_now, true, 1), (metrics.At, metrics.IsMeasured, metrics.StepSeconds));
        Assert.Equal((0.5, 1.5), (series.Current, series.Total));
        Assert.Equal([null, 1, 0.5], series.Mean.TakeLast(3));

        var top = Assert.Single((await _operator.GetAsync("projects/alpha/metrics?names=cpu.granted")).Read<PageView<InstanceMetricsView>>(200).Items);
        Assert.Equal(("web", 0.5), (top.Name, top.Metrics.Series[0].Current));
        var host = (await _operator.GetAsync($"hosts/{_instance.Placement.Host}/metrics?names=cpu.granted,numa.cpu.utilization")).Read<MetricsView>(200);
        Assert.Equal(0.5, host.Series[0].Current);
        Assert.Contains(host.Series, other => other is { NumaNode: 0, Current: 0.5 });
        var zone = (await _operator.GetAsync($"zones/{_instance.Zone}/metrics?names=cpu.granted")).Read<MetricsView>(200);
        Assert.Equal(0.5, zone.Series[0].Current);
    }

    [Fact]
    public async Task Follow_Instance_TellsEveryTickAndResumes()
    {
        Tick(1);
        var path = $"/api/v1/projects/alpha/instances/{_instance.Id}/metrics?names=cpu.granted";
        var seen = new List<LiveMetricsView>();
        string? last = null;
        await foreach (var (id, live) in FollowAsync(path, new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds().ToString()))
        {
            seen.Add(live);
            last = id;
            if (seen.Count == 3) break;
            Tick(seen.Count + 1);
        }

        Assert.Equal([1, 2, 3], seen.Select(live => live.Values[0]));
        Assert.Equal(["cpu.granted"], seen[0].Names!);
        Assert.Null(seen[1].Names);
        Tick(4);
        await foreach (var (_, live) in FollowAsync(path, last))
        {
            Assert.Equal(4, live.Values[0]);
            break;
        }
    }

    [Fact]
    public async Task Follow_InstanceDeleted_EndsWithGone()
    {
        Tick(1);
        var all = new List<LiveMetricsView>();
        await foreach (var (_, live) in FollowAsync($"/api/v1/projects/alpha/instances/{_instance.Id}/metrics?names=cpu.granted", "0"))
        {
            all.Add(live);
            if (all.Count > 1) continue;
            await _operator.DeleteAsync($"projects/alpha/instances/{_instance.Id}");
            while ((await _operator.GetAsync($"projects/alpha/instances/{_instance.Id}")).Status == 200) await Task.Delay(20);
            Tick(1);
        }

        Assert.Equal([1, 0], all.Select(live => live.Values.Count));
    }

    [Theory]
    [InlineData("text/plain", "text/plain; version=0.0.4; charset=utf-8")]
    [InlineData("application/openmetrics-text; version=1.0.0", "application/openmetrics-text; version=1.0.0; charset=utf-8")]
    public async Task Scrape_WithTheScrapeToken_NamesTheInstance(string accept, string type)
    {
        Tick(1);
        var answer = await ScrapeAsync(ScrapeToken, accept);

        Assert.Equal((200, type), (answer.Status, answer.Header("Content-Type")));
        Assert.Contains($"cloud_instance_cpu_granted_seconds_total{{instance_id=\"{_instance.Id}\",name=\"web\"", answer.Body, StringComparison.Ordinal);
        Assert.Equal(accept is not "text/plain", answer.Body.EndsWith("# EOF\n", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Scrape_WithoutTheRight_IsRefused()
    {
        Assert.Equal(200, (await ScrapeAsync(_operator.Token, "text/plain")).Status);
        (await ScrapeAsync("guess-guess-guess", "text/plain")).Problem("unauthenticated");
        (await ScrapeAsync(null, "text/plain")).Problem("unauthenticated");
        await _operator.PostAsync("users", new { userName = "eve", password = SharedCloud.Password });
        using var eve = await _process.SignInAsync("eve", SharedCloud.Password);
        (await ScrapeAsync(eve.Token, "text/plain")).Problem("forbidden");
    }

    private async Task<Answer> ScrapeAsync(string? token, string accept)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_process.Address, "/metrics"));
        request.Headers.Accept.ParseAdd(accept);
        if (token is not null) request.Headers.Authorization = new("Bearer", token);
        using var client = new HttpClient();
        return await Answer.OfAsync(await client.SendAsync(request));
    }

    private async IAsyncEnumerable<(string Id, LiveMetricsView Live)> FollowAsync(string path, string? lastEventId)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Accept.ParseAdd("text/event-stream");
        if (lastEventId is not null) request.Headers.Add("Last-Event-ID", lastEventId);
        using var response = await _operator.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        var parser = SseParser.Create(await response.Content.ReadAsStreamAsync());
        await foreach (var item in parser.EnumerateAsync(TestContext.Current.CancellationToken))
            yield return (parser.LastEventId, JsonSerializer.Deserialize<LiveMetricsView>(item.Data, JsonSerializerOptions.Web)!);
    }

    /// <summary>Takes in nothing.</summary>
    private sealed class Deaf : ITelemetrySink
    {
        public void BeginTick(DateTimeOffset end, double seconds)
        {
        }

        public void Host(HostId host, in HostSample sample, ReadOnlySpan<NumaNodeSample> numaNodes, ReadOnlySpan<InstanceSample> instances)
        {
        }

        public void Lost(HostId host)
        {
        }

        public void EndTick()
        {
        }
    }
}
