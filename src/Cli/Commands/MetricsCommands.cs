using System.CommandLine;
using Cloud.Cli.Client;
using Cloud.Cli.Output;
using Cloud.Cli.Shell;
using Cloud.Contracts;

namespace Cloud.Cli.Commands;

/// <summary><c>cloud metrics …</c></summary>
internal static class MetricsCommands
{
    public static Command Build(Verbs verbs) => Verbs.Group("metrics", "What instances, hosts, racks and zones measure", List(verbs), Show(verbs));

    private static Command List(Verbs verbs)
    {
        var scope = Inputs.Optional("--scope", "SCOPE", "Only of instance, host, numa_node, rack or zone");
        return verbs.Verb("list", "List metrics: unit, meaning, and where each number comes from", async (session, parsed, cancel) =>
            session.Print.List(
                await session.Api.MetricsAsync(parsed.GetValue(scope), cancel).TakeAsync(int.MaxValue, session.Shell), it => it.Name, ContractsJson.Default.MetricView,
                new("scope", it => it.Scope), new("name", it => it.Name), new("unit", it => it.Unit), new("kind", it => it.Kind), new("meaning", it => it.Meaning),
                new("computed by", it => it.Mechanism), new("lab", it => it.Lab)), scope);
    }

    private static Command Show(Verbs verbs)
    {
        var instance = Inputs.Optional("--instance", "INSTANCE", "Of this instance of the project");
        var host = Inputs.Optional("--host", "NAME", "Of this host (operators)");
        var zone = Inputs.Optional("--zone", "NAME", "Of this zone (operators)");
        var rack = Inputs.Optional("--rack", "NAME", "With --zone: of this rack");
        var names = Inputs.Optional("--names", "LIST", "Only these metrics, separated by commas");
        var from = Inputs.Optional("--from", "TIME", "Begin here, world time");
        var to = Inputs.Optional("--to", "TIME", "End before this");
        var step = new Option<int?>("--step") { Description = "Seconds between points; left out, the finest that is kept", HelpName = "SECONDS" };
        var watching = new Watching();
        return verbs.Verb("show", "Show what one of them measures: now, in total, and over time", (session, parsed, cancel) => watching.RunAsync(session, parsed, async () =>
        {
            var query = new MetricsQuery(parsed.GetValue(names), parsed.GetValue(from), parsed.GetValue(to), parsed.GetValue(step));
            var reading = (parsed.GetValue(instance), parsed.GetValue(host), parsed.GetValue(zone)) switch
            {
                ({ } name, null, null) => await session.Api.InstanceMetricsAsync(session.Project, (await session.InstanceAsync(name, cancel)).Id, query, cancel),
                (null, { } name, null) => await session.Api.HostMetricsAsync(name, query, cancel),
                (null, null, { } name) => await session.Api.ZoneMetricsAsync(name, parsed.GetValue(rack), query, cancel),
                _ => throw new UsageException("give one of --instance, --host and --zone"),
            };
            Print(session, reading);
        }, cancel), [instance, host, zone, rack, names, from, to, step, .. watching.All]);
    }

    private static void Print(Session session, MetricsView reading)
    {
        if (session.Print.Format is not OutputFormat.Table)
        {
            session.Print.One(reading, it => string.Join('\n', it.Series.Select(Name)), ContractsJson.Default.MetricsView);
            return;
        }

        session.Print.Say($"at {Text.Time(reading.At)} (world time){(reading.IsMeasured ? "" : ", not measured now")}; {reading.StepSeconds} s a step from {Text.Time(reading.From)}");
        session.Print.Table(reading.Series,
            new("metric", Name), new("unit", it => it.Unit), new("now", it => TopCommands.Number(it.Current), Right: true), new("total", it => TopCommands.Number(it.Total), Right: true),
            new("min", it => TopCommands.Number(it.Min.Min()), Right: true), new("mean", it => TopCommands.Number(it.Mean.Average()), Right: true),
            new("max", it => TopCommands.Number(it.Max.Max()), Right: true));
    }

    private static string Name(SeriesView series) => series.NumaNode is { } node ? $"{series.Name}/{node}" : series.Name;
}
