using System.CommandLine;
using System.Globalization;
using Cloud.Cli.Client;
using Cloud.Contracts;

namespace Cloud.Cli.Commands;

/// <summary><c>cloud policy …</c>: the placement policies there are, and one of your own as a script.</summary>
internal static class PolicyCommands
{
    public static Command Build(Verbs verbs) => Verbs.Group("policy", "Placement policies, and scripts of your own", List(verbs), Try(verbs));

    private static Command List(Verbs verbs)
    {
        var limit = Inputs.Limit();
        return verbs.Verb("list", "List placement policies; * is the region's own", async (session, parsed, cancel) =>
            session.Print.List(
                await session.Api.PoliciesAsync(cancel).TakeAsync(parsed.GetValue(limit), session.Shell), it => it.Name, ContractsJson.Default.PolicyView,
                new("policy", it => it.InForce ? $"{it.Name} *" : it.Name), new("answered by", it => it.Indexed ? "index" : "scan"),
                new("composition", it => it.Composition), new("scorers", it => string.Join(", ", it.Scorers.Select(Scorer))),
                new("description", it => it.Description)), limit);
    }

    private static Command Try(Verbs verbs)
    {
        var script = new Argument<string>("script") { Description = "File with JavaScript: function score(host, request), larger is better", HelpName = "FILE" };
        var kind = new Option<string>("--kind") { Description = "vm, microvm or container", HelpName = "KIND", DefaultValueFactory = _ => "vm" };
        var flavor = Inputs.Required("--flavor", "NAME", "Size to place");
        var zone = Inputs.Optional("--zone", "NAME", "Availability zone; left out, any");
        return verbs.Verb("try", "Show where a script of your own would place an instance; nothing is created", async (session, parsed, cancel) =>
        {
            var body = new ExplainPlacementBody
            {
                Kind = parsed.GetRequiredValue(kind), Flavor = parsed.GetRequiredValue(flavor), Zone = parsed.GetValue(zone),
                Script = await Files.ReadAsync(parsed.GetRequiredValue(script), cancel),
            };
            return ExplainCommand.Print(session, await session.Api.ExplainAsync(session.Project, body, cancel));
        }, script, kind, flavor, zone);
    }

    private static string Scorer(PolicyScorerView scorer) =>
        scorer.Weight is 1 ? scorer.Name : $"{scorer.Weight.ToString("0.###", CultureInfo.InvariantCulture)} {scorer.Name}";
}
