using System.CommandLine;
using Cloud.Cli.Output;

namespace Cloud.Cli.Commands;

/// <summary>Options that every command understands.</summary>
public sealed class GlobalOptions
{
    public Option<string?> Server { get; } = new("--server")
    {
        Description = "Address of the server (CLOUD_SERVER; default http://127.0.0.1:5080)", HelpName = "URL", Recursive = true,
    };

    public Option<string?> Project { get; } = new("--project", "-p")
    {
        Description = "Project, by name or id (CLOUD_PROJECT; default: see 'cloud project use')", HelpName = "NAME", Recursive = true,
    };

    public Option<OutputFormat> Output { get; } = new("--output", "-o")
    {
        Description = "How to write results (default: table)",
        HelpName = "table|json|name",
        Recursive = true,
        CustomParser = result => Enum.TryParse<OutputFormat>(result.Tokens[0].Value, ignoreCase: true, out var format) && Enum.IsDefined(format)
            ? format
            : Wrong(result),
    };

    public Option<bool> AllowHttp { get; } = new("--allow-http")
    {
        Description = "Send the token over plain http to a machine other than this one (CLOUD_ALLOW_HTTP)", Recursive = true,
    };

    public void AddTo(Command root)
    {
        root.Add(Server);
        root.Add(Project);
        root.Add(Output);
        root.Add(AllowHttp);
    }

    private static OutputFormat Wrong(System.CommandLine.Parsing.ArgumentResult result)
    {
        result.AddError($"'{result.Tokens[0].Value}' is not a format: table, json or name");
        return OutputFormat.Table;
    }
}
