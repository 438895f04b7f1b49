using Cloud.EndToEnd.Tests.Fixture;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;

namespace Cloud.EndToEnd.Tests.Portal;

public sealed class AccessibilityTests(CloudFixture cloud)
{
    private static readonly AxeRunOptions Wcag22Aa = new()
    {
        RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] },
    };

    [Theory]
    [InlineData("light", 1440)]
    [InlineData("dark", 1440)]
    [InlineData("light", 390)]
    [InlineData("dark", 390)]
    [InlineData("light", 360)]
    public async Task EveryPage_Wcag22Aa_HasNoViolationAndNoSidewaysScroll(string theme, int width)
    {
        var findings = new List<string>();
        foreach (var ofUser in Pages.All.GroupBy(page => page.User, StringComparer.Ordinal))
        {
            await using var watched = await cloud.OpenAsync(ofUser.Key, new() { BypassCSP = true, ViewportSize = new() { Width = width, Height = 900 } }, theme);
            foreach (var (name, _, goAsync) in ofUser)
            {
                await goAsync(watched.Page);
                findings.AddRange((await FindingsAsync(watched.Page, theme)).Select(finding => $"{name}: {finding}"));
            }
        }

        Assert.Empty(findings);
    }

    private static async Task<List<string>> FindingsAsync(IPage page, string theme)
    {
        List<string> findings =
            [.. (await page.RunAxe(Wcag22Aa)).Violations.Select(violation => $"{violation.Id}: {string.Join(" | ", violation.Nodes.Take(3).Select(node => node.Html))}")];
        if (await page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth") is > 0 and var over)
            findings.Add($"{over} px wider than the window");
        var shown = await page.Locator("html").GetAttributeAsync("data-theme");
        if (!string.Equals(shown, theme, StringComparison.Ordinal))
            findings.Add($"theme {shown}");
        return findings;
    }

    [Fact]
    public async Task PlantedMissingLabel_IsFound()
    {
        await using var watched = await cloud.OpenAsync(options: new() { BypassCSP = true });
        await watched.Page.GotoAsync($"/p/{CloudFixture.Project}/instances");
        await watched.Page.EvaluateAsync("document.querySelector('label[for=f-name]').remove()");
        var violations = (await watched.Page.RunAxe(Wcag22Aa)).Violations;
        Assert.Contains(violations, violation => violation.Id is "label");
    }
}
