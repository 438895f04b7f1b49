using Cloud.EndToEnd.Tests.Fixture;

namespace Cloud.EndToEnd.Tests.Portal;

/// <summary>Live charts: drawn from the past, kept moving by the stream, gone when the page is left.</summary>
public sealed class ChartTests(CloudFixture cloud)
{
    [Theory]
    [InlineData("light")]
    [InlineData("dark")]
    public async Task Instance_WhileItRuns_ItsChartsMove(string theme)
    {
        await using var watched = await cloud.OpenAsync(theme: theme);
        await OpenRunningAsync(watched.Page);
        var metrics = watched.Page.Locator("#metrics");
        await Assertions.Expect(metrics).ToHaveAttributeAsync("data-charts", "on");
        await Assertions.Expect(metrics.Locator("canvas")).ToHaveCountAsync(6);
        await Assertions.Expect(watched.Page.Locator("#metrics[data-at]")).ToBeVisibleAsync();
        var first = await metrics.GetAttributeAsync("data-at");
        var before = await PixelsAsync(watched.Page);
        await Assertions.Expect(metrics).Not.ToHaveAttributeAsync("data-at", first!);
        for (var tries = 0; string.Equals(await PixelsAsync(watched.Page), before, StringComparison.Ordinal) && tries < 100; tries++) await Task.Delay(100);

        Assert.NotEqual(before, await PixelsAsync(watched.Page));
        await metrics.Locator("summary").ClickAsync();
        await Assertions.Expect(metrics.Locator("[data-now='memory.resident']")).ToContainTextAsync("iB");
        if (Environment.GetEnvironmentVariable("CLOUD_SCREENSHOTS") is "1")
            await watched.Page.ScreenshotAsync(new() { Path = Path.Combine(Path.GetTempPath(), $"cloud-charts-{theme}.png"), FullPage = true });
        watched.ShouldBeQuiet();
    }

    [Fact]
    public async Task Instance_WithoutScript_HasTheNumbersAsATable()
    {
        await using var watched = await cloud.OpenAsync();
        await OpenRunningAsync(watched.Page);
        await using var plain = await cloud.OpenAsync(options: new() { JavaScriptEnabled = false });
        await plain.Page.GotoAsync(watched.Page.Url);

        await Assertions.Expect(plain.Page.Locator("#metrics figure:visible")).ToHaveCountAsync(0);
        await plain.Page.Locator("#metrics summary").ClickAsync();
        await Assertions.Expect(plain.Page.Locator("#metrics tbody tr")).ToHaveCountAsync(26);
    }

    private static async Task OpenRunningAsync(IPage page)
    {
        await page.GotoAsync($"/p/{CloudFixture.Project}/instances?state=running");
        await page.Locator("tbody th a").First.ClickAsync();
        await Assertions.Expect(page.Locator("#metrics")).ToBeVisibleAsync();
    }

    private static Task<string> PixelsAsync(IPage page) => page.EvaluateAsync<string>("() => document.querySelector('#metrics canvas').toDataURL()");
}
