using System.Diagnostics;
using System.Text.Json;
using Cloud.Contracts;
using Cloud.EndToEnd.Tests.Fixture;

namespace Cloud.EndToEnd.Tests.Portal;

/// <summary>The text under "The same call" is run as it stands, by a shell.</summary>
public sealed class SameCallRunsTests(CloudFixture cloud)
{
    [Fact]
    public async Task Curl_CopiedFromTheLaunchPage_LaunchesTheInstance()
    {
        Assert.SkipWhen(!File.Exists("/usr/bin/curl"), "curl is needed.");
        await using var watched = await cloud.OpenAsync();
        await watched.Page.GotoAsync("/tokens");
        await watched.Page.GetByLabel("Name", new() { Exact = true }).FillAsync("same-call");
        await watched.Page.GetByRole(AriaRole.Button, new() { Name = "Create" }).ClickAsync();
        var token = await watched.Page.Locator("#secret").TextContentAsync();

        await watched.Page.GotoAsync($"/p/{CloudFixture.Project}/instances/new?kind=container&name=from-curl&labels=made-by%3D%27curl%27");
        var text = await watched.Page.Locator("#same-curl-text").TextContentAsync();
        Assert.DoesNotContain(token!, text!, StringComparison.Ordinal);

        var start = new ProcessStartInfo("/bin/sh", ["-c", text!]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.Environment["CLOUD_TOKEN"] = token;
        start.Environment["no_proxy"] = "127.0.0.1";
        using var shell = Process.Start(start)!;
        var errors = shell.StandardError.ReadToEndAsync();
        var output = await shell.StandardOutput.ReadToEndAsync();
        await shell.WaitForExitAsync();
        Assert.True(shell.ExitCode == 0, await errors);
        var instance = JsonSerializer.Deserialize<InstanceView>(output, JsonSerializerOptions.Web);
        Assert.Equal(("from-curl", "'curl'"), (instance!.Name, instance.Labels["made-by"]));
        watched.ShouldBeQuiet();
    }
}
