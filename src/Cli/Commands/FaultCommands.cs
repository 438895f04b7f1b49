using System.CommandLine;
using Cloud.Cli.Client;
using Cloud.Cli.Output;
using Cloud.Cli.Shell;
using Cloud.Contracts;

namespace Cloud.Cli.Commands;

/// <summary><c>cloud fault …</c> (operators): what is made to go wrong in the modelled world.</summary>
internal static class FaultCommands
{
    private static Column<FaultView>[] Columns { get; } =
    [
        new("kind", it => it.Kind), new("target", it => it.Target), new("hosts", it => Text.Number(it.HostCount), Right: true), new("how bad", it => it.Description),
        new("state", it => it.State), new("since", it => Text.Time(it.StartedAt)), new("until", it => it.EndedAt is { } ended ? Text.Time(ended) : it.EndsAt is { } ends ? Text.Time(ends) : "healed"),
        new("drill", it => it.Drill ?? ""), new("id", it => it.Id.ToString()),
    ];

    public static Command Build(Verbs verbs) => Verbs.Group("fault", "Make things go wrong in the modelled world, and heal them (operators)",
        List(verbs), Inject(verbs), Heal(verbs), Drills(verbs), Drill(verbs));

    private static Command List(Verbs verbs)
    {
        var all = new Option<bool>("--all") { Description = "Ended ones too" };
        var limit = Inputs.Limit();
        return verbs.Verb("list", "List faults in force, newest first", async (session, parsed, cancel) => Print(
            session, await session.Api.FaultsAsync(parsed.GetValue(all) ? null : "active", cancel).TakeAsync(parsed.GetValue(limit), session.Shell)), all, limit);
    }

    private static Command Inject(Verbs verbs)
    {
        var kind = new Argument<string>("kind") { Description = "host-crash, slow-host, rack-power-loss, partition, lost-messages, late-messages, duplicated-messages, reordered-messages, stale-reports, disk-full or clock-skew", HelpName = "KIND" };
        var host = Inputs.Optional("--host", "NAME", "Strike this host");
        var zone = Inputs.Optional("--zone", "NAME", "Strike this zone, or the rack in it");
        var rack = Inputs.Optional("--rack", "NAME", "Strike this rack of --zone");
        var duration = new Option<int?>("--for") { Description = "Seconds until it ends by itself; until healed when not given", HelpName = "SECONDS" };
        var rate = new Option<double?>("--rate") { Description = "Share of messages or reports, 0 to 1", HelpName = "R" };
        var factor = new Option<double?>("--factor") { Description = "slow-host: how many times as long everything takes", HelpName = "F" };
        var delay = new Option<double?>("--delay-ms") { Description = "late-messages: longest lateness", HelpName = "MS" };
        var direction = Inputs.Optional("--direction", "WAY", "partition: both, to-hosts or from-hosts");
        var clockRate = new Option<double?>("--clock-rate") { Description = "clock-skew: seconds shown per second", HelpName = "R" };
        var offset = new Option<double?>("--offset") { Description = "clock-skew: seconds ahead, or below 0 behind", HelpName = "SECONDS" };
        return verbs.Verb("inject", "Make something go wrong on a host, a rack, a zone, or everywhere", async (session, parsed, cancel) =>
        {
            var fault = await session.Api.InjectFaultAsync(new InjectFaultBody
            {
                Kind = parsed.GetRequiredValue(kind),
                Target = new FaultTargetBody { Host = parsed.GetValue(host), Zone = parsed.GetValue(zone), Rack = parsed.GetValue(rack) },
                DurationSeconds = parsed.GetValue(duration),
                Rate = parsed.GetValue(rate),
                Factor = parsed.GetValue(factor),
                DelayMs = parsed.GetValue(delay),
                Direction = parsed.GetValue(direction),
                ClockRate = parsed.GetValue(clockRate),
                OffsetSeconds = parsed.GetValue(offset),
            }, cancel);
            session.Print.One(fault, it => it.Id.ToString(), ContractsJson.Default.FaultView, Columns);
        }, kind, host, zone, rack, duration, rate, factor, delay, direction, clockRate, offset);
    }

    private static Command Heal(Verbs verbs)
    {
        var id = new Argument<Guid?>("fault") { Description = "Id of the fault", HelpName = "ID", Arity = ArgumentArity.ZeroOrOne };
        var all = new Option<bool>("--all") { Description = "Every fault in force" };
        return verbs.Verb("heal", "End a fault now", async (session, parsed, cancel) =>
        {
            if (parsed.GetValue(id) is null == !parsed.GetValue(all)) throw new UsageException("name a fault, or --all");
            var faults = new List<Guid>();
            if (parsed.GetValue(id) is { } one) faults.Add(one);
            else await foreach (var fault in session.Api.FaultsAsync("active", cancel)) faults.Add(fault.Id);
            foreach (var fault in faults) await session.Api.HealFaultAsync(fault, cancel);
            session.Print.Say($"{Text.Number(faults.Count)} {(faults.Count == 1 ? "fault is" : "faults are")} healed.");
        }, id, all);
    }

    private static Command Drills(Verbs verbs) => verbs.Verb("drills", "List the drills that can be started, and what there is to watch", async (session, _, cancel) =>
    {
        var drills = await session.Api.DrillsAsync(cancel).TakeAsync(1_000, session.Shell);
        session.Print.List(drills, it => it.Name, ContractsJson.Default.DrillView,
            new("name", it => it.Name), new("seconds", it => Text.Number(it.DurationSeconds), Right: true), new("what happens", it => it.Description));
    });

    private static Command Drill(Verbs verbs)
    {
        var name = Inputs.Name("Drill");
        var zone = Inputs.Optional("--zone", "NAME", "Only there; where most instances are when not given");
        var duration = new Option<int?>("--for") { Description = "Seconds until it ends by itself; as the drill says when not given", HelpName = "SECONDS" };
        return verbs.Verb("drill", "Start a drill: a ready set of faults", async (session, parsed, cancel) =>
        {
            var started = await session.Api.StartDrillAsync(
                parsed.GetRequiredValue(name), new StartDrillBody { Zone = parsed.GetValue(zone), DurationSeconds = parsed.GetValue(duration) }, cancel);
            Print(session, started.Items);
            if (session.Print.Format != OutputFormat.Table) return;
            await foreach (var drill in session.Api.DrillsAsync(cancel))
            {
                if (!string.Equals(drill.Name, parsed.GetValue(name), StringComparison.Ordinal)) continue;
                session.Print.Say("\nWhat to watch:");
                foreach (var line in drill.Watch) session.Print.Say($"  - {line}");
            }
        }, name, zone, duration);
    }

    private static void Print(Session session, IReadOnlyList<FaultView> faults) =>
        session.Print.List(faults, it => it.Id.ToString(), ContractsJson.Default.FaultView, Columns);
}
