using System.Net;
using System.Text.RegularExpressions;
using Cloud.Api.Tests.Fixture;
using Cloud.Contracts;

namespace Cloud.Api.Tests.Access;

public sealed partial class PortalSessionTests(SharedCloud cloud)
{
    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"(?<token>[^\"]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex AntiforgeryField();

    private HttpClient Browser() =>
        new(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = cloud.Process.Address };

    private static async Task<HttpResponseMessage> SignInAsync(HttpClient browser, string userName, string password, string returnUrl = "/instances")
    {
        var page = await browser.GetStringAsync("/account/sign-in");
        return await browser.PostAsync("/account/sign-in", new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["__RequestVerificationToken"] = AntiforgeryField().Match(page).Groups["token"].Value,
            ["userName"] = userName,
            ["password"] = password,
            ["returnUrl"] = returnUrl,
        }));
    }

    [Fact]
    public async Task SignIn_RightPassword_SetsAGuardedCookieAndReturns()
    {
        using var browser = Browser();
        using var response = await SignInAsync(browser, "member", SharedCloud.Password);
        Assert.Equal((HttpStatusCode.SeeOther, "/instances"), (response.StatusCode, response.Headers.Location?.ToString()));
        var cookie = response.Headers.GetValues("Set-Cookie").Single(value => value.StartsWith("cloud-session=", StringComparison.Ordinal));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);

        using var me = await browser.GetAsync("/api/v1/me");
        Assert.Equal(("member", "manage"), (await Answer.OfAsync(me)).Read<MeView>(200) is var view ? (view.UserName, view.Scope) : default);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example/")]
    public async Task SignIn_ForeignReturnUrl_StaysHere(string returnUrl)
    {
        using var browser = Browser();
        using var response = await SignInAsync(browser, "member", SharedCloud.Password, returnUrl);
        Assert.Equal("/", response.Headers.Location?.ToString());
    }

    [Fact]
    public async Task SignIn_WrongPassword_GoesBackWithoutACookie()
    {
        using var browser = Browser();
        using var response = await SignInAsync(browser, "admin", "wrong-password-1");
        Assert.Equal((HttpStatusCode.SeeOther, "/account/sign-in?error=failed&returnUrl=%2Finstances"), (response.StatusCode, response.Headers.Location?.ToString()));
        using var me = await browser.GetAsync("/api/v1/me");
        Assert.Equal(HttpStatusCode.Unauthorized, me.StatusCode);
    }

    [Fact]
    public async Task SignIn_WithoutTheAntiforgeryField_IsNotBelieved()
    {
        using var browser = Browser();
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["userName"] = "member", ["password"] = SharedCloud.Password });
        using var response = await browser.PostAsync("/account/sign-in", form);
        Assert.StartsWith("/account/sign-in?error=expired", response.Headers.Location?.ToString(), StringComparison.Ordinal);
        Assert.False(response.Headers.TryGetValues("Set-Cookie", out var cookies) && cookies.Any(cookie => cookie.StartsWith("cloud-session=", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Change_WithTheCookieAlone_IsRefusedAndWithThePortalsHeaderAllowed()
    {
        using var browser = Browser();
        using var _ = await SignInAsync(browser, "member", SharedCloud.Password);
        HttpRequestMessage Request() => new(HttpMethod.Post, "/api/v1/tokens") { Content = System.Net.Http.Json.JsonContent.Create(new { name = cloud.NewName("portal") }) };

        using var bare = Request();
        using var refused = await browser.SendAsync(bare);
        (await Answer.OfAsync(refused)).Problem("forbidden");
        using var marked = Request();
        marked.Headers.Add("X-Cloud-Portal", "1");
        using var allowed = await browser.SendAsync(marked);
        (await Answer.OfAsync(allowed)).Read<IssuedTokenView>(201);
    }

    [Fact]
    public async Task Session_OfAClosedAccount_EndsAtOnce()
    {
        var name = cloud.NewName("closing");
        using var user = await cloud.NewUserAsync(name);
        var id = (await user.GetAsync("me")).Read<MeView>(200).Id;
        using var browser = Browser();
        using var _ = await SignInAsync(browser, name, SharedCloud.Password);
        using var before = await browser.GetAsync("/api/v1/me");
        Assert.Equal(HttpStatusCode.OK, before.StatusCode);
        (await cloud.Operator.PostAsync($"users/{id}:disable")).Read<UserView>(200);
        using var after = await browser.GetAsync("/api/v1/me");
        Assert.Equal(HttpStatusCode.Unauthorized, after.StatusCode);
    }

    [Fact]
    public async Task SignOut_WithTheForm_EndsTheSession()
    {
        using var browser = Browser();
        using var _ = await SignInAsync(browser, "member", SharedCloud.Password);
        var page = await browser.GetStringAsync("/tokens");
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["__RequestVerificationToken"] = AntiforgeryField().Match(page).Groups["token"].Value });
        using var response = await browser.PostAsync("/account/sign-out", form);
        Assert.Equal(HttpStatusCode.SeeOther, response.StatusCode);
        using var me = await browser.GetAsync("/api/v1/me");
        Assert.Equal(HttpStatusCode.Unauthorized, me.StatusCode);
    }
}
