using System.CommandLine;
using System.Globalization;
using Cloud.Cli.Client;
using Cloud.Cli.Output;
using Cloud.Cli.Shell;
using Cloud.Contracts;

namespace Cloud.Cli.Commands;

/// <summary><c>cloud instance migrate|cancel</c> and <c>cloud host drain|maintenance|evacuate|migrations</c> (operators).</summary>
internal static class MoveCommands
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    public static Command Migrate(Verbs verbs)
    {
        var which = InstanceCommands.Which();
        var host = Inputs.Optional("--host", "NAME", "Where to; left out, the scheduler chooses");
        var mode = Inputs.Optional("--mode", "MODE", "live (default), post-copy or cold");
        var converge = new Option<bool>("--auto-converge") { Description = "Slow the guest down while it writes too fast" };
        var fallback = new Option<bool>("--post-copy-fallback") { Description = "When pre-copy does not converge, let memory follow the guest" };
        var downtime = new Option<double>("--downtime-limit") { Description = "Longest downtime of the last round, ms", HelpName = "MS", DefaultValueFactory = _ => 300 };
        var rate = new Option<double?>("--mib-per-second") { Description = "Most that it may take of the network", HelpName = "N" };
        var wait = Waiting.Option("Wait until it is there");
        return verbs.Verb("migrate", "Move an instance to another host of its zone (operators)", async (session, parsed, cancel) =>
        {
            var instance = await session.InstanceAsync(parsed.GetRequiredValue(which), cancel);
            var answer = await session.Api.MigrateAsync(new()
            {
                Instance = instance.Id,
                Host = parsed.GetValue(host),
                Mode = parsed.GetValue(mode) ?? "live",
                AutoConverge = parsed.GetValue(converge),
                PostCopyFallback = parsed.GetValue(fallback),
                DowntimeLimitMs = parsed.GetValue(downtime),
                MibPerSecond = parsed.GetValue(rate),
            }, cancel);
            return await Waiting.FinishAsync(session, answer, parsed.GetValue(wait), cancel);
        }, which, host, mode, converge, fallback, downtime, rate, wait);
    }

    public static Command Cancel(Verbs verbs)
    {
        var which = InstanceCommands.Which();
        return verbs.Verb("cancel", "Cancel the migration of an instance, before its switch-over (operators)", async (session, parsed, cancel) =>
        {
            var instance = await session.InstanceAsync(parsed.GetRequiredValue(which), cancel);
            return await Waiting.FinishAsync(session, await session.Api.CancelMigrationAsync(instance.Id, cancel), wait: false, cancel);
        }, which);
    }

    public static Command Drain(Verbs verbs)
    {
        var name = Inputs.Name("Host");
        var only = new Option<bool>("--plan") { Description = "Only show the plan" };
        var budget = new RebalanceCommands.BudgetOptions();
        var (pause, resume, stop) = (Flag("--pause", "Begin nothing new"), Flag("--resume", "Go on after a pause"), Flag("--cancel", "Take the order back; the host stays cordoned"));
        return verbs.Verb("drain", "Empty a host: cordon it and migrate everything away; --plan only shows the plan", async (session, parsed, cancel) =>
        {
            var host = parsed.GetRequiredValue(name);
            if (parsed.GetValue(only))
            {
                var body = new PlanRebalancingBody { Goal = "drain", Hosts = [host], Budget = budget.Read(parsed) };
                RebalanceCommands.Print(session, await session.Api.PlanRebalancingAsync(body, cancel));
                return;
            }

            string? action = parsed.GetValue(pause) ? "pause-drain" : parsed.GetValue(resume) ? "resume-drain" : parsed.GetValue(stop) ? "cancel-drain" : null;
            var asked = budget.Read(parsed);
            Show(session, action is not null
                ? await session.Api.ActOnHostAsync(host, action, cancel)
                : await session.Api.DrainHostAsync(host, Math.Min(asked.MaxConcurrentPerHost, 32), asked.AllowRestart, reason: null, cancel));
        }, [name, only, pause, resume, stop, .. budget.All]);
    }

    public static Command Maintenance(Verbs verbs)
    {
        var name = Inputs.Name("Host");
        var reason = Inputs.Optional("--reason", "TEXT", "Why, for other operators");
        var cold = Flag("--allow-cold", "Stop what cannot be moved while it runs");
        var wait = Waiting.Option("Wait until the host is empty");
        return verbs.Verb("maintenance", "Drain a host for maintenance; 'uncordon' ends it", async (session, parsed, cancel) =>
        {
            var name1 = parsed.GetRequiredValue(name);
            var host = await session.Api.DrainHostAsync(name1, 2, parsed.GetValue(cold), parsed.GetValue(reason) ?? "maintenance", cancel);
            while (parsed.GetValue(wait) && host.Drain is { State: "draining" } drain && (drain.Moving > 0 || drain.Stuck.Count < drain.Remaining || drain.LettingGo > 0))
            {
                await Task.Delay(Pause, cancel);
                host = (await session.Api.HostAsync(name1, cancel)).Host;
            }

            Show(session, host);
            return parsed.GetValue(wait) && host.Drain is not { State: "ready" } ? ExitCode.Refused : ExitCode.Done;
        }, name, reason, cold, wait);
    }

    public static Command Evacuate(Verbs verbs)
    {
        var name = Inputs.Name("Host");
        return verbs.Verb("evacuate", "Start elsewhere what was on a host that is down", async (session, parsed, cancel) =>
            Show(session, await session.Api.ActOnHostAsync(parsed.GetRequiredValue(name), "evacuate", cancel)), name);
    }

    public static Command List(Verbs verbs)
    {
        var limit = Inputs.Limit();
        return verbs.Verb("migrations", "List instances between hosts", async (session, parsed, cancel) =>
            session.Print.List(
                await session.Api.MigrationsAsync(cancel).TakeAsync(parsed.GetValue(limit), session.Shell), it => it.Name, ContractsJson.Default.MovingInstanceView,
                new("instance", it => it.Name), new("state", it => it.State), new("mode", it => it.Mode), new("stage", it => it.Stage), new("host", it => it.Host), new("target", it => it.Target),
                new("round", it => it.Progress is { } progress ? Text.Number(progress.Rounds.Count) : null, Right: true),
                new("dirty pages", it => it.Progress is { } progress ? Text.Number(progress.DirtyPages) : null, Right: true),
                new("downtime ms", it => it.Progress is { } progress ? Number(progress.DowntimeMs ?? progress.ExpectedDowntimeMs) : null, Right: true),
                new("letting go", it => string.Join(", ", it.LettingGo))), limit);
    }

    /// <summary>A drain in a line.</summary>
    public static string? Words(DrainView? drain) => drain is null ? null
        : $"{drain.State}: {Text.Number(drain.Remaining)} left, {Text.Number(drain.Moving)} moving, {Text.Number(drain.LettingGo)} to be let go, {Text.Number(drain.Stuck.Count)} stuck";

    private static void Show(Session session, HostView host)
    {
        session.Print.One(host, it => it.Name, ContractsJson.Default.HostView,
            new("name", it => it.Name), new("health", it => it.Health), new("instances", it => Text.Number(it.Instances)), new("drain", it => Words(it.Drain)));
        if (session.Print.Format == OutputFormat.Table && host.Drain is { Stuck.Count: > 0 } drain)
            session.Print.Table(drain.Stuck, new("instance", it => it.Name), new("stuck because", it => it.Reason));
    }

    private static Option<bool> Flag(string name, string description) => new(name) { Description = description };

    private static string Number(double value) => value.ToString("0.0", CultureInfo.InvariantCulture);
}
