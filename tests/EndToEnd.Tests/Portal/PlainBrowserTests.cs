using Cloud.EndToEnd.Tests.Fixture;

namespace Cloud.EndToEnd.Tests.Portal;

/// <summary>The portal without scripts, without a mouse, and within its budget.</summary>
public sealed class PlainBrowserTests(CloudFixture cloud)
{
    private const int BudgetBytes = 120 * 1024;

    [Fact]
    public async Task WithoutScripts_ListFiltersLaunchAndDeleteWork()
    {
        await using var watched = await cloud.OpenAsync(options: new() { JavaScriptEnabled = false });
        var page = watched.Page;
        await page.GotoAsync($"/p/{CloudFixture.Project}/instances");
        await page.GetByLabel("Kind").SelectOptionAsync("container");
        await page.GetByRole(AriaRole.Button, new() { Name = "Filter" }).ClickAsync();
        Assert.Contains("kind=container", page.Url, StringComparison.Ordinal);
        await Assertions.Expect(page.Locator("#live-instances")).Not.ToContainTextAsync("Virtual machine");

        await page.GetByRole(AriaRole.Link, new() { Name = "Launch", Exact = true }).ClickAsync();
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("plain-1");
        await page.GetByText("Container", new() { Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Check" }).ClickAsync();
        await Assertions.Expect(page.Locator("#same-curl-text")).ToContainTextAsync("\"kind\": \"container\"");
        await page.GetByRole(AriaRole.Button, new() { Name = "Launch" }).ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("plain-1");

        await page.GetByRole(AriaRole.Link, new() { Name = "Delete" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Delete plain-1" }).ClickAsync();
        await Assertions.Expect(page.Locator("body")).ToContainTextAsync("Delete of plain-1 has begun.");
    }

    [Fact]
    public async Task WithTheKeyboardAlone_AnInstanceIsLaunched()
    {
        await using var watched = await cloud.OpenAsync();
        var page = watched.Page;
        await page.GotoAsync($"/p/{CloudFixture.Project}/instances");
        await TabToAsync(page, "a.skip");
        await page.Keyboard.PressAsync("Enter");
        await TabToAsync(page, "a[href$='/instances/new']");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Launch an instance");
        await TabToAsync(page, "#name");
        await page.Keyboard.TypeAsync("by-keyboard");
        await TabToAsync(page, "input[name=kind]");
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("ArrowDown");
        await Assertions.Expect(page.Locator("#same-curl-text")).ToContainTextAsync("\"kind\": \"container\"");
        await TabToAsync(page, "button[value=launch]");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("by-keyboard");
        watched.ShouldBeQuiet();
    }

    [Fact]
    public async Task EveryPage_Cold_IsSmallAndQuietAndCarriesNoInlineCode()
    {
        var findings = new List<string>();
        foreach (var (name, user, goAsync) in Pages.All.Where(page => page.Name is not ("not-found" or "no-such-project")))
        {
            await using var watched = await cloud.OpenAsync(user);
            var bytes = 0L;
            var devtools = await watched.Page.Context.NewCDPSessionAsync(watched.Page);
            await devtools.SendAsync("Network.enable");
            devtools.Event("Network.loadingFinished").OnEvent += (_, e) => bytes += (long)e!.Value.GetProperty("encodedDataLength").GetDouble();
            await goAsync(watched.Page);
            await watched.Page.WaitForLoadStateAsync(LoadState.Load);
            if (name is not ("instances-confirm" or "instance" or "container" or "host" or "host-under-a-fault") && bytes is 0 or > BudgetBytes)
                findings.Add($"{name}: {bytes} bytes cold");
            // uPlot sets styles through the object model, which the content security policy allows; what it forbids is among the complaints.
            if (await watched.Page.Locator("[style]:not(.uplot, .uplot *), style, script:not([src])").CountAsync() is > 0 and var inline)
                findings.Add($"{name}: {inline} inline styles or scripts");
            findings.AddRange(watched.Complaints);
        }

        Assert.Empty(findings);
    }

    private static async Task TabToAsync(IPage page, string selector)
    {
        for (var presses = 0; presses < 60; presses++)
        {
            await page.Keyboard.PressAsync("Tab");
            if (await page.EvaluateAsync<bool>("selector => document.activeElement.matches(selector)", selector))
                return;
        }

        Assert.Fail($"60 presses of Tab on {page.Url} never reached {selector}");
    }
}
