using Cloud.EndToEnd.Tests.Fixture;

namespace Cloud.EndToEnd.Tests.Portal;

/// <summary>
/// Pictures of every page in both themes and three widths, into artifacts/screenshots, and the one of the README.
/// Run with <c>CLOUD_SCREENSHOTS=1 dotnet run --project tests/EndToEnd.Tests -- -class Cloud.EndToEnd.Tests.Portal.Screenshots</c>.
/// </summary>
public sealed class Screenshots(CloudFixture cloud)
{
    [Theory]
    [InlineData("light", 1440)]
    [InlineData("dark", 1440)]
    [InlineData("light", 820)]
    [InlineData("dark", 820)]
    [InlineData("light", 390)]
    [InlineData("dark", 390)]
    public async Task EveryPage_IsPhotographed(string theme, int width)
    {
        SkipUnlessAsked();
        var folder = Directory.CreateDirectory(Path.Combine(Root(), "artifacts", "screenshots")).FullName;
        foreach (var ofUser in Pages.All.GroupBy(page => page.User, StringComparer.Ordinal))
        {
            await using var watched = await cloud.OpenAsync(ofUser.Key, new() { ViewportSize = new() { Width = width, Height = 900 } }, theme);
            foreach (var (name, _, goAsync) in ofUser)
            {
                await goAsync(watched.Page);
                var file = Path.Combine(folder, $"{name}-{theme}-{width}.png");
                await watched.Page.ScreenshotAsync(new() { Path = file, FullPage = width < 1440 });
                Assert.True(new FileInfo(file).Length > 5_000, file);
            }
        }
    }

    [Theory]
    [InlineData("instances", "dark", 1440, "instances.png")]
    [InlineData("launch", "light", 1440, "launch.png")]
    [InlineData("overview", "light", 390, "phone.png")]
    public async Task Docs_ShowThePage(string name, string theme, int width, string file)
    {
        SkipUnlessAsked();
        await using var watched = await cloud.OpenAsync(options: new() { ViewportSize = new() { Width = width, Height = 900 } }, theme: theme);
        await Pages.All.Single(page => string.Equals(page.Name, name, StringComparison.Ordinal)).GoAsync(watched.Page);
        await PictureAsync(watched.Page, file);
    }

    [Fact]
    public async Task Readme_ShowsAnInstanceOnTwoNumaNodes()
    {
        SkipUnlessAsked();
        await using var watched = await cloud.OpenAsync(options: new() { ViewportSize = new() { Width = 1440, Height = 900 } }, theme: "light");
        await watched.Page.GotoAsync($"/p/{CloudFixture.Project}/instances/new?kind=vm&name=analytics&flavor=vm.wide&image=debian-13&labels=tier%3Dback");
        await watched.Page.GetByRole(AriaRole.Button, new() { Name = "Launch" }).ClickAsync();
        await Assertions.Expect(watched.Page.Locator("#live-head .chip")).ToHaveTextAsync("Running");
        await watched.Page.ReloadAsync();
        await PictureAsync(watched.Page, "portal.png");
    }

    private static async Task PictureAsync(IPage page, string name)
    {
        var file = Path.Combine(Directory.CreateDirectory(Path.Combine(Root(), "docs", "images")).FullName, name);
        await page.ScreenshotAsync(new() { Path = file });
        Assert.InRange(new FileInfo(file).Length, 10_000, 300_000);
    }

    private static void SkipUnlessAsked() =>
        Assert.SkipWhen(Environment.GetEnvironmentVariable("CLOUD_SCREENSHOTS") is not "1", "Set CLOUD_SCREENSHOTS=1 to take the pictures.");

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Cloud.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("Cloud.sln was not found above the tests.");
    }
}
