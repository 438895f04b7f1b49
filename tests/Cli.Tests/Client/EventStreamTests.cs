using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Cloud.Cli.Client;
using Cloud.Cli.Tests.Fakes;
using Cloud.Contracts;

namespace Cloud.Cli.Tests.Client;

public sealed class EventStreamTests
{
    private const string Stream = "GET /projects/team-07/events";

    [Fact]
    public async Task Follow_StreamBreaks_ContinuesAfterTheLastEvent()
    {
        using var run = new CliRun();
        run.Server
            .On(Stream, _ => Sse(Samples.Event(5, "creating"), Samples.Event(6, "running")))
            .On(Stream, _ => new HttpResponseMessage(HttpStatusCode.ServiceUnavailable))
            .On(Stream, _ => Sse(Samples.Event(7, "stopping")));

        Assert.Equal(0, await run.RunAsync("event", "follow", "--after", "4", "--count", "3", "-o", "name"));

        Assert.Equal("5\n6\n7\n", run.Out);
        Assert.Equal(["4", "6", "6"], run.Server.Requests.Select(request => request.Headers["Last-Event-ID"]));
        Assert.All(run.Server.Requests, request => Assert.Equal("text/event-stream", request.Headers["Accept"]));
    }

    [Fact]
    public async Task Follow_RefusedByRole_EndsWithTheProblem()
    {
        using var run = new CliRun();
        run.Server.On(Stream, _ => FakeServer.Problem(new ProblemView { Type = "/problems/not-found", Title = "none", Status = 404 }, HttpStatusCode.NotFound));

        Assert.Equal(1, await run.RunAsync("event", "follow"));
        Assert.Single(run.Server.Requests);
    }

    [Fact]
    public async Task Follow_EndsAtOnceAgainAndAgain_IsUnreachable()
    {
        using var run = new CliRun();
        run.Server.On(Stream, _ => Sse());

        Assert.Equal(3, await run.RunAsync("event", "follow"));
        Assert.Equal(3, run.Server.Requests.Count);
    }

    [Fact]
    public async Task Watch_OtherInstancesAndOldEvents_AreLeftOut()
    {
        using var run = new CliRun();
        run.Server
            .On("GET /projects/team-07/instances?limit=200&name=web-1", Samples.Page(Samples.Instance(state: "creating")))
            .On($"GET /projects/team-07/instances/{Samples.Id(1)}", Samples.Instance(state: "creating"))
            .On($"GET /projects/team-07/events?instance={Samples.Id(1)}", Samples.Page(Samples.Event(2, "creating")))
            .On(Stream, _ => Sse(Samples.Event(2, "creating"), Samples.Event(3, "running", instance: 2), Samples.Event(4, "running")));

        Assert.Equal(0, await run.RunAsync("instance", "watch", "web-1", "--until", "running"));

        Assert.Equal("web-1 is creating on z1-r01-h03\n2026-11-23 12:00:04Z  web-1  instance.running  web-1 is running\n", run.Out);
    }

    private static HttpResponseMessage Sse(params EventView[] events)
    {
        var text = new StringBuilder(": heartbeat\n\n");
        foreach (var happened in events)
        {
            var data = JsonSerializer.Serialize(happened, ContractsJson.Default.EventView);
            text.Append($"id: {happened.Sequence}\nevent: {happened.Type}\ndata: {data}\n\n");
        }

        return new HttpResponseMessage { Content = new StringContent(text.ToString()) { Headers = { ContentType = new MediaTypeHeaderValue("text/event-stream") } } };
    }
}
