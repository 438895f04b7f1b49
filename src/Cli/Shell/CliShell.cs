using Cloud.Cli.Client;

namespace Cloud.Cli.Shell;

/// <summary>Everything the command touches outside itself, so that a test can put its own in.</summary>
public sealed class CliShell
{
    public required TextReader In { get; init; }
    public required TextWriter Out { get; init; }
    public required TextWriter Error { get; init; }

    /// <summary>Reads one line without showing it; null at the end of input.</summary>
    public required Func<string, string?> ReadSecret { get; init; }

    /// <summary>Looks up an environment variable.</summary>
    public required Func<string, string?> Variable { get; init; }

    /// <summary>Makes the connection to servers.</summary>
    public required Func<HttpMessageHandler> Handler { get; init; }
    public required TimeProvider Time { get; init; }

    /// <summary>Whether <see cref="Out"/> and <see cref="Error"/> are a terminal: colours, progress lines.</summary>
    public required bool IsTerminal { get; init; }

    /// <summary>Columns to lay tables out for.</summary>
    public required int Width { get; init; }

    /// <summary>When to try again.</summary>
    public RetryPolicy Retry { get; init; } = RetryPolicy.Default;

    /// <summary>The process's own.</summary>
    public static CliShell OfProcess() => new()
    {
        In = Console.In,
        Out = Console.Out,
        Error = Console.Error,
        ReadSecret = SecretPrompt.Read,
        Variable = Environment.GetEnvironmentVariable,
        Handler = () => new SocketsHttpHandler
        {
            PooledConnectionLifetime = TimeSpan.FromMinutes(10),
            ConnectTimeout = TimeSpan.FromSeconds(5),
            AllowAutoRedirect = false,
        },
        Time = TimeProvider.System,
        IsTerminal = !Console.IsOutputRedirected && !Console.IsErrorRedirected,
        Width = Console.IsOutputRedirected ? 400 : Math.Max(Console.WindowWidth, 80),
    };
}
