using Cloud.EndToEnd.Tests.Fixture;

namespace Cloud.EndToEnd.Tests.Portal;

/// <summary>What a student does on the first day, in a real browser against the real server.</summary>
public sealed class StoryTests(CloudFixture cloud)
{
    [Fact]
    public async Task Student_LaunchesWatchesStopsStartsAndDeletes_WithoutReloading()
    {
        await using var watched = await cloud.OpenAsync(user: null);
        var page = watched.Page;
        await watched.SignInAsync("murad", CloudFixture.PasswordOf("murad"));
        await page.GetByRole(AriaRole.Link, new() { Name = "Launch", Exact = true }).ClickAsync();

        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("story-vm");
        await page.GetByText("Virtual machine").ClickAsync();
        await Assertions.Expect(page.Locator("#outcome")).ToContainTextAsync("hosts can take it now");
        await Assertions.Expect(page.Locator("#same-curl-text")).ToContainTextAsync("\"name\": \"story-vm\"");
        await page.GetByRole(AriaRole.Button, new() { Name = "Launch" }).ClickAsync();

        // The instance page follows by itself from here on: nothing below reloads or navigates.
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("story-vm");
        await page.EvaluateAsync("window.storyMark = 1");
        var state = page.Locator("#live-head .chip");
        await Assertions.Expect(state).ToHaveTextAsync("Creating");
        await Assertions.Expect(state).ToHaveTextAsync("Running");
        await Assertions.Expect(page.Locator(".why")).ToContainTextAsync("hosts could take it");
        Assert.NotEqual(0, await page.Locator(".numa li").CountAsync());
        await Assertions.Expect(page.Locator("#live-operations .steps").First).ToContainTextAsync("Firmware");

        await page.GetByRole(AriaRole.Button, new() { Name = "Stop" }).ClickAsync();
        await Assertions.Expect(state).ToHaveTextAsync("Stopped");
        await page.GetByRole(AriaRole.Button, new() { Name = "Start" }).ClickAsync();
        await Assertions.Expect(state).ToHaveTextAsync("Running");
        Assert.Equal(1, await page.EvaluateAsync<int>("window.storyMark"));

        await page.GetByRole(AriaRole.Link, new() { Name = "Delete" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("story-vm loses its");
        await page.GetByRole(AriaRole.Button, new() { Name = "Delete story-vm" }).ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Instances");
        await Assertions.Expect(page.Locator("#live-instances")).Not.ToContainTextAsync("story-vm");
        watched.ShouldBeQuiet();
    }

    [Fact]
    public async Task List_ShowsWhatAnotherWindowLaunched_ByItself()
    {
        await using var list = await cloud.OpenAsync();
        await list.Page.GotoAsync($"/p/{CloudFixture.Project}/instances");
        await Assertions.Expect(list.Page.Locator("html")).ToHaveAttributeAsync("data-live", "on");

        await using var other = await cloud.OpenAsync();
        await other.Page.GotoAsync($"/p/{CloudFixture.Project}/instances/new?kind=container&name=seen-elsewhere");
        await other.Page.GetByRole(AriaRole.Button, new() { Name = "Launch" }).ClickAsync();
        await Assertions.Expect(other.Page.Locator("h1")).ToHaveTextAsync("seen-elsewhere");

        var row = list.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = "seen-elsewhere" });
        await Assertions.Expect(row.Locator(".chip")).ToHaveTextAsync("Running");
        list.ShouldBeQuiet();
        other.ShouldBeQuiet();
    }

    [Fact]
    public async Task InstancePage_WhoseInstanceAnotherWindowDeletes_SaysSoWithoutAnError()
    {
        await using var watched = await cloud.OpenAsync();
        await watched.Page.GotoAsync($"/p/{CloudFixture.Project}/instances/new?kind=container&name=gone-elsewhere");
        await watched.Page.GetByRole(AriaRole.Button, new() { Name = "Launch" }).ClickAsync();
        await Assertions.Expect(watched.Page.Locator("#live-head .chip")).ToHaveTextAsync("Running");
        var address = watched.Page.Url;

        await using var other = await cloud.OpenAsync();
        await other.Page.GotoAsync(address);
        await other.Page.GetByRole(AriaRole.Link, new() { Name = "Delete" }).ClickAsync();
        await other.Page.GetByRole(AriaRole.Button, new() { Name = "Delete gone-elsewhere" }).ClickAsync();
        await Assertions.Expect(other.Page.Locator("h1")).ToHaveTextAsync("Instances");
        other.ShouldBeQuiet();

        // Its refresh finds nothing, which is no failed request; the reload that follows is a real 404, which the browser reports.
        await Assertions.Expect(watched.Page.Locator("h1")).ToHaveTextAsync("No such instance");
        Assert.All(watched.Complaints, complaint => Assert.Contains("404", complaint, StringComparison.Ordinal));
        Assert.InRange(watched.Complaints.Count, 0, 1);
        var refresh = await watched.Page.APIRequest.GetAsync(address, new() { Headers = [new("Cloud-Refresh", "1")] });
        Assert.Equal((200, "404"), (refresh.Status, refresh.Headers["cloud-page-status"]));
        Assert.Equal(404, (await watched.Page.APIRequest.GetAsync(address)).Status);
    }

    [Fact]
    public async Task SignIn_WrongPassword_SaysSoAndKeepsTheWayBack()
    {
        await using var watched = await cloud.OpenAsync(user: null);
        await watched.Page.GotoAsync("/tokens");
        await watched.Page.GetByLabel("User name").FillAsync("leyla");
        await watched.Page.GetByLabel("Password").FillAsync("wrong");
        await watched.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Assertions.Expect(watched.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("The name or the password is wrong.");
        await watched.Page.GetByLabel("User name").FillAsync("leyla");
        await watched.Page.GetByLabel("Password").FillAsync(CloudFixture.PasswordOf("leyla"));
        await watched.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Assertions.Expect(watched.Page.Locator("h1")).ToHaveTextAsync("Tokens");
        watched.ShouldBeQuiet();
    }

    [Fact]
    public async Task Theme_Switched_StaysAcrossPagesWithoutAFlash()
    {
        await using var watched = await cloud.OpenAsync(theme: "light");
        await watched.Page.GotoAsync("/");
        await watched.Page.GetByRole(AriaRole.Button, new() { Name = "Switch between light and dark" }).ClickAsync();
        await Assertions.Expect(watched.Page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
        var response = await watched.Page.GotoAsync("/tokens");
        Assert.Contains("data-theme=\"dark\"", await response!.TextAsync(), StringComparison.Ordinal);
        watched.ShouldBeQuiet();
    }

    [Fact]
    public async Task Token_CreatedAndRevoked_IsShownOnceAndWorksUntilThen()
    {
        await using var watched = await cloud.OpenAsync("tural");
        var page = watched.Page;
        await page.GotoAsync("/tokens");
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("story-token");
        await page.GetByRole(AriaRole.Button, new() { Name = "Create" }).ClickAsync();
        var secret = await page.Locator("#secret").TextContentAsync();
        Assert.StartsWith("cloud_pat_", secret, StringComparison.Ordinal);
        Assert.Equal(200, await StatusAsync(secret!));
        await page.GotoAsync("/tokens");
        Assert.DoesNotContain(secret!, await page.ContentAsync(), StringComparison.Ordinal);

        await page.GetByRole(AriaRole.Link, new() { Name = "Revoke story-token" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Revoke story-token" }).ClickAsync();
        await Assertions.Expect(page.GetByText("The token was revoked.")).ToBeVisibleAsync();
        Assert.Equal(401, await StatusAsync(secret!));
        watched.ShouldBeQuiet();
    }

    [Fact]
    public async Task OtherTeamsProject_IsNotFound()
    {
        await using var watched = await cloud.OpenAsync("leyla");
        var response = await watched.Page.GotoAsync($"/p/{CloudFixture.Project}/instances");
        Assert.Equal(404, response!.Status);
        await Assertions.Expect(watched.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("What to do.");
    }

    private async Task<int> StatusAsync(string secret)
    {
        using var http = new HttpClient { BaseAddress = new Uri(cloud.Address) };
        http.DefaultRequestHeaders.Authorization = new("Bearer", secret);
        using var response = await http.GetAsync("/api/v1/me");
        return (int)response.StatusCode;
    }
}
