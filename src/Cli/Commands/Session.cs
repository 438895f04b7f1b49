using System.CommandLine;
using Cloud.Cli.Client;
using Cloud.Cli.Configuration;
using Cloud.Cli.Output;
using Cloud.Cli.Shell;

namespace Cloud.Cli.Commands;

/// <summary>One run of one command: its options, where it writes, and, made when first needed, its connection.</summary>
public sealed class Session : IDisposable
{
    private readonly ParseResult _parsed;
    private readonly GlobalOptions _options;
    private readonly Lazy<CliConfig> _config;
    private readonly Lazy<HttpClient> _http;

    public Session(CliShell shell, GlobalOptions options, ParseResult parsed)
    {
        (Shell, _options, _parsed) = (shell, options, parsed);
        Store = new ConfigStore(shell);
        _config = new Lazy<CliConfig>(Store.Load);
        _http = new Lazy<HttpClient>(() => new HttpClient(shell.Handler()) { Timeout = TimeSpan.FromSeconds(60) });
        Print = new Printer(shell, parsed.GetValue(options.Output));
    }

    public CliShell Shell { get; }

    public ConfigStore Store { get; }

    public CliConfig Config => _config.Value;

    public Printer Print { get; }

    /// <summary>The server: option, CLOUD_SERVER, configuration, or the local default.</summary>
    /// <exception cref="UsageException">It is not an address, or would send secrets unprotected.</exception>
    public Uri Server => ServerAddress.Parse(
        _parsed.GetValue(_options.Server) ?? Setting("CLOUD_SERVER") ?? Config.Server ?? ServerAddress.Default,
        allowPlain: _parsed.GetValue(_options.AllowHttp) || Setting("CLOUD_ALLOW_HTTP") is "1" or "true");

    /// <summary>The project: option, CLOUD_PROJECT, or the one that <c>cloud project use</c> chose.</summary>
    /// <exception cref="UsageException">None is chosen.</exception>
    public string Project => ProjectOrNull ?? throw new UsageException("no project: give --project NAME, set CLOUD_PROJECT, or run 'cloud project use NAME'");

    public string? ProjectOrNull => _parsed.GetValue(_options.Project) ?? Setting("CLOUD_PROJECT") ?? Config.Project;

    /// <summary>The API as the signed-in user.</summary>
    /// <exception cref="UsageException">Nobody is signed in.</exception>
    public CloudApiClient Api => field ??= Client(
        Setting("CLOUD_TOKEN") ?? TokenOf(Server) ?? throw new UsageException($"not signed in at {Server}: run 'cloud login', or set CLOUD_TOKEN"));

    /// <summary>The API with another token, or with none.</summary>
    public CloudApiClient Client(string? token) => new(_http.Value, Server, token, Shell.Time, Shell.Retry);

    public void Dispose()
    {
        if (_http.IsValueCreated) _http.Value.Dispose();
    }

    /// <summary>A stored token goes only to the server that issued it.</summary>
    private string? TokenOf(Uri server) =>
        Uri.TryCreate(Config.Server ?? ServerAddress.Default, UriKind.Absolute, out var issuer) && issuer == server ? Config.Token : null;

    private string? Setting(string name) => Shell.Variable(name) is { Length: > 0 } value ? value : null;
}
