using System.CommandLine;
using Cloud.Cli.Shell;

namespace Cloud.Cli.Commands;

/// <summary>Commands that show something again and again.</summary>
internal sealed class Watching
{
    private readonly Option<bool> _watch = new("--watch", "-w") { Description = "Show it again and again, until interrupted" };
    private readonly Option<double> _every = new("--interval") { Description = "Seconds between two looks", HelpName = "SECONDS", DefaultValueFactory = _ => 2 };
    private readonly Option<int> _count = new("--count") { Description = "With --watch: end after this many looks", HelpName = "N", DefaultValueFactory = _ => int.MaxValue };

    public Option[] All => [_watch, _every, _count];

    /// <summary>Looks once, or until the count is reached.</summary>
    public async Task RunAsync(Session session, ParseResult parsed, Func<Task> look, CancellationToken cancel)
    {
        var every = parsed.GetValue(_every);
        if (every is not (>= 0.01 and <= 3600)) throw new UsageException("--interval must be 0.01 to 3600 seconds");
        var left = parsed.GetValue(_watch) ? parsed.GetValue(_count) : 1;
        while (true)
        {
            await look();
            await session.Shell.Out.FlushAsync(cancel);
            if (--left <= 0) return;
            await Task.Delay(TimeSpan.FromSeconds(every), session.Shell.Time, cancel);
            if (session.Shell.IsTerminal) await session.Shell.Out.WriteAsync("\u001b[H\u001b[2J");
        }
    }
}
