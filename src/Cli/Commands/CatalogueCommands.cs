using System.CommandLine;
using Cloud.Cli.Client;
using Cloud.Cli.Output;
using Cloud.Contracts;

namespace Cloud.Cli.Commands;

/// <summary><c>cloud flavor …</c>, <c>cloud image list</c> and <c>cloud zone list</c>.</summary>
internal static class CatalogueCommands
{
    private static readonly Column<FlavorView>[] Columns =
    [
        new("name", it => it.Name), new("vCPUs", it => Text.Number(it.Vcpus), Right: true), new("memory", it => Text.Memory(it.MemoryMib), Right: true),
        new("disk GiB", it => Text.Number(it.DiskGib), Right: true), new("NUMA nodes", it => it.NumaNodes == 0 ? "auto" : Text.Number(it.NumaNodes), Right: true),
        new("CPUs", it => it.CpuPolicy), new("kinds", it => string.Join(", ", it.Kinds)), new("needs", it => PlacementText.Needs(it.Needs)),
        new("description", it => it.Description),
    ];

    public static IEnumerable<Command> All(Verbs verbs)
    {
        var limit = Inputs.Limit();
        yield return Verbs.Group("flavor", "Sizes to choose from", FlavorList(verbs), FlavorShow(verbs), FlavorCreate(verbs), FlavorDelete(verbs));
        yield return Verbs.Group("image", "Images to boot from", verbs.Verb("list", "List images", async (session, parsed, cancel) =>
            session.Print.List(
                await session.Api.ImagesAsync(cancel).TakeAsync(parsed.GetValue(limit), session.Shell), it => it.Name, ContractsJson.Default.ImageView,
                new("name", it => it.Name), new("kinds", it => string.Join(", ", it.Kinds)), new("size MiB", it => Text.Number(it.SizeMib), Right: true),
                new("min disk GiB", it => Text.Number(it.MinDiskGib), Right: true), new("min memory MiB", it => Text.Number(it.MinMemoryMib), Right: true),
                new("description", it => it.Description)), limit));
        yield return Verbs.Group("zone", "Availability zones", verbs.Verb("list", "List zones", async (session, parsed, cancel) =>
            session.Print.List(
                await session.Api.ZonesAsync(cancel).TakeAsync(parsed.GetValue(limit), session.Shell), it => it.Name, ContractsJson.Default.ZoneView,
                new("name", it => it.Name), new("hosts", it => Text.Number(it.Hosts), Right: true)), limit));
    }

    private static Command FlavorList(Verbs verbs)
    {
        var limit = Inputs.Limit();
        return verbs.Verb("list", "List flavors", async (session, parsed, cancel) =>
            session.Print.List(
                await session.Api.FlavorsAsync(cancel).TakeAsync(parsed.GetValue(limit), session.Shell), it => it.Name, ContractsJson.Default.FlavorView, Columns),
            limit);
    }

    private static Command FlavorShow(Verbs verbs)
    {
        var name = Inputs.Name("Flavor");
        return verbs.Verb("show", "Show one flavor with what it needs of a host", async (session, parsed, cancel) =>
            session.Print.One(await session.Api.FlavorAsync(parsed.GetRequiredValue(name), cancel), it => it.Name, ContractsJson.Default.FlavorView, Columns), name);
    }

    private static Command FlavorCreate(Verbs verbs)
    {
        var name = Inputs.Name("Unique name");
        var vcpus = new Option<int>("--vcpus") { Description = "Virtual CPUs", HelpName = "N", Required = true };
        var memory = new Option<long>("--memory-mib") { Description = "Memory, MiB", HelpName = "N", Required = true };
        var disk = new Option<int>("--disk-gib") { Description = "Root disk, GiB", HelpName = "N" };
        var numa = new Option<int>("--numa-nodes") { Description = "NUMA nodes to span with equal parts; 0 lets the scheduler choose", HelpName = "N" };
        var dedicated = new Option<bool>("--dedicated") { Description = "Whole physical cores instead of shared ones" };
        var kinds = new Option<string[]>("--kind") { Description = "A kind it is for; may be given several times; left out, all", HelpName = "KIND", DefaultValueFactory = _ => [] };
        var needs = new NeedsOptions();
        var description = Inputs.Optional("--description", "TEXT", "One line for people");
        return verbs.Verb("create", "Add a flavor (operators)", async (session, parsed, cancel) =>
        {
            var body = new CreateFlavorBody
            {
                Name = parsed.GetRequiredValue(name),
                Description = parsed.GetValue(description) ?? "",
                Vcpus = parsed.GetValue(vcpus),
                MemoryMib = parsed.GetValue(memory),
                DiskGib = parsed.GetValue(disk),
                NumaNodes = parsed.GetValue(numa),
                CpuPolicy = parsed.GetValue(dedicated) ? "dedicated" : "shared",
                Kinds = parsed.GetValue(kinds) is { Length: > 0 } some ? some : ["vm", "microvm", "container"],
                Needs = needs.Read(parsed),
            };
            session.Print.One(await session.Api.CreateFlavorAsync(body, cancel), it => it.Name, ContractsJson.Default.FlavorView, Columns);
        }, [name, vcpus, memory, disk, numa, dedicated, kinds, .. needs.All, description]);
    }

    private static Command FlavorDelete(Verbs verbs)
    {
        var name = Inputs.Name("Flavor");
        return verbs.Verb("delete", "Remove a flavor that nothing uses (operators)", async (session, parsed, cancel) =>
        {
            await session.Api.DeleteFlavorAsync(parsed.GetRequiredValue(name), cancel);
            session.Print.Say($"Flavor {parsed.GetRequiredValue(name)} is deleted.");
        }, name);
    }
}
