using System.CommandLine;
using Cloud.Cli.Client;

namespace Cloud.Cli.Commands;

/// <summary><c>cloud capacity</c> (operators): how many more of each flavor would fit.</summary>
internal static class CapacityCommand
{
    public static Command Build(Verbs verbs)
    {
        var flavor = Inputs.Optional("--flavor", "NAME", "Only this flavor");
        var zone = Inputs.Optional("--zone", "NAME", "Only in this zone");
        var mine = new Option<bool>("--mine") { Description = "What the project could still create: the smaller of capacity and quota; for everybody" };
        return verbs.Verb("capacity", "How many more of each flavor would fit, by zone and NUMA layout (operators), or for a project", async (session, parsed, cancel) =>
        {
            if (parsed.GetValue(mine))
            {
                session.Print.List(
                    await session.Api.ProjectCapacityAsync(session.Project, parsed.GetValue(flavor), parsed.GetValue(zone), cancel).TakeAsync(100_000, session.Shell),
                    it => it.Flavor, ContractsJson.Default.ProjectSlotsView,
                    new("flavor", it => it.Flavor), new("kind", it => it.Kind), new("zone", it => it.Zone),
                    new("more", it => Text.Number(it.More), Right: true), new("limited by", it => it.LimitedBy));
                return;
            }

            session.Print.List(
                await session.Api.CapacityAsync(parsed.GetValue(flavor), parsed.GetValue(zone), cancel).TakeAsync(100_000, session.Shell),
                it => it.Flavor, ContractsJson.Default.FlavorSlotsView,
                new("flavor", it => it.Flavor), new("kind", it => it.Kind), new("zone", it => it.Zone),
                new("more", it => (it.Exact ? "" : "≥ ") + Text.Number(it.AsAsked), Right: true), new("hosts", it => Text.Number(it.Hosts), Right: true),
                new("1 NUMA node", it => it.OnePart is { } one ? Text.Number(one) : null, Right: true), new("2 NUMA nodes", it => it.TwoParts is { } two ? Text.Number(two) : null, Right: true),
                new("automatic", it => it.Automatic is { } automatic ? Text.Number(automatic) : null, Right: true));
        }, flavor, zone, mine);
    }
}
