using Cloud.Cli.Output;
using Cloud.Cli.Shell;
using Spectre.Console;

namespace Cloud.Cli.Replay;

/// <summary>Shows how far a replay is, on a terminal; elsewhere nothing.</summary>
internal sealed class ReplayProgressBar(ProgressTask sending, ProgressTask settling) : IReplayProgress
{
    public static async Task<ReplayReport> ShowAsync(CliShell shell, int total, Func<IReplayProgress?, Task<ReplayReport>> run)
    {
        if (!shell.IsTerminal) return await run(null);
        var console = Printer.ConsoleOn(shell, shell.Error);
        return await console.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn(), new RemainingTimeColumn())
            .StartAsync(context => run(new ReplayProgressBar(
                context.AddTask("requests answered", maxValue: total), context.AddTask("instances settled", autoStart: false))));
    }

    public void Answered(int requests, int accepted) => sending.Value = requests;

    public void Settled(int settled, int accepted)
    {
        if (!settling.IsStarted) settling.StartTask();
        settling.MaxValue = Math.Max(accepted, 1);
        settling.Value = settled;
    }
}
