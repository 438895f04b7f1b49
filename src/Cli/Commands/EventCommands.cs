using System.CommandLine;
using System.Text.Json;
using Cloud.Cli.Client;
using Cloud.Cli.Output;
using Cloud.Contracts;

namespace Cloud.Cli.Commands;

/// <summary><c>cloud event …</c></summary>
internal static class EventCommands
{
    public static Command Build(Verbs verbs)
    {
        var instance = Inputs.Optional("--instance", "INSTANCE", "Only of this instance");
        var limit = Inputs.Limit();
        var list = verbs.Verb("list", "List what happened in the project, newest first", async (session, parsed, cancel) =>
        {
            var only = parsed.GetValue(instance) is { } name ? (await session.InstanceAsync(name, cancel)).Id : (Guid?)null;
            var items = await session.Api.EventsAsync(session.Project, only, cancel).TakeAsync(parsed.GetValue(limit), session.Shell);
            session.Print.List(items, it => Text.Number(it.Sequence), ContractsJson.Default.EventView,
                new("sequence", it => Text.Number(it.Sequence), Right: true), new("at", it => Text.Time(it.At)), new("subject", it => it.Subject.Name),
                new("type", it => it.Type), new("host", it => it.Host), new("message", it => it.Message));
        }, instance, limit);

        var after = new Option<long?>("--after") { Description = "Begin after this sequence instead of now", HelpName = "SEQUENCE" };
        var count = new Option<int>("--count") { Description = "End after this many events", HelpName = "N", DefaultValueFactory = _ => int.MaxValue };
        var follow = verbs.Verb("follow", "Follow what happens in the project; a broken connection is taken up where it ended", async (session, parsed, cancel) =>
        {
            var left = parsed.GetValue(count);
            if (left < 1) return;
            await foreach (var happened in session.Api.FollowEventsAsync(session.Project, parsed.GetValue(after), cancel))
            {
                PrintOne(session, happened);
                if (--left == 0) return;
            }
        }, after, count);
        return Verbs.Group("event", "What happened in a project", list, follow);
    }

    /// <summary>One event on one line, at once.</summary>
    internal static void PrintOne(Session session, EventView happened)
    {
        session.Shell.Out.WriteLine(session.Print.Format switch
        {
            OutputFormat.Json => JsonSerializer.Serialize(happened, ContractsJson.Default.EventView),
            OutputFormat.Name => Text.Number(happened.Sequence),
            OutputFormat.Table => Printer.Plain($"{Text.Time(happened.At)}  {happened.Subject.Name}  {happened.Type}  {happened.Message}"),
            OutputFormat.Csv or OutputFormat.Markdown => throw Printer.NotHere,
        });
        session.Shell.Out.Flush();
    }
}
