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
        return verbs.Verb("capacity", "How many more of each flavor would fit, by zone and NUMA layout (operators)", async (session, parsed, cancel) =>
            session.Print.List(
                await session.Api.CapacityAsync(parsed.GetValue(flavor), parsed.GetValue(zone), cancel).TakeAsync(100_000, session.Shell),
                it => it.Flavor, ContractsJson.Default.FlavorSlotsView,
                new("flavor", it => it.Flavor), new("kind", it => it.Kind), new("zone", it => it.Zone),
                new("more", it => Text.Number(it.AsAsked), Right: true), new("hosts", it => Text.Number(it.Hosts), Right: true),
                new("1 NUMA node", it => Text.Number(it.OnePart), Right: true), new("2 NUMA nodes", it => it.TwoParts is { } two ? Text.Number(two) : null, Right: true),
                new("automatic", it => Text.Number(it.Automatic), Right: true)), flavor, zone);
    }
}
