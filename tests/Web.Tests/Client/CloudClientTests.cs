using System.Net;
using System.Text;
using Cloud.Web.Client;
using Microsoft.AspNetCore.Http;

namespace Cloud.Web.Tests.Client;

public sealed class CloudClientTests
{
    private sealed class Answering(Func<HttpRequestMessage, HttpResponseMessage> answer) : HttpMessageHandler
    {
        public HttpRequestMessage? Seen { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Seen = request;
            return Task.FromResult(answer(request));
        }
    }

    private static (CloudClient Client, Answering Handler) Make(Func<HttpRequestMessage, HttpResponseMessage> answer, string? cookie = null)
    {
        var handler = new Answering(answer);
        var context = new DefaultHttpContext();
        if (cookie is not null)
            context.Request.Headers.Cookie = cookie;
        var forward = new ForwardUser(new HttpContextAccessor { HttpContext = context }) { InnerHandler = handler };
        return (new CloudClient(new HttpClient(forward) { BaseAddress = new Uri("http://cloud.test") }, new CallLog()), handler);
    }

    private static HttpResponseMessage Json(HttpStatusCode status, string json, string type = "application/json") =>
        new(status) { Content = new StringContent(json, Encoding.UTF8, type), Headers = { { "X-Request-Id", "req-7" } } };

    [Fact]
    public async Task Send_AsTheUser_ForwardsTheCookieAndThePortalHeader()
    {
        var (client, handler) = Make(_ => Json(HttpStatusCode.OK, """{"items":[],"next":null}"""), "cloud-session=abc");
        var reply = await client.SendAsync(CloudApi.Flavors(), TestContext.Current.CancellationToken);
        Assert.True(reply.IsSuccess);
        Assert.Equal("cloud-session=abc", Assert.Single(handler.Seen!.Headers.GetValues("Cookie")));
        Assert.Equal("1", Assert.Single(handler.Seen.Headers.GetValues(ForwardUser.PortalHeader)));
    }

    [Fact]
    public async Task Send_Problem_ComesBackAsAValue()
    {
        var (client, _) = Make(_ => Json(HttpStatusCode.Conflict, """{"type":"/problems/name-taken","title":"Taken","status":409,"instance":"req-7"}""", "application/problem+json"));
        var reply = await client.SendAsync(CloudApi.Flavors(), TestContext.Current.CancellationToken);
        Assert.Equal(("/problems/name-taken", "req-7"), (reply.Problem?.Type, reply.RequestId));
    }

    [Fact]
    public async Task Send_ErrorWithoutProblem_IsStillAProblem()
    {
        var (client, _) = Make(_ => new HttpResponseMessage(HttpStatusCode.BadGateway) { Content = new StringContent("<html>") });
        Assert.Equal(502, (await client.SendAsync(CloudApi.Flavors(), TestContext.Current.CancellationToken)).Problem?.Status);
    }

    [Fact]
    public async Task Send_NotJson_IsAProblem()
    {
        var (client, _) = Make(_ => Json(HttpStatusCode.OK, "{"));
        Assert.Equal(502, (await client.SendAsync(CloudApi.Flavors(), TestContext.Current.CancellationToken)).Problem?.Status);
    }

    [Fact]
    public async Task Send_Unreachable_IsAProblem()
    {
        var (client, _) = Make(_ => throw new HttpRequestException("refused"));
        Assert.Equal(503, (await client.SendAsync(CloudApi.Flavors(), TestContext.Current.CancellationToken)).Problem?.Status);
    }

    [Fact]
    public async Task Send_KeyAndVersion_BecomeHeaders()
    {
        var (client, handler) = Make(_ => new HttpResponseMessage(HttpStatusCode.NoContent));
        await client.SendAsync(CloudApi.RevokeToken(Guid.Empty) with { IdempotencyKey = "k1", IfMatch = 3 }, TestContext.Current.CancellationToken);
        Assert.Equal("k1", Assert.Single(handler.Seen!.Headers.GetValues("Idempotency-Key")));
        Assert.Equal("\"v3\"", handler.Seen.Headers.IfMatch.ToString());
    }
}
