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
        var placed = new Argument<string?>("instance") { Description = "Show the stored reason of this instance's placement instead", HelpName = "INSTANCE", Arity = ArgumentArity.ZeroOrOne };
        var instance = Inputs.Optional("--instance", "INSTANCE", "The same as the argument");
        return verbs.Verb("explain", "Explain a placement without creating anything", async (session, parsed, cancel) =>
        {
            var decision = (parsed.GetValue(placed) ?? parsed.GetValue(instance), parsed.GetValue(kind), parsed.GetValue(flavor)) switch
            {
                ({ } name, null, null) => await session.Api.PlacementAsync(session.Project, (await session.InstanceAsync(name, cancel)).Id, cancel),
                (null, { } wantedKind, { } wantedFlavor) => await session.Api.ExplainAsync(
                    session.Project, new ExplainPlacementBody { Kind = wantedKind, Flavor = wantedFlavor, Zone = parsed.GetValue(zone) }, cancel),
                _ => throw new UsageException("give --kind and --flavor, or an instance"),
            };
            Print(session, decision);
            return decision.Fits ? ExitCode.Done : ExitCode.Refused;
        }, placed, kind, flavor, zone, instance);
    }

    private static void Print(Session session, PlacementDecisionView decision)
    {
        if (session.Print.Format != OutputFormat.Table)
        {
            session.Print.One(decision, it => it.Placement?.Host ?? "", ContractsJson.Default.PlacementDecisionView);
            return;
        }

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
    }

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
        $"{placement.Host}, {string.Join("; ", placement.NumaNodes.Select(claim => $"NUMA node {Text.Number(claim.NumaNode)}: {Text.Number(claim.Vcpus)} vCPU, {Text.Memory(claim.MemoryMib)}"))}";

    private static string Score(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);

    private sealed record Step(string Rule, string? Refused, int Left, string? Help, string? Nearest);
}
