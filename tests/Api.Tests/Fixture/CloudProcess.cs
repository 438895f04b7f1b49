using Cloud.Api.Hosting;
using Cloud.ControlPlane.Tenancy;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Cloud.Api.Tests.Fixture;

/// <summary>
/// The real host on a free port with SQLite in a temporary directory and a fast modelled world. Stop it and start another on the same
/// directory to test a restart.
/// </summary>
public sealed class CloudProcess : IAsyncDisposable
{
    private readonly StringWriter _console;
    private readonly WebApplication _app;

    private CloudProcess(WebApplication app, StringWriter console, string directory) =>
        (_app, _console, Directory) = (app, console, directory);

    public string Directory { get; }

    public IServiceProvider Services => _app.Services;

    /// <summary>What the process said to whoever started it.</summary>
    public string Console => _console.ToString();

    public Uri Address => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    public string OperatorPassword => Console.Split("operator / ")[1].Split(' ')[0];

    /// <summary>A directory of its own under the system's temporary directory.</summary>
    public static string NewDirectory() => System.IO.Directory.CreateTempSubdirectory("cloud-api-tests-").FullName;

    public static async Task<CloudProcess> StartAsync(string directory, IEnumerable<string>? args = null, Action<WebApplicationBuilder>? configure = null)
    {
        var said = new StringWriter();
        string[] all =
        [
            "--data", directory, "--speed", "2000", "--urls", "http://127.0.0.1:0", "--environment", "Development",
            "--Cloud:SignIn:AttemptsPerMinute=10000", "--Cloud:RateLimit:PermitsPerSecond=10000", "--Cloud:RateLimit:Burst=10000", .. args ?? [],
        ];
        var built = CloudHost.Build(all, builder =>
        {
            builder.Services.AddSingleton(new OperatorConsole(said));
            configure?.Invoke(builder);
        });
        try
        {
            await built.StartAsync();
        }
        catch
        {
            await built.DisposeAsync();
            throw;
        }

        return new CloudProcess(built, said, directory);
    }

    /// <summary>A client without credentials.</summary>
    public ApiClient Anonymous() => new(Address, token: null);

    public ApiClient WithToken(string token) => new(Address, token);

    public async Task<ApiClient> SignInAsync(string userName, string password, string scope = "manage")
    {
        using var anonymous = Anonymous();
        var issued = (await anonymous.PostAsync("sign-in", new { userName, password, scope })).Read<Contracts.IssuedTokenView>(201);
        return WithToken(issued.Secret);
    }

    public AccessSnapshot Access => Services.GetRequiredService<AccessDirectory>().Current;

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
