using System.Net.ServerSentEvents;
using System.Text.Json;
using Cloud.Api.Tests.Fixture;
using Cloud.Contracts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Cloud.Api.Tests.Iaas;

public sealed class EventsTests(SharedCloud cloud)
{
    private static async IAsyncEnumerable<(string? Id, string Type, EventView Data)> FollowAsync(ApiClient client, string project, string? lastEventId)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/projects/{project}/events");
        request.Headers.Accept.ParseAdd("text/event-stream");
        if (lastEventId is not null)
            request.Headers.Add("Last-Event-ID", lastEventId);
        using var response = await client.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType!.MediaType);
        var parser = SseParser.Create(await response.Content.ReadAsStreamAsync());
        await foreach (var item in parser.EnumerateAsync(TestContext.Current.CancellationToken))
            yield return (parser.LastEventId, item.EventType, JsonSerializer.Deserialize<EventView>(item.Data, JsonSerializerOptions.Web)!);
    }

    [Fact]
    public async Task Follow_FromZero_TellsStoredAndLiveEventsInOrderWithoutGap()
    {
        var project = await cloud.NewProjectAsync();
        var first = await cloud.Operator.CreateRunningAsync(project.Name, "first");
        var seen = new List<(string? Id, string Type, EventView Data)>();
        await foreach (var happened in FollowAsync(cloud.Operator, project.Name, "0"))
        {
            seen.Add(happened);
            if (happened.Type == "instance.running" && happened.Data.Instance == first.Id)
                await cloud.Operator.CreateAsync(project.Name, "second");
            if (happened.Type == "instance.running" && happened.Data.InstanceName == "second")
                break;
        }

        Assert.Equal(["instance.creating", "instance.running", "instance.creating", "instance.running"], seen.Select(happened => happened.Type));
        Assert.All(seen, happened => Assert.Equal(happened.Id, happened.Data.Sequence.ToString()));
        Assert.Equal(seen.Select(happened => happened.Data.Sequence).Order(), seen.Select(happened => happened.Data.Sequence));
    }

    [Fact]
    public async Task Follow_WithLastEventId_GoesOnAfterIt()
    {
        var project = await cloud.NewProjectAsync();
        await cloud.Operator.CreateRunningAsync(project.Name, "one");
        var stored = (await cloud.Operator.GetAsync($"projects/{project.Name}/events")).Read<PageView<EventView>>(200).Items;
        Assert.Equal(["instance.running", "instance.creating"], stored.Select(happened => happened.Type));

        await foreach (var happened in FollowAsync(cloud.Operator, project.Name, stored[1].Sequence.ToString()))
        {
            Assert.Equal(stored[0].Sequence, happened.Data.Sequence);
            break;
        }
    }

    [Theory]
    [InlineData("latest")]
    [InlineData("-1")]
    [InlineData("1.5")]
    public async Task Follow_BadLastEventId_NamesTheHeader(string id) =>
        (await cloud.Member.GetAsync("projects/alpha/events", ("Accept", "text/event-stream"), ("Last-Event-ID", id))).Field("Last-Event-ID");

    [Fact]
    public async Task Follow_TokenRevoked_EndsTheStream()
    {
        var project = await cloud.NewProjectAsync();
        var issued = (await cloud.Operator.PostAsync("tokens", new { name = cloud.NewName("stream"), scope = "read" })).Read<IssuedTokenView>(201);
        using var client = cloud.Process.WithToken(issued.Secret);
        await cloud.Operator.CreateRunningAsync(project.Name, "before");
        var seen = new List<string>();
        await foreach (var happened in FollowAsync(client, project.Name, "0"))
        {
            seen.Add(happened.Data.Subject.Name);
            if (happened.Type != "instance.running")
                continue;
            Assert.Equal(204, (await cloud.Operator.DeleteAsync($"tokens/{issued.Token.Id}")).Status);
            await cloud.Operator.CreateAsync(project.Name, "after");
        }

        Assert.Equal(["before", "before"], seen);
    }

    [Fact]
    public async Task Follow_WhenNothingHappens_SendsHeartbeats()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.Parse("2026-11-23T08:00:00Z"));
        await using var process = await CloudProcess.StartAsync(CloudProcess.NewDirectory(), configure: builder => builder.Services.AddSingleton<TimeProvider>(clock));
        using var boss = await ProjectAsync(process);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/projects/p/events");
        request.Headers.Accept.ParseAdd("text/event-stream");
        using var response = await boss.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        foreach (var _ in Enumerable.Range(0, 2))
        {
            string? line = null;
            while (line is not ": heartbeat")
            {
                var reading = reader.ReadLineAsync(TestContext.Current.CancellationToken).AsTask();
                while (!reading.IsCompleted)
                {
                    clock.Advance(TimeSpan.FromSeconds(15));
                    await Task.WhenAny(reading, Task.Delay(20, TestContext.Current.CancellationToken));
                }

                line = await reading;
                Assert.NotNull(line);
            }
        }
    }

    [Fact]
    public async Task Follow_WhenTheServerStops_EndsCleanly()
    {
        var process = await CloudProcess.StartAsync(CloudProcess.NewDirectory());
        using var boss = await ProjectAsync(process);
        await boss.CreateRunningAsync("p", "one");
        var types = new List<string>();
        await foreach (var happened in FollowAsync(boss, "p", "0"))
        {
            types.Add(happened.Type);
            if (happened.Type == "instance.running")
                await process.DisposeAsync();
        }

        Assert.Equal(["instance.creating", "instance.running"], types);
    }

    private static async Task<ApiClient> ProjectAsync(CloudProcess process)
    {
        var boss = await process.SignInAsync("operator", process.OperatorPassword);
        var tenant = (await boss.PostAsync("tenants", new { name = "t" })).Read<TenantView>(201);
        (await boss.PostAsync("projects", new { tenant = tenant.Id, name = "p" })).Read<ProjectView>(201);
        return boss;
    }

    [Fact]
    public async Task List_PageByPage_IsNewestFirst()
    {
        var project = await cloud.NewProjectAsync();
        await cloud.Operator.CreateRunningAsync(project.Name, "one");
        var first = (await cloud.Operator.GetAsync($"projects/{project.Name}/events?limit=1")).Read<PageView<EventView>>(200);
        var second = (await cloud.Operator.GetAsync($"projects/{project.Name}/events?limit=1&cursor={first.Next}")).Read<PageView<EventView>>(200);
        Assert.Equal(["instance.running", "instance.creating"], first.Items.Concat(second.Items).Select(happened => happened.Type));
        Assert.Null(second.Next);
    }
}
