using System.CommandLine;
using Cloud.Cli.Client;
using Cloud.Cli.Output;
using Cloud.Cli.Shell;
using Cloud.Contracts;

namespace Cloud.Cli.Commands;

/// <summary>Waits for operations, with a line of progress on a terminal.</summary>
internal static class Waiting
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    public static Option<bool> Option(string description) => new("--wait", "-w") { Description = description };

    /// <summary>Prints what came of a change; with <paramref name="wait"/>, of its operation.</summary>
    public static async Task<int> FinishAsync(Session session, ApiAnswer<InstanceView> answer, bool wait, CancellationToken cancel)
    {
        if (!wait || (answer.Operation ?? answer.Value.Operation) is not { } id)
        {
            InstanceCommands.PrintSheet(session, answer.Value);
            return ExitCode.Done;
        }

        var operation = await UntilFinishedAsync(session, id, cancel);
        if (operation.State is not "succeeded")
        {
            await session.Shell.Error.WriteLineAsync(Printer.Plain($"{operation.Kind} of {operation.InstanceName} {operation.State}: {operation.Failure}"));
            return ExitCode.Refused;
        }

        if (operation.Kind is "instance.delete") session.Print.Say($"{operation.InstanceName} is deleted.");
        else InstanceCommands.PrintSheet(session, await session.Api.InstanceAsync(session.Project, answer.Value.Id, cancel));
        return ExitCode.Done;
    }

    /// <summary>Polls until the operation is no longer running.</summary>
    public static async Task<OperationView> UntilFinishedAsync(Session session, Guid id, CancellationToken cancel)
    {
        var shown = 0;
        for (var pause = FirstPause; ; pause = pause * 1.5 < LongestPause ? pause * 1.5 : LongestPause)
        {
            var operation = await session.Api.OperationAsync(id, cancel);
            if (session.Shell.IsTerminal)
            {
                var step = operation.Steps.Count > 0 ? operation.Steps[^1].Name : operation.State;
                var line = Printer.Plain($"{operation.Kind} {operation.InstanceName}: {Text.Number(operation.Percent)} % {step}");
                await session.Shell.Error.WriteAsync($"\r{line.PadRight(shown)}");
                shown = line.Length;
            }

            if (operation.State is "running")
            {
                await Task.Delay(pause, session.Shell.Time, cancel);
                continue;
            }

            if (shown > 0) await session.Shell.Error.WriteAsync($"\r{new string(' ', shown)}\r");
            return operation;
        }
    }
}
