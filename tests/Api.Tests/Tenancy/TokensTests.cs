using Cloud.Api.Tests.Fixture;
using Cloud.Contracts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Cloud.Api.Tests.Tenancy;

public sealed class TokensTests(SharedCloud cloud)
{
    [Fact]
    public async Task Create_ThenListAndUse_ShowsTheSecretOnce()
    {
        var name = cloud.NewName("ci");
        var issued = (await cloud.Member.PostAsync("tokens", new { name, scope = "read", lifetimeDays = 7 })).Read<IssuedTokenView>(201);
        Assert.StartsWith($"cloud_pat_{issued.Token.Id:N}_", issued.Secret, StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromDays(7), issued.Token.ExpiresAt - issued.Token.CreatedAt);

        using var client = cloud.Process.WithToken(issued.Secret);
        Assert.Equal("read", (await client.GetAsync("me")).Read<MeView>(200).Scope);
        var list = await cloud.Member.GetAsync("tokens");
        Assert.NotNull(list.Read<PageView<TokenView>>(200).Items.Single(token => token.Id == issued.Token.Id).LastUsedAt);
        Assert.DoesNotContain(ApiClient.SecretOf(issued.Secret), list.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Revoke_OwnToken_StopsItAtOnce()
    {
        var issued = (await cloud.Member.PostAsync("tokens", new { name = cloud.NewName("revoked") })).Read<IssuedTokenView>(201);
        using var client = cloud.Process.WithToken(issued.Secret);
        Assert.Equal(200, (await client.GetAsync("me")).Status);
        (await cloud.Admin.DeleteAsync($"tokens/{issued.Token.Id}")).Problem("not-found");
        Assert.Equal(204, (await cloud.Member.DeleteAsync($"tokens/{issued.Token.Id}")).Status);
        (await client.GetAsync("me")).Problem("unauthenticated");
    }

    [Fact]
    public async Task ReadScope_OnAChange_Answers403TokenScope()
    {
        using var client = await cloud.Process.SignInAsync("member", SharedCloud.Password, scope: "read");
        (await client.PostAsync("projects/alpha/instances", new { name = "x", kind = "container", flavor = "box.small", image = "busybox" })).Problem("token-scope");
        (await client.PostAsync("tokens", new { name = "wider", scope = "manage" })).Problem("token-scope");
        Assert.Equal(200, (await client.GetAsync("projects/alpha/instances")).Status);
    }

    [Fact]
    public async Task ProjectToken_OutsideItsProject_SeesNothing()
    {
        var project = await cloud.NewProjectAsync();
        var issued = (await cloud.Operator.PostAsync("tokens", new { name = cloud.NewName("one"), project = project.Id })).Read<IssuedTokenView>(201);
        using var client = cloud.Process.WithToken(issued.Secret);
        Assert.Equal(200, (await client.GetAsync($"projects/{project.Name}")).Status);
        (await client.GetAsync("projects/alpha")).Problem("not-found");
    }

    [Theory]
    [InlineData("Bearer nonsense")]
    [InlineData("Bearer cloud_pat_00000000000000000000000000000000_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("Basic b3BlcmF0b3I6b3BlcmF0b3I=")]
    [InlineData("Bearer ")]
    public async Task Authorization_ThatIsNoToken_Answers401(string header) =>
        (await cloud.Anonymous.GetAsync("me", ("Authorization", header))).Problem("unauthenticated");

    [Fact]
    public async Task Authorization_RightIdWrongSecret_Answers401() =>
        (await cloud.Anonymous.GetAsync("me", ("Authorization", $"Bearer {cloud.Member.Token![..^4]}AAAA"))).Problem("unauthenticated");

    [Theory]
    [InlineData("""{"name": ""}""", "name")]
    [InlineData("""{"name": "x", "lifetimeDays": 0}""", "lifetimeDays")]
    [InlineData("""{"name": "x", "lifetimeDays": 366}""", "lifetimeDays")]
    [InlineData("""{"name": "x", "scope": "all"}""", "scope")]
    public async Task Create_BadField_NamesIt(string body, string field) => Assert.NotNull((await cloud.Member.PostAsync("tokens", body)).Field(field).Accepted);

    [Fact]
    public async Task Token_AfterItsTime_Answers401()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.Parse("2026-11-23T08:00:00Z")) { AutoAdvanceAmount = TimeSpan.FromMilliseconds(1) };
        await using var process = await CloudProcess.StartAsync(CloudProcess.NewDirectory(), configure: builder => builder.Services.AddSingleton<TimeProvider>(clock));
        using var client = await process.SignInAsync("operator", process.OperatorPassword);
        var issued = (await client.PostAsync("tokens", new { name = "day", lifetimeDays = 1 })).Read<IssuedTokenView>(201);
        using var day = process.WithToken(issued.Secret);
        clock.Advance(TimeSpan.FromHours(23));
        Assert.Equal(200, (await day.GetAsync("me")).Status);
        clock.Advance(TimeSpan.FromHours(1));
        (await day.GetAsync("me")).Problem("unauthenticated");
    }
}
