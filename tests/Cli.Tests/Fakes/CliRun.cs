using Cloud.Cli.Client;
using Cloud.Cli.Shell;

namespace Cloud.Cli.Tests.Fakes;

/// <summary>Runs command lines against a fake server and a configuration folder of their own.</summary>
internal sealed class CliRun : IDisposable
{
    private readonly string _home = Directory.CreateTempSubdirectory("cloud-cli-").FullName;

    public FakeServer Server { get; } = new();

    public Dictionary<string, string> Variables { get; } = new(StringComparer.Ordinal) { ["CLOUD_TOKEN"] = "cloud_pat_test_secret", ["CLOUD_PROJECT"] = "team-07" };

    public Queue<string> Secrets { get; } = new();

    public string Input { get; set; } = "";

    public string Out { get; private set; } = "";

    public string Error { get; private set; } = "";

    public string ConfigPath => Path.Combine(_home, "cloud", "config.json");

    public async Task<int> RunAsync(params string[] args)
    {
        await using var output = new StringWriter { NewLine = "\n" };
        await using var error = new StringWriter { NewLine = "\n" };
        var shell = new CliShell
        {
            In = new StringReader(Input),
            Out = output,
            Error = error,
            ReadSecret = _ => Secrets.TryDequeue(out var secret) ? secret : null,
            Variable = name => name is "XDG_CONFIG_HOME" ? _home : Variables.GetValueOrDefault(name),
            Handler = () => Server,
            Time = TimeProvider.System,
            IsTerminal = false,
            Width = 400,
            Retry = new RetryPolicy(3, TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(2)),
        };
        var code = await CloudCommand.RunAsync(args, shell, TestContext.Current.CancellationToken);
        (Out, Error) = (output.ToString(), error.ToString());
        return code;
    }

    public void Dispose()
    {
        Server.Dispose();
        Directory.Delete(_home, recursive: true);
    }
}
