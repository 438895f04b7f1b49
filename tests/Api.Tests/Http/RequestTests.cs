using Cloud.Api.Tests.Fixture;
using Cloud.Contracts;

namespace Cloud.Api.Tests.Http;

public sealed class RequestTests(SharedCloud cloud)
{
    [Theory]
    [InlineData("projects/alpha/instances?limit=0", "limit")]
    [InlineData("projects/alpha/instances?limit=201", "limit")]
    [InlineData("projects/alpha/instances?limit=ten", "limit")]
    [InlineData("projects/alpha/instances?limit=5&limit=6", "limit")]
    [InlineData("projects/alpha/instances?cursor=%21%21", "cursor")]
    [InlineData("projects/alpha/instances?cursor=bm9uc2Vuc2U", "cursor")]
    [InlineData("projects/alpha/instances?state=sleeping", "state")]
    [InlineData("projects/alpha/instances?kind=pod", "kind")]
    [InlineData("projects/alpha/instances?label=%3Dx", "label")]
    [InlineData("projects/alpha/instances?stat=running", "stat")]
    [InlineData("projects/alpha/operations?instance=web-1", "instance")]
    [InlineData("projects/alpha/events?cursor=bm9uc2Vuc2U", "cursor")]
    [InlineData("flavors?limit=5", "limit")]
    public async Task Query_BadParameter_NamesItAndWhatWouldDo(string path, string field) =>
        Assert.NotNull((await cloud.Operator.GetAsync(path)).Field(field).Accepted);

    [Fact]
    public async Task Query_SeveralBadParameters_NamesAll() =>
        Assert.Equal(["kind", "limit", "state"], (await cloud.Member.GetAsync("projects/alpha/instances?limit=x&state=y&kind=z")).Problem("validation-failed").Errors!.Select(error => error.Field).Order());

    [Fact]
    public async Task Project_ByIdOrName_IsTheSame()
    {
        var byId = (await cloud.Reader.GetAsync($"projects/{cloud.Alpha.Id}")).Read<ProjectView>(200);
        var byName = (await cloud.Reader.GetAsync("projects/alpha")).Read<ProjectView>(200);
        Assert.Equal((byId.Id, "project-reader"), (byName.Id, byName.Role));
    }

    [Fact]
    public async Task Route_Unknown_AnswersAProblem() => (await cloud.Member.GetAsync("nothing/here")).Problem("not-found");

    [Fact]
    public async Task Method_Unsupported_Answers405WithAllow()
    {
        var answer = await cloud.Member.SendAsync(HttpMethod.Put, "zones", body: "{}");
        answer.Problem("method-not-allowed");
        Assert.Equal("GET, HEAD", answer.Header("Allow"));
    }

    [Theory]
    [InlineData("my-request_1.a", true)]
    [InlineData("with space", false)]
    [InlineData("a-very-long-id-that-goes-on-and-on-and-on-and-on-and-on-and-on-and-on", false)]
    public async Task RequestId_IsTakenOverOnlyWhenSane(string id, bool taken)
    {
        var answer = await cloud.Member.GetAsync("operations/x", ("X-Request-Id", id));
        Assert.Equal(taken, answer.Header("X-Request-Id") == id);
        Assert.Matches("^[A-Za-z0-9_.-]{1,64}$", answer.Header("X-Request-Id"));
        Assert.Equal(answer.Header("X-Request-Id"), answer.Problem("not-found").Instance);
    }

    [Theory]
    [InlineData("/api/v1/me")]
    [InlineData("/account/sign-in")]
    [InlineData("/openapi/v1.json")]
    [InlineData("/swagger/index.html")]
    [InlineData("/problems/not-found")]
    public async Task Answer_Everywhere_CarriesTheSecurityHeaders(string path)
    {
        var answer = await cloud.Anonymous.GetAsync(path);
        Assert.Contains("default-src 'self'", answer.Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", answer.Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.DoesNotContain("script-src 'self' '", answer.Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.Equal(("nosniff", "same-origin", "same-origin"), (answer.Header("X-Content-Type-Options"), answer.Header("Referrer-Policy"), answer.Header("Cross-Origin-Opener-Policy")));
        Assert.False(answer.HasHeader("Server"));
    }

    [Fact]
    public async Task Answer_OfTheApi_IsNeverCached() => Assert.Equal("no-store", (await cloud.Member.GetAsync("me")).Header("Cache-Control"));

    [Fact]
    public async Task Health_OfAReadyHost_Answers200()
    {
        Assert.Equal(200, (await cloud.Anonymous.GetAsync("/healthz/live")).Status);
        Assert.Equal(200, (await cloud.Anonymous.GetAsync("/healthz/ready")).Status);
    }

    [Fact]
    public async Task Headers_TooMany_AreRefused()
    {
        var headers = Enumerable.Range(0, 80).Select(index => ($"X-Filler-{index}", "x")).ToArray();
        Assert.Equal(431, (await cloud.Member.GetAsync("me", headers)).Status);
    }
}
