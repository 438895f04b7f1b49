using Cloud.EndToEnd.Tests.Fixture;

namespace Cloud.EndToEnd.Tests.Portal;

/// <summary>Every page of the portal: accessibility, screenshots and budgets enumerate it, so a new page is one line here.</summary>
public static class Pages
{
    /// <summary>Name, who looks, and how to get there.</summary>
    public static IReadOnlyList<(string Name, string? User, Func<IPage, Task> GoAsync)> All { get; } =
    [
        ("sign-in", null, page => page.GotoAsync("/account/sign-in?error=failed")),
        ("overview", CloudFixture.Student, page => page.GotoAsync("/")),
        ("overview-operator", "operator", page => page.GotoAsync("/")),
        ("instances", CloudFixture.Student, page => page.GotoAsync($"/p/{CloudFixture.Project}/instances")),
        ("instances-none-match", CloudFixture.Student, page => page.GotoAsync($"/p/{CloudFixture.Project}/instances?name=nobody")),
        ("instances-confirm", CloudFixture.Student, async page =>
        {
            await page.GotoAsync($"/p/{CloudFixture.Project}/instances");
            await page.GetByRole(AriaRole.Link, new() { Name = "Delete web-1" }).ClickAsync();
            await page.GetByRole(AriaRole.Dialog).WaitForAsync();
        }),
        ("launch", CloudFixture.Student, page => page.GotoAsync($"/p/{CloudFixture.Project}/instances/new?name=db-2")),
        ("instance", CloudFixture.Student, async page =>
        {
            await page.GotoAsync($"/p/{CloudFixture.Project}/instances?name=db");
            await page.Locator("tbody th a").First.ClickAsync();
            await page.GetByRole(AriaRole.Heading, new() { Name = "Where it runs and why" }).WaitForAsync();
        }),
        ("reservations", CloudFixture.Student, page => page.GotoAsync($"/p/{CloudFixture.Project}/reservations")),
        ("container", CloudFixture.Student, async page =>
        {
            await page.GotoAsync($"/p/{CloudFixture.Project}/instances?name=cache");
            await page.Locator("tbody th a").First.ClickAsync();
            await page.GetByRole(AriaRole.Heading, new() { Name = "Looking inside" }).WaitForAsync();
        }),
        ("what-fits", CloudFixture.Student, page => page.GotoAsync($"/p/{CloudFixture.Project}/capacity")),
        ("operations", CloudFixture.Student, page => page.GotoAsync($"/p/{CloudFixture.Project}/operations")),
        ("members", CloudFixture.Student, page => page.GotoAsync($"/p/{CloudFixture.Project}/members")),
        ("tokens", CloudFixture.Student, page => page.GotoAsync("/tokens")),
        ("hosts", "operator", page => page.GotoAsync("/hosts")),
        ("capacity", "operator", page => page.GotoAsync("/capacity")),
        ("host", "operator", async page =>
        {
            await page.GotoAsync("/hosts");
            await page.Locator("tbody th a").First.ClickAsync();
            await page.GetByRole(AriaRole.Heading, new() { Name = "Instances on this host" }).WaitForAsync();
        }),
        ("faults", "operator", page => page.GotoAsync("/faults")),
        ("host-under-a-fault", "operator", async page =>
        {
            await page.GotoAsync("/faults");
            await page.GetByLabel("What goes wrong").SelectOptionAsync("clock-skew");
            await page.GetByLabel("Where").SelectOptionAsync("host z1-r01-h01");
            await page.GetByLabel("Seconds until it ends").FillAsync("40");
            await page.GetByRole(AriaRole.Button, new() { Name = "Inject" }).ClickAsync();
            await page.GetByRole(AriaRole.Link, new() { Name = "host z1-r01-h01" }).First.ClickAsync();
            await page.GetByText("This host is under a fault.").WaitForAsync();
        }),
        ("not-found", CloudFixture.Student, page => page.GotoAsync("/nowhere")),
        ("no-such-project", CloudFixture.Student, page => page.GotoAsync("/p/team-99/instances")),
    ];
}
