using Cloud.Api.Hosting;
using Cloud.EndToEnd.Tests.Fixture;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

[assembly: AssemblyFixture(typeof(CloudFixture))]

namespace Cloud.EndToEnd.Tests.Fixture;

/// <summary>The real server on a real port with the demo class, and one browser. Started once for all tests of this project.</summary>
public sealed class CloudFixture : IAsyncLifetime
{
    public const string Student = "aysel";
    public const string Project = "team-07";

    /// <summary>Virtual seconds per real second: a virtual machine boots in a few seconds, long enough to be seen booting.</summary>
    private const string Speed = "4";

    /// <summary>How long a condition may take to come true. Long, because a busy machine is slow and not wrong.</summary>
    private const int PatienceMs = 60_000;

    private readonly string _data = Path.Combine(Path.GetTempPath(), "cloud-e2e-" + Guid.NewGuid().ToString("N"));
    private readonly StringWriter _banner = new();
    private WebApplication? _app;
    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private string? _noBrowser;
    private readonly Dictionary<string, string> _sessions = new(StringComparer.Ordinal);

    public string Address { get; private set; } = "";

    public static string PasswordOf(string student) => $"demo-{student}-2026";

    public async ValueTask InitializeAsync()
    {
        var console = Console.Out;
        Console.SetOut(_banner);
        try
        {
            _app = CloudHost.Build(["--environment", "Development", "--demo", "--data", _data, "--speed", Speed, "--urls", "http://127.0.0.1:0"]);
            await _app.StartAsync();
        }
        finally
        {
            Console.SetOut(console);
        }

        Address = _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        var chromium = Environment.GetEnvironmentVariable("CHROMIUM") ?? "/usr/bin/chromium";
        if (!File.Exists(chromium))
        {
            _noBrowser = $"No browser at {chromium}: install Chromium, or set CHROMIUM to its path.";
            return;
        }

        Assertions.SetDefaultExpectTimeout(PatienceMs);
        _playwright = await Microsoft.Playwright.Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = chromium,
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
            ],
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
        if (_app is not null)
        {
            await _app.StopAsync();
            await _app.DisposeAsync();
        }

        await _banner.DisposeAsync();
        if (Directory.Exists(_data))
            Directory.Delete(_data, recursive: true);
    }

    /// <summary>The operator's password, as the first start printed it.</summary>
    public string OperatorPassword => OperatorPasswordIn(_banner.ToString());

    /// <summary>Opens a page in a context of its own, signed in as <paramref name="user"/> (null stays outside).</summary>
    public async Task<WatchedPage> OpenAsync(string? user = Student, BrowserNewContextOptions? options = null, string? theme = null)
    {
        Assert.SkipWhen(_browser is null, _noBrowser ?? "");
        options ??= new();
        options.BaseURL = Address;
        options.ReducedMotion ??= ReducedMotion.Reduce;
        if (user is not null)
            options.StorageState = await SessionAsync(user);
        var context = await _browser.NewContextAsync(options);
        context.SetDefaultTimeout(PatienceMs);
        if (theme is not null)
            await context.AddCookiesAsync([new Cookie { Name = "cloud-theme", Value = theme, Url = Address }]);
        return new WatchedPage(context, await context.NewPageAsync());
    }

    /// <summary>Signs in through the form once and keeps the cookies.</summary>
    private async Task<string> SessionAsync(string user)
    {
        if (_sessions.TryGetValue(user, out var state))
            return state;
        await using var outside = await OpenAsync(user: null);
        await outside.SignInAsync(user, user is "operator" ? OperatorPassword : PasswordOf(user));
        return _sessions[user] = await outside.Page.Context.StorageStateAsync();
    }

    private static string OperatorPasswordIn(string banner)
    {
        const string Before = "operator / ";
        var start = banner.IndexOf(Before, StringComparison.Ordinal);
        Assert.True(start >= 0, "The banner did not print the operator's password:\n" + banner);
        return banner[(start + Before.Length)..].Split([' ', '\r', '\n'], 2)[0];
    }
}
