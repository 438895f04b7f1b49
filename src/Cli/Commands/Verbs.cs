using System.CommandLine;
using Cloud.Cli.Client;
using Cloud.Cli.Output;
using Cloud.Cli.Shell;

namespace Cloud.Cli.Commands;

/// <summary>Makes commands whose failures all end the same way: a readable reason on standard error and the right exit code.</summary>
public sealed class Verbs(CliShell shell, GlobalOptions options)
{
    private readonly Dictionary<Command, OutputFormat> _also = [];

    /// <summary>Says that a command writes one more format than table, json and name.</summary>
    public Command Also(Command command, OutputFormat format)
    {
        _also.Add(command, format);
        return command;
    }

    /// <summary>A command that does something.</summary>
    public Command Verb(
        string name, string description, Func<Session, ParseResult, CancellationToken, Task<int>> run, params ReadOnlySpan<Symbol> symbols)
    {
        var command = new Command(name, description);
        foreach (var symbol in symbols)
        {
            if (symbol is Argument argument) command.Add(argument);
            else command.Add((Option)symbol);
        }

        command.SetAction((parsed, cancel) => RunAsync(parsed, run, cancel));
        return command;
    }

    /// <summary>A command that succeeds whenever it does not throw.</summary>
    public Command Verb(
        string name, string description, Func<Session, ParseResult, CancellationToken, Task> run, params ReadOnlySpan<Symbol> symbols) =>
        Verb(name, description, async (session, parsed, cancel) =>
        {
            await run(session, parsed, cancel);
            return ExitCode.Done;
        }, symbols);

    /// <summary>A command that only holds others.</summary>
    public static Command Group(string name, string description, params ReadOnlySpan<Command> commands)
    {
        var group = new Command(name, description);
        foreach (var command in commands) group.Add(command);
        return group;
    }

    private async Task<int> RunAsync(ParseResult parsed, Func<Session, ParseResult, CancellationToken, Task<int>> run, CancellationToken cancel)
    {
        using var session = new Session(shell, options, parsed);
        try
        {
            if (session.Print.Format is OutputFormat.Csv or OutputFormat.Markdown && (!_also.TryGetValue(parsed.CommandResult.Command, out var also) || also != session.Print.Format))
                throw Printer.NotHere;
            return await run(session, parsed, cancel);
        }
        catch (UsageException fault)
        {
            shell.Error.WriteLine(Printer.Plain($"cloud: {fault.Message}"));
            return ExitCode.Usage;
        }
        catch (CloudProblemException refusal)
        {
            ProblemPrinter.Print(shell.Error, refusal);
            return ExitCode.Refused;
        }
        catch (CloudUnreachableException fault)
        {
            shell.Error.WriteLine(Printer.Plain($"cloud: {fault.Message}"));
            return ExitCode.Unreachable;
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            return ExitCode.Interrupted;
        }
    }
}
