using System.Net;
using Cloud.Cli.Tests.Fakes;
using Cloud.Contracts;

namespace Cloud.Cli.Tests.Commands;

public sealed class SignInTests
{
    private const string Secret = "cloud_pat_0198a00000007000800000000000000c_s3cret";

    private static readonly MeView Me =
        new() { Id = Samples.Id(99), UserName = "aysel", DisplayName = "Aysel", IsOperator = false, Scope = "manage", Roles = [] };

    [Fact]
    public async Task Login_WithPassword_KeepsTheTokenForTheOwnerOnlyAndShowsNoSecret()
    {
        using var run = SignedOut();
        await LoginAsync(run);

        Assert.Contains("demo-password", run.Server.Requests[0].Body, StringComparison.Ordinal);
        Assert.DoesNotContain("Authorization", run.Server.Requests[0].Headers.Keys);
        Assert.Equal($"Bearer {Secret}", run.Server.Requests[1].Headers["Authorization"]);
        Assert.Contains(Secret, await File.ReadAllTextAsync(run.ConfigPath), StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", run.Out + run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("demo-password", run.Out + run.Error, StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(run.ConfigPath));
    }

    [Fact]
    public async Task StoredToken_ForAnotherServer_IsNotSent()
    {
        using var run = SignedOut();
        await LoginAsync(run);
        run.Server.Requests.Clear();

        Assert.Equal(2, await run.RunAsync("whoami", "--server", "https://elsewhere.example"));
        Assert.Empty(run.Server.Requests);
        Assert.Contains("not signed in", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Logout_AfterLogin_RevokesAndForgets()
    {
        using var run = SignedOut();
        await LoginAsync(run);
        run.Server.On("DELETE /tokens/0198a000-0000-7000-8000-00000000000c", _ => new HttpResponseMessage(HttpStatusCode.NoContent));

        Assert.Equal(0, await run.RunAsync("logout"));
        Assert.Equal("DELETE /tokens/0198a000-0000-7000-8000-00000000000c", run.Server.Requests[^1].Line);
        Assert.DoesNotContain("s3cret", await File.ReadAllTextAsync(run.ConfigPath), StringComparison.Ordinal);
        Assert.Equal(2, await run.RunAsync("whoami"));
    }

    [Theory]
    [InlineData("http://cloud.example", "unprotected")]
    [InlineData("ftp://127.0.0.1", "not a server's address")]
    [InlineData("https://me:secret@cloud.example", "no name or password")]
    public async Task Server_UnsafeOrWrongAddress_IsRefusedBeforeAnythingIsSent(string server, string reason)
    {
        using var run = new CliRun();

        Assert.Equal(2, await run.RunAsync("whoami", "--server", server));
        Assert.Contains(reason, run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Server.Requests);
    }

    [Fact]
    public async Task Variables_OverConfiguration_Win()
    {
        using var run = SignedOut();
        await LoginAsync(run);
        run.Variables["CLOUD_TOKEN"] = "cloud_pat_other_one";

        await run.RunAsync("whoami");

        Assert.Equal("Bearer cloud_pat_other_one", run.Server.Requests[^1].Headers["Authorization"]);
    }

    private static CliRun SignedOut()
    {
        var run = new CliRun();
        run.Variables.Clear();
        var token = new TokenView { Id = Samples.Id(12), Name = "cli", Scope = "manage", CreatedAt = Samples.Noon, ExpiresAt = Samples.Noon };
        run.Server.On("POST /sign-in", new IssuedTokenView(token, Secret), HttpStatusCode.Created).On("GET /me", Me);
        return run;
    }

    private static async Task LoginAsync(CliRun run)
    {
        run.Secrets.Enqueue("demo-password");
        Assert.Equal(0, await run.RunAsync("login", "--user", "aysel"));
    }
}
