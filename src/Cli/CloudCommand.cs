using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using Cloud.Cli.Commands;
using Cloud.Cli.Output;
using Cloud.Cli.Shell;

namespace Cloud.Cli;

/// <summary>The command <c>cloud</c>.</summary>
public static class CloudCommand
{
    /// <summary>Runs one command line to its exit code (<see cref="ExitCode"/>).</summary>
    public static async Task<int> RunAsync(IReadOnlyList<string> args, CliShell shell, CancellationToken cancel = default)
    {
        var parsed = Build(shell).Parse(args);
        if (parsed.Action is ParseErrorAction) return Complain(parsed, shell);
        var configuration = new InvocationConfiguration { Output = shell.Out, Error = shell.Error, EnableDefaultExceptionHandler = false };
        return await parsed.InvokeAsync(configuration, cancel);
    }

    private static int Complain(ParseResult parsed, CliShell shell)
    {
        foreach (var error in parsed.Errors) shell.Error.WriteLine(Printer.Plain($"cloud: {error.Message}"));
        var path = new Stack<string>();
        for (SymbolResult? at = parsed.CommandResult; at is CommandResult command; at = command.Parent) path.Push(command.Command.Name);
        shell.Error.WriteLine($"see '{string.Join(' ', path)} --help'");
        return ExitCode.Usage;
    }

    private static RootCommand Build(CliShell shell)
    {
        var root = new RootCommand("Automates a Cloud region: sign in, run instances, watch them, replay real traces.");
        var options = new GlobalOptions();
        options.AddTo(root);
        var verbs = new Verbs(shell, options);
        foreach (var command in SignInCommands.All(verbs)) root.Add(command);
        root.Add(InstanceCommands.Build(verbs));
        root.Add(ContainerCommands.Build(verbs));
        root.Add(ReservationCommands.Build(verbs));
        root.Add(OperationCommands.Build(verbs));
        root.Add(EventCommands.Build(verbs));
        root.Add(MetricsCommands.Build(verbs));
        root.Add(ExplainCommand.Build(verbs));
        root.Add(PolicyCommands.Build(verbs));
        root.Add(ProjectCommands.Build(verbs));
        root.Add(TenantCommands.Build(verbs));
        root.Add(UserCommands.Build(verbs));
        root.Add(TokenCommands.Build(verbs));
        foreach (var command in CatalogueCommands.All(verbs)) root.Add(command);
        root.Add(HostCommands.Build(verbs));
        root.Add(FaultCommands.Build(verbs));
        root.Add(CapacityCommand.Build(verbs));
        root.Add(RebalanceCommands.Build(verbs));
        root.Add(RegionCommands.Build(verbs));
        root.Add(ReplayCommand.Build(verbs));
        root.Add(ExperimentCommands.Build(verbs));
        root.Add(LabCommands.Build(verbs));
        root.Add(ModelCommands.Build(verbs));
        root.Add(SimCommand.Build(verbs));
        root.Add(OvercommitCommand.Build(verbs));
        return root;
    }
}
