using System.CommandLine;
using Cloud.Cli.Client;
using Cloud.Cli.Output;
using Cloud.Cli.Shell;
using Cloud.Contracts;

namespace Cloud.Cli.Commands;

/// <summary><c>cloud instance …</c></summary>
internal static class InstanceCommands
{
    private static readonly Column<InstanceView>[] Columns =
    [
        new("name", it => it.Name), new("kind", it => it.Kind), new("flavor", it => it.Flavor), new("state", it => it.State),
        new("zone", it => it.Zone), new("host", it => it.Placement.Host), new("id", it => it.Id.ToString()),
    ];

    private static readonly Column<InstanceView>[] Sheet =
    [
        new("name", it => it.Name), new("id", it => it.Id.ToString()), new("kind", it => it.Kind), new("state", it => it.State),
        new("fault", it => it.Fault), new("flavor", it => it.Flavor), new("image", it => it.Image),
        new("size", it => $"{Text.Number(it.Vcpus)} vCPU, {Text.Memory(it.MemoryMib)}, {Text.Number(it.DiskGib)} GiB disk"),
        new("zone", it => it.Zone), new("host", it => $"{it.Placement.Host} (profile {it.Placement.Policy})"),
        new("NUMA nodes", it => string.Join("; ", it.Placement.NumaNodes.Select(PlacementText.Claim))),
        new("devices", it => PlacementText.Devices(it.Placement)),
        new("bandwidth", it => it.Placement.NetworkMbps is { } mbps ? $"{Text.Number(mbps)} Mb/s" : null),
        new("memory key", it => it.Placement.Confidential is true ? "held" : null), new("needs", it => PlacementText.Needs(it.Needs)),
        new("workload", it => WorkloadText.Write(it.Workload)),
        new("labels", it => Text.Labels(it.Labels)), new("allowed now", it => string.Join(", ", it.AllowedActions)),
        new("created", it => Text.Time(it.CreatedAt)), new("running since", it => Text.Time(it.RunningSince)),
    ];

    public static Command Build(Verbs verbs) => Verbs.Group(
        "instance", "Virtual machines, microVMs and containers",
        List(verbs), Show(verbs), Create(verbs),
        Act(verbs, "start", "Start a stopped instance"), Act(verbs, "stop", "Shut an instance down"), Act(verbs, "reboot", "Restart an instance"),
        Delete(verbs), Label(verbs), Workload(verbs), MoveCommands.Migrate(verbs), MoveCommands.Cancel(verbs), WatchCommand.Build(verbs), TopCommands.Instances(verbs));

    internal static void PrintSheet(Session session, InstanceView instance) =>
        session.Print.One(instance, it => it.Name, ContractsJson.Default.InstanceView, Sheet);

    internal static Argument<string> Which() => new("instance") { Description = "Name or id in the project", HelpName = "INSTANCE" };

    private static Command List(Verbs verbs)
    {
        var state = Inputs.Optional("--state", "STATE", "Only in this state");
        var kind = Inputs.Optional("--kind", "KIND", "Only vm, microvm or container");
        var label = new Option<string[]>("--label", "-l") { Description = "Only with this label; may be given several times", HelpName = "KEY[=VALUE]", DefaultValueFactory = _ => [] };
        var limit = Inputs.Limit();
        return verbs.Verb("list", "List the instances of the project", async (session, parsed, cancel) =>
        {
            var filter = new InstanceFilter(parsed.GetValue(state), parsed.GetValue(kind), Name: null, parsed.GetValue(label)!);
            var items = await session.Api.InstancesAsync(session.Project, filter, cancel).TakeAsync(parsed.GetValue(limit), session.Shell);
            session.Print.List(items, it => it.Name, ContractsJson.Default.InstanceView, Columns);
        }, state, kind, label, limit);
    }

    private static Command Show(Verbs verbs)
    {
        var which = Which();
        return verbs.Verb("show", "Show one instance: size, state, and where it runs", async (session, parsed, cancel) =>
            PrintSheet(session, await session.InstanceAsync(parsed.GetRequiredValue(which), cancel)), which);
    }

    private static Command Create(Verbs verbs)
    {
        var name = Inputs.Name("Name, unique in the project");
        var kind = Inputs.Required("--kind", "KIND", "vm, microvm or container");
        var flavor = Inputs.Required("--flavor", "NAME", "Size (see 'cloud flavor list')");
        var image = Inputs.Required("--image", "NAME", "What to boot (see 'cloud image list')");
        var zone = Inputs.Optional("--zone", "NAME", "Availability zone; left out, the scheduler chooses");
        var label = new Option<string[]>("--label", "-l") { Description = "Label; may be given several times", HelpName = "KEY=VALUE", DefaultValueFactory = _ => [] };
        var group = new GroupOptions();
        var needs = new NeedsOptions();
        var container = new ContainerOptions();
        var priority = new Option<int?>("--priority") { Description = "0 to 1000; larger is more important", HelpName = "N" };
        var spot = new Option<bool>("--spot") { Description = "It may be ended to make room for higher priority" };
        var preemption = Inputs.Optional("--preemption", "MODE", "With a priority and no room: immediate (spot instances end at once), notice (they are told first) or never");
        var count = new Option<int?>("--count") { Description = "So many of them, NAME-1, NAME-2 …: all or none", HelpName = "N" };
        var reservation = Inputs.Optional("--reservation", "NAME", "Take a place of this reservation ('cloud reservation list')");
        var workload = Inputs.Optional("--workload", WorkloadText.HelpName, WorkloadText.Description);
        var wait = Waiting.Option("Wait until it runs");
        return verbs.Verb("create", "Create an instance", async (session, parsed, cancel) =>
        {
            var body = new CreateInstanceBody
            {
                Name = parsed.GetRequiredValue(name),
                Kind = parsed.GetRequiredValue(kind),
                Flavor = parsed.GetRequiredValue(flavor),
                Image = parsed.GetRequiredValue(image),
                Zone = parsed.GetValue(zone),
                Labels = parsed.GetValue(label) is { Length: > 0 } pairs ? Inputs.Labels(pairs) : null,
                Group = group.Read(parsed),
                Priority = parsed.GetValue(priority),
                Spot = parsed.GetValue(spot) ? true : null,
                Preemption = parsed.GetValue(preemption),
                Reservation = parsed.GetValue(reservation),
                Needs = needs.Read(parsed),
                Container = container.Read(parsed),
                Workload = WorkloadText.Read(parsed.GetValue(workload)),
            };
            if (parsed.GetValue(count) is { } several) return await CreateAllAsync(session, new() { Count = several, Instance = body }, parsed.GetValue(wait), cancel);
            var answer = await session.Api.CreateInstanceAsync(session.Project, body, cancel);
            return await Waiting.FinishAsync(session, answer, parsed.GetValue(wait), cancel);
        }, [name, kind, flavor, image, zone, label, .. group.All, priority, spot, preemption, count, reservation, .. needs.All, .. container.All, workload, wait]);
    }

    private static async Task<int> CreateAllAsync(Session session, CreateInstancesBody body, bool wait, CancellationToken cancel)
    {
        var created = (await session.Api.CreateInstancesAsync(session.Project, body, cancel)).Instances;
        var code = ExitCode.Done;
        for (var index = 0; wait && index < created.Count; index++)
        {
            if (created[index].Operation is { } id && (await Waiting.UntilFinishedAsync(session, id, cancel)).State is not "succeeded") code = ExitCode.Refused;
        }

        InstanceView[] shown = [.. created];
        for (var index = 0; wait && index < shown.Length; index++) shown[index] = await session.Api.InstanceAsync(session.Project, shown[index].Id, cancel);
        session.Print.List(shown, it => it.Name, ContractsJson.Default.InstanceView, Columns);
        return code;
    }

    private static Command Act(Verbs verbs, string action, string description)
    {
        var which = Which();
        var wait = Waiting.Option("Wait until it is done");
        return verbs.Verb(action, description, async (session, parsed, cancel) =>
        {
            var instance = await session.InstanceAsync(parsed.GetRequiredValue(which), cancel);
            var answer = await session.Api.ActOnInstanceAsync(session.Project, instance.Id, action, cancel);
            return await Waiting.FinishAsync(session, answer, parsed.GetValue(wait), cancel);
        }, which, wait);
    }

    private static Command Delete(Verbs verbs)
    {
        var which = Which();
        var wait = Waiting.Option("Wait until it is gone");
        return verbs.Verb("delete", "Delete an instance", async (session, parsed, cancel) =>
        {
            var instance = await session.InstanceAsync(parsed.GetRequiredValue(which), cancel);
            var answer = await session.Api.DeleteInstanceAsync(session.Project, instance.Id, cancel);
            return await Waiting.FinishAsync(session, answer, parsed.GetValue(wait), cancel);
        }, which, wait);
    }

    private static Command Label(Verbs verbs)
    {
        var which = Which();
        var labels = new Argument<string[]>("labels") { Description = "All labels it shall have; none removes them", HelpName = "KEY=VALUE", Arity = ArgumentArity.ZeroOrMore };
        return verbs.Verb("label", "Replace the labels of an instance", async (session, parsed, cancel) =>
        {
            var wanted = Inputs.Labels(parsed.GetValue(labels) ?? []);
            var instance = await session.InstanceAsync(parsed.GetRequiredValue(which), cancel);
            PrintSheet(session, await session.Api.LabelInstanceAsync(session.Project, instance.Id, new LabelInstanceBody { Labels = wanted }, cancel));
        }, which, labels);
    }

    private static Command Workload(Verbs verbs)
    {
        var which = Which();
        var workload = new Argument<string>("workload") { Description = WorkloadText.Description, HelpName = WorkloadText.HelpName };
        return verbs.Verb("workload", "Change what the guest of an instance does", async (session, parsed, cancel) =>
        {
            var wanted = WorkloadText.Read(parsed.GetRequiredValue(workload))!;
            var instance = await session.InstanceAsync(parsed.GetRequiredValue(which), cancel);
            PrintSheet(session, await session.Api.SetWorkloadAsync(session.Project, instance.Id, wanted, cancel));
        }, which, workload);
    }
}
