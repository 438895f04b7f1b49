using System.CommandLine;
using System.Globalization;
using Cloud.Cli.Client;
using Cloud.Cli.Output;
using Cloud.Contracts;

namespace Cloud.Cli.Commands;

/// <summary><c>cloud rebalance plan</c> (operators).</summary>
internal static class RebalanceCommands
{
    public static Command Build(Verbs verbs)
    {
        var goal = Inputs.Required("--goal", "GOAL", "drain, evacuate, defragment, consolidate or relieve-hot-spots");
        var hosts = new Option<string[]>("--host") { Description = "Host to empty, for drain and evacuate; may be given several times", HelpName = "NAME", DefaultValueFactory = _ => [] };
        var zone = Inputs.Optional("--zone", "NAME", "Zone to plan in; may be left out when the hosts say it");
        var flavor = Inputs.Optional("--flavor", "NAME", "Flavor to make room for (defragment)");
        var hot = new Option<double>("--hot-above") { Description = "Share of busy threads above which a host is a hot spot", HelpName = "SHARE", DefaultValueFactory = _ => 0.8 };
        var budget = new BudgetOptions();
        var plan = verbs.Verb("plan", "Plan moves under a budget, with the gain before and after; nothing is moved", async (session, parsed, cancel) =>
        {
            var body = new PlanRebalancingBody
            {
                Goal = parsed.GetRequiredValue(goal),
                Hosts = parsed.GetValue(hosts)!,
                Zone = parsed.GetValue(zone),
                Flavor = parsed.GetValue(flavor),
                HotAbove = parsed.GetValue(hot),
                Budget = budget.Read(parsed),
            };
            Print(session, await session.Api.PlanRebalancingAsync(body, cancel));
        }, [goal, hosts, zone, flavor, hot, .. budget.All]);
        return Verbs.Group("rebalance", "Plans of live migrations (operators)", plan);
    }

    internal static void Print(Session session, RebalancingPlanView plan)
    {
        if (session.Print.Format != OutputFormat.Table)
        {
            session.Print.One(plan, it => it.Goal, ContractsJson.Default.RebalancingPlanView);
            return;
        }

        session.Print.Table(plan.Steps,
            new("step", it => Text.Number(it.Number), Right: true), new("wave", it => Text.Number(it.Wave), Right: true), new("instance", it => it.InstanceName),
            new("from", it => it.From), new("to", it => it.Target.Host), new("how", it => it.Kind), new("MiB", it => Number(it.Cost.Mib), Right: true),
            new("seconds", it => Number(it.Cost.DurationMs / 1000), Right: true), new("downtime ms", it => Number(it.Cost.DowntimeMs), Right: true));
        if (plan.NotMoved.Count > 0)
        {
            session.Print.Say("");
            session.Print.Table(plan.NotMoved, new("not moved", it => it.InstanceName), new("host", it => it.Host), new("reason", it => it.Reason));
        }

        session.Print.Say($"{Count(plan.Steps.Count, "move")} in {Count(plan.Waves, "wave")}: {Number(plan.Total.Mib)} MiB, {Number(plan.Total.DurationMs / 1000)} s, {Number(plan.Total.DowntimeMs)} ms of downtime.");
        session.Print.Table(Rows(plan), new(plan.Goal, it => it.What), new("before", it => it.Before, Right: true), new("after", it => it.After, Right: true));
        if (plan.StoppedBy is { } limit) session.Print.Say($"The budget ended the plan: {limit}.");
    }

    private static IReadOnlyList<Row> Rows(RebalancingPlanView plan) =>
    [
        new("hosts in use", Text.Number(plan.Before.HostsInUse), Text.Number(plan.After.HostsInUse)),
        new("free slots", Text.Number(plan.Before.Slots), Text.Number(plan.After.Slots)),
        new("hottest host", Hottest(plan.Before), Hottest(plan.After)),
        new("hot spots", Text.Number(plan.Before.HotSpots), Text.Number(plan.After.HotSpots)),
        new("on hosts to be emptied", Text.Number(plan.Before.OnListedHosts), Text.Number(plan.After.OnListedHosts)),
        new(plan.Objective, Number(plan.Before.Objective), Number(plan.After.Objective)),
    ];

    private static string Hottest(FleetMeasuresView measures) => measures.HottestHost is { } host ? $"{host} {Number(measures.HottestShare)}" : "none";

    private static string Count(int count, string noun) => $"{Text.Number(count)} {noun}{(count == 1 ? "" : "s")}";

    private static string Number(double value) => value.ToString("#,0.###", CultureInfo.InvariantCulture);

    private sealed record Row(string What, string Before, string After);

    /// <summary>What a plan may cost.</summary>
    internal sealed class BudgetOptions
    {
        private readonly Option<int> _moves = new("--max-moves") { Description = "Most moves", HelpName = "N", DefaultValueFactory = _ => 100 };
        private readonly Option<double?> _mib = new("--max-mib") { Description = "Most data to send, MiB", HelpName = "MIB" };
        private readonly Option<double?> _downtime = new("--max-downtime") { Description = "Longest downtime over all moves, ms", HelpName = "MS" };
        private readonly Option<int> _concurrent = new("--max-concurrent") { Description = "Most moves at the same time", HelpName = "N", DefaultValueFactory = _ => 4 };
        private readonly Option<bool> _restart = new("--allow-restart") { Description = "Restart what cannot move while it runs" };

        public Symbol[] All => [_moves, _mib, _downtime, _concurrent, _restart];

        public RebalancingBudgetBody Read(ParseResult parsed) => new()
        {
            MaxMoves = parsed.GetValue(_moves),
            MaxMib = parsed.GetValue(_mib),
            MaxDowntimeMs = parsed.GetValue(_downtime),
            MaxConcurrent = parsed.GetValue(_concurrent),
            AllowRestart = parsed.GetValue(_restart),
        };
    }
}
