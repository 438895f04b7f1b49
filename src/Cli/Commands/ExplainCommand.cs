using System.CommandLine;
using System.Globalization;
using Cloud.Cli.Client;
using Cloud.Cli.Output;
using Cloud.Cli.Shell;
using Cloud.Contracts;

namespace Cloud.Cli.Commands;

/// <summary><c>cloud explain</c>: where an instance would go, or why one is where it is, as a funnel of rules.</summary>
internal static class ExplainCommand
{
    public static Command Build(Verbs verbs)
    {
        var kind = Inputs.Optional("--kind", "KIND", "vm, microvm or container");
        var flavor = Inputs.Optional("--flavor", "NAME", "Size to place");
        var zone = Inputs.Optional("--zone", "NAME", "Availability zone; left out, any");
        var policy = Inputs.Optional("--policy", "NAME", "Under this placement policy instead of the region's ('cloud policy list')");
        var script = Inputs.Optional("--script", "FILE", "Under this policy instead: JavaScript with a function score(host, request)");
        var placed = new Argument<string?>("instance") { Description = "Show the stored reason of this instance's placement instead", HelpName = "INSTANCE", Arity = ArgumentArity.ZeroOrOne };
        var instance = Inputs.Optional("--instance", "INSTANCE", "The same as the argument");
        var count = new Option<int?>("--count") { Description = "How many, all or none", HelpName = "N" };
        var group = new GroupOptions();
        var needs = new NeedsOptions();
        var priority = new Option<int?>("--priority") { Description = "When it does not fit, show what ending spot instances below this priority would cost", HelpName = "N" };
        return verbs.Verb("explain", "Explain a placement without creating anything", async (session, parsed, cancel) =>
        {
            var (namedPolicy, file) = (parsed.GetValue(policy), parsed.GetValue(script));
            if (namedPolicy is not null && file is not null) throw new UsageException("give --policy or --script, not both");
            var decision = (parsed.GetValue(placed) ?? parsed.GetValue(instance), parsed.GetValue(kind), parsed.GetValue(flavor)) switch
            {
                ({ } name, null, null) when namedPolicy is null && file is null =>
                    await session.Api.PlacementAsync(session.Project, (await session.InstanceAsync(name, cancel)).Id, cancel),
                (null, { } wantedKind, { } wantedFlavor) => await session.Api.ExplainAsync(
                    session.Project,
                    new ExplainPlacementBody
                    {
                        Kind = wantedKind,
                        Flavor = wantedFlavor,
                        Zone = parsed.GetValue(zone),
                        Policy = namedPolicy,
                        Script = file is null ? null : await Files.ReadAsync(file, cancel),
                        Count = parsed.GetValue(count),
                        Group = group.Read(parsed),
                        Needs = needs.Read(parsed),
                        Priority = parsed.GetValue(priority),
                    },
                    cancel),
                _ => throw new UsageException("give --kind and --flavor (and perhaps --policy or --script), or an instance"),
            };
            return Print(session, decision);
        }, [placed, kind, flavor, zone, policy, script, count, .. group.All, priority, .. needs.All, instance]);
    }

    /// <summary>Shows a decision; the exit code says whether the instance fits.</summary>
    internal static int Print(Session session, PlacementDecisionView decision)
    {
        if (session.Print.Format != OutputFormat.Table) session.Print.One(decision, it => it.Placement?.Host ?? "", ContractsJson.Default.PlacementDecisionView);
        else PrintTable(session, decision);
        return decision.Fits ? ExitCode.Done : ExitCode.Refused;
    }

    private static void PrintTable(Session session, PlacementDecisionView decision)
    {
        var why = decision.Explanation;
        session.Print.Say(decision.Placement is { } placement ? $"Fits: {Where(placement)}" : "Does not fit anywhere now.");
        session.Print.Table(Funnel(why),
            new("rule", it => it.Rule), new("refused", it => it.Refused, Right: true), new("left", it => Text.Number(it.Left), Right: true),
            new("helps", it => it.Help), new("nearest miss", it => it.Nearest));
        if (why.Best.Count > 0)
        {
            session.Print.Say("");
            session.Print.Table(why.Best,
                new("best hosts", it => it.Host), new("score", it => Score(it.Score), Right: true),
                new("terms (weight × value)", it => string.Join(", ", it.Terms.Select(term => $"{term.Scorer} {Score(term.Weight)} × {Score(term.Value)}"))));
        }

        foreach (var advice in why.Advice) session.Print.Say($"What would help: {advice.Text}");
        if (decision.Group is { } together) Print(session, together);
        if (decision.Preemption is { } preemption) session.Print.Say(Words(preemption));
    }

    private static void Print(Session session, GroupFitView together)
    {
        session.Print.Say($"{together.Summary}{(together.Proven ? "" : " The search ended at its limit of effort.")}");
        session.Print.Table(together.Members, new("member", it => Text.Number(it.Member), Right: true), new("host", it => it.Placement.Host),
            new("NUMA nodes", it => string.Join(", ", it.Placement.NumaNodes.Select(claim => Text.Number(claim.NumaNode)))));
    }

    private static string Words(PreemptionView preemption) => preemption.Possible
        ? $"Preemption would make it fit on {preemption.Placement?.Host}: {Text.Number(preemption.Victims)} spot instances of priority up to {Text.Number(preemption.HighestPriority ?? 0)} would end, {Score(preemption.LostWorkSeconds)} s of their work would be lost.{(preemption.Exact ? "" : " A cheaper way may exist.")}"
        : $"Preemption would not help: {Text.Number(preemption.HostsWithVictims)} hosts have spot instances of lower priority.";

    private static List<Step> Funnel(PlacementExplanationView why)
    {
        var steps = new List<Step> { new($"considered (profile {why.Profile})", null, why.HostsConsidered, null, null) };
        var left = why.HostsConsidered;
        foreach (var refusal in why.Refusals)
        {
            left -= refusal.Hosts;
            steps.Add(new Step(refusal.Rule, Text.Number(refusal.Hosts), left, refusal.Help, ProblemPrinter.Missing(refusal.NearestMiss)));
        }

        steps.Add(new Step("fitting", null, why.HostsFitting, null, null));
        return steps;
    }

    private static string Where(PlacementView placement) =>
        $"{placement.Host}, {string.Join("; ", placement.NumaNodes.Select(claim => $"NUMA node {PlacementText.Claim(claim)}"))}"
        + (PlacementText.Devices(placement) is { } devices ? $"; {devices}" : "");

    private static string Score(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);

    private sealed record Step(string Rule, string? Refused, int Left, string? Help, string? Nearest);
}
