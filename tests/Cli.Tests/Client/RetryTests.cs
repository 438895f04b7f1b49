using System.Net;
using System.Net.Http.Headers;
using Cloud.Cli.Client;
using Cloud.Cli.Tests.Fakes;
using Cloud.Contracts;

namespace Cloud.Cli.Tests.Client;

public sealed class RetryTests
{
    private static readonly string[] Create = ["instance", "create", "web-1", "--kind", "vm", "--flavor", "f", "--image", "i"];

    [Fact]
    public async Task Post_LimitedThenUnavailableThenLost_IsRepeatedWithTheSameKey()
    {
        using var run = new CliRun();
        run.Server
            .On("POST /projects/team-07/instances", _ => Refusal("rate-limited", HttpStatusCode.TooManyRequests, retryAfterSeconds: 0))
            .On("POST /projects/team-07/instances", _ => throw new HttpRequestException("connection reset"))
            .On("POST /projects/team-07/instances", Samples.Instance(state: "creating"), HttpStatusCode.Created);

        Assert.Equal(0, await run.RunAsync(Create));

        Assert.Equal(3, run.Server.Requests.Count);
        Assert.Single(run.Server.Requests.Select(request => request.Headers["Idempotency-Key"]).Distinct());
    }

    [Fact]
    public async Task Post_TwoCommands_UseDifferentKeys()
    {
        using var run = new CliRun();
        run.Server.On("POST /projects/team-07/instances", Samples.Instance(), HttpStatusCode.Created);

        await run.RunAsync(Create);
        await run.RunAsync(Create);

        Assert.Equal(2, run.Server.Requests.Select(request => request.Headers["Idempotency-Key"]).Distinct().Count());
    }

    [Theory]
    [InlineData("no-capacity", HttpStatusCode.InsufficientStorage)]
    [InlineData("sign-in-throttled", HttpStatusCode.TooManyRequests)]
    [InlineData("name-taken", HttpStatusCode.Conflict)]
    public async Task Post_FinalRefusal_IsNotRepeated(string kind, HttpStatusCode status)
    {
        using var run = new CliRun();
        run.Server.On("POST /projects/team-07/instances", _ => Refusal(kind, status));

        Assert.Equal(1, await run.RunAsync(Create));
        Assert.Single(run.Server.Requests);
    }

    [Fact]
    public async Task Get_ConnectionAlwaysLost_EndsAsUnreachableAfterTheLastTry()
    {
        using var run = new CliRun();
        run.Server.On("GET /me", _ => throw new HttpRequestException("connection refused"));

        Assert.Equal(3, await run.RunAsync("whoami"));
        Assert.Equal(3, run.Server.Requests.Count);
        Assert.Contains("cannot be reached: connection refused", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_AnswerIsNoJson_EndsAsUnreachable()
    {
        using var run = new CliRun();
        run.Server.On("GET /me", _ => new HttpResponseMessage { Content = new StringContent("<html>") { Headers = { ContentType = new("application/json") } } });

        Assert.Equal(3, await run.RunAsync("whoami"));
    }

    [Fact]
    public void WaitAfter_RetryAfter_IsNeverCutShortAndNeverBeyondTheBound()
    {
        var policy = new RetryPolicy(3, TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(10));

        Assert.Equal(TimeSpan.FromSeconds(7), policy.WaitAfter(1, TimeSpan.FromSeconds(7)));
        Assert.Null(policy.WaitAfter(1, TimeSpan.FromSeconds(11)));
        Assert.Null(policy.WaitAfter(3, retryAfter: null));
        Assert.All(Enumerable.Range(0, 50), _ => Assert.InRange(policy.WaitAfter(2, retryAfter: null)!.Value.TotalMilliseconds, 100, 200));
        Assert.All(Enumerable.Range(0, 50), _ => Assert.InRange((policy with { Attempts = 99 }).WaitAfter(60, null)!.Value.TotalSeconds, 5, 10));
    }

    private static HttpResponseMessage Refusal(string kind, HttpStatusCode status, int? retryAfterSeconds = null)
    {
        var response = FakeServer.Problem(new ProblemView { Type = $"/problems/{kind}", Title = kind, Status = (int)status }, status);
        if (retryAfterSeconds is { } seconds) response.Headers.RetryAfter = new RetryConditionHeaderValue(TimeSpan.FromSeconds(seconds));
        return response;
    }
}
