using Cloud.EndToEnd.Tests.Fixture;

namespace Cloud.EndToEnd.Tests.Portal;

/// <summary>The page's event stream: one per page, none while hidden, taken up again where it ended.</summary>
public sealed class LiveStreamTests(CloudFixture cloud)
{
    private const string Streams = "**/api/v1/projects/*/events";

    [Fact]
    public async Task Stream_ThatEnds_IsOpenedAgainFromTheLastEvent()
    {
        await using var watched = await cloud.OpenAsync();
        var asked = new List<string>();
        var again = new TaskCompletionSource();
        await watched.Page.RouteAsync(Streams, async route =>
        {
            asked.Add(await route.Request.HeaderValueAsync("last-event-id") ?? "none");
            if (asked.Count == 2)
                again.TrySetResult();
            if (asked.Count == 1)
                await route.FulfillAsync(new() { ContentType = "text/event-stream", Body = "id: 900000\nevent: instance.rebooting\ndata: {\"instanceName\":\"x\",\"type\":\"instance.rebooting\"}\n\n" });
            else
                await route.FulfillAsync(new() { Status = 204 });
        });
        await watched.Page.GotoAsync($"/p/{CloudFixture.Project}/instances");
        await again.Task.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.True(long.Parse(asked[0]) > 0, asked[0]);
        Assert.Equal("900000", asked[1]);
    }

    [Fact]
    public async Task Stream_WhileThePageIsHidden_IsClosed()
    {
        await using var watched = await cloud.OpenAsync();
        await watched.Page.GotoAsync($"/p/{CloudFixture.Project}/instances");
        var html = watched.Page.Locator("html");
        await Assertions.Expect(html).ToHaveAttributeAsync("data-live", "on");
        await HideAsync(watched.Page, hidden: true);
        await Assertions.Expect(html).ToHaveAttributeAsync("data-live", "off");
        await HideAsync(watched.Page, hidden: false);
        await Assertions.Expect(html).ToHaveAttributeAsync("data-live", "on");
        watched.ShouldBeQuiet();
    }

    [Fact]
    public async Task Stream_AfterGoingToAnotherPage_IsTheOnlyOne()
    {
        await using var watched = await cloud.OpenAsync();
        var open = new HashSet<IRequest>();
        watched.Page.Request += (_, request) => { if (IsStream(request)) lock (open) open.Add(request); };
        watched.Page.RequestFailed += (_, request) => { lock (open) open.Remove(request); };
        watched.Page.RequestFinished += (_, request) => { lock (open) open.Remove(request); };
        await watched.Page.GotoAsync("/");
        foreach (var name in new[] { "Instances", "Operations", "Overview", "Instances" })
        {
            await watched.Page.GetByRole(AriaRole.Navigation, new() { Name = "Main" }).GetByRole(AriaRole.Link, new() { Name = name, Exact = true }).ClickAsync();
            await Assertions.Expect(watched.Page.Locator("html")).ToHaveAttributeAsync("data-live", "on");
        }

        for (var tries = 0; Count(open) != 1 && tries < 100; tries++)
            await Task.Delay(100);
        Assert.Equal(1, Count(open));
        watched.ShouldBeQuiet();
    }

    private static bool IsStream(IRequest request) => request.Url.EndsWith("/events", StringComparison.Ordinal);

    private static int Count(HashSet<IRequest> open)
    {
        lock (open)
            return open.Count;
    }

    private static Task HideAsync(IPage page, bool hidden) => page.EvaluateAsync(
        """
        hidden => {
          Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
          document.dispatchEvent(new Event("visibilitychange"));
        }
        """, hidden);
}
