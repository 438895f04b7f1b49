using System.Text;
using System.Text.RegularExpressions;
using Cloud.Cli.Tests.Fakes;

namespace Cloud.Cli.Tests.Commands;

public sealed partial class HelpTests
{
    [Fact]
    public async Task Help_OfEveryCommand_IsAsRecorded()
    {
        var text = new StringBuilder();
        await AppendAsync(text, []);
        Golden.Match("help.txt", text.ToString());
    }

    private static async Task AppendAsync(StringBuilder text, string[] path)
    {
        using var run = new CliRun();
        Assert.Equal(0, await run.RunAsync([.. path, "--help"]));
        text.Append("$ cloud ").AppendJoin(' ', [.. path, "--help"]).Append('\n').Append(run.Out).Append('\n');
        var commands = run.Out.Split("Commands:\n");
        if (commands.Length < 2) return;
        foreach (Match command in CommandName().Matches(commands[1])) await AppendAsync(text, [.. path, command.Groups["name"].Value]);
    }

    [GeneratedRegex("^  (?<name>[a-z0-9-]+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex CommandName();
}
