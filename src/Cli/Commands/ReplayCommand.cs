using System.CommandLine;
using System.Globalization;
using Cloud.Cli.Replay;
using Cloud.Cli.Shell;
using Cloud.Simulation.Workloads.Traces;

namespace Cloud.Cli.Commands;

/// <summary><c>cloud replay</c>: real requests from a public trace, through the API.</summary>
internal static class ReplayCommand
{
    public static Command Build(Verbs verbs)
    {
        var trace = Inputs.Required("--trace", "FORMAT", TraceFiles.Formats);
        var file = Inputs.Required("--file", "FILE", "The trace; may be packed (.gz)");
        var count = new Option<int>("--count") { Description = "Only the first N requests", HelpName = "N", DefaultValueFactory = _ => int.MaxValue };
        var concurrency = new Option<int>("--concurrency") { Description = "Connections", HelpName = "N", DefaultValueFactory = _ => 64 };
        var speed = new Option<string>("--speed") { Description = "max, or trace seconds per second", HelpName = "max|N", DefaultValueFactory = _ => "max" };
        var kind = new Option<string>("--kind") { Description = "vm, microvm or container", HelpName = "KIND", DefaultValueFactory = _ => "vm" };
        var image = Inputs.Optional("--image", "NAME", "What to boot; left out, the smallest image that fits");
        var deletes = new Option<bool>("--deletes") { Description = "Delete instances when their traced lifetime is over; needs a --speed" };
        var settle = new Option<int>("--settle") { Description = "Seconds to wait at the end for instances to run", HelpName = "N", DefaultValueFactory = _ => 600 };
        return verbs.Verb("replay", "Replay a real request trace and report what came of every request", async (session, parsed, cancel) =>
        {
            var options = new ReplayOptions
            {
                Trace = parsed.GetRequiredValue(trace),
                Project = session.Project,
                Run = Guid.NewGuid().ToString("N")[..8],
                Kind = parsed.GetValue(kind)!,
                Image = parsed.GetValue(image),
                Concurrency = parsed.GetValue(concurrency),
                Speed = SpeedOf(parsed.GetValue(speed)!),
                Deletes = parsed.GetValue(deletes),
                SettleWithin = TimeSpan.FromSeconds(parsed.GetValue(settle)),
            };
            Check(options, parsed.GetValue(count));
            var report = await RunAsync(session, options, TraceFiles.Read(options.Trace, parsed.GetRequiredValue(file)).Take(parsed.GetValue(count)), cancel);
            ReplayPrinter.Print(session.Print, report);
            return report.AllAccountedFor ? ExitCode.Done : ExitCode.Refused;
        }, trace, file, count, concurrency, speed, kind, image, deletes, settle);
    }

    private static async Task<ReplayReport> RunAsync(Session session, ReplayOptions options, IEnumerable<TraceRequest> requests, CancellationToken cancel)
    {
        try
        {
            var (total, shapes) = Survey(requests);
            if (total == 0) throw new UsageException("the trace has no requests");
            var catalogue = await ReplayCatalogue.PrepareAsync(session.Api, shapes, options.Kind, options.Image, cancel);
            return await ReplayProgressBar.ShowAsync(session.Shell, total, progress =>
                new ReplayRunner(session.Api, catalogue, options, session.Shell.Time, progress).RunAsync(requests, cancel));
        }
        catch (TraceFormatException fault)
        {
            throw new UsageException($"the trace is not as it should be: {fault.Message}");
        }
    }

    private static (int Total, IReadOnlyCollection<TraceShape> Shapes) Survey(IEnumerable<TraceRequest> requests)
    {
        var (total, shapes) = (0, new HashSet<TraceShape>());
        foreach (var request in requests)
        {
            total++;
            shapes.Add(request.Shape);
        }

        return (total, shapes);
    }

    private static void Check(ReplayOptions options, int count)
    {
        if (options.Concurrency is < 1 or > 1024) throw new UsageException("--concurrency must be 1 to 1024");
        if (count < 1) throw new UsageException("--count must be 1 or more");
        if (options is { Deletes: true, Speed: null }) throw new UsageException("--deletes needs a --speed: at full speed there is no time to be over");
    }

    private static double? SpeedOf(string text)
    {
        if (text is "max") return null;
        return double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var factor) && factor is > 0 and < 1e9
            ? factor
            : throw new UsageException($"--speed is '{text}': max, or a number above 0");
    }
}
