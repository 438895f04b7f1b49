using System.CommandLine;
using System.Globalization;
using Cloud.Cli.Client;
using Cloud.Cli.Output;
using Cloud.Contracts;

namespace Cloud.Cli.Commands;

/// <summary><c>cloud host …</c> (operators).</summary>
internal static class HostCommands
{
    public static Command Build(Verbs verbs)
    {
        var zone = Inputs.Optional("--zone", "NAME", "Only in this zone");
        var limit = Inputs.Limit();
        var list = verbs.Verb("list", "List physical hosts and what is used of them", async (session, parsed, cancel) =>
            session.Print.List(
                await session.Api.HostsAsync(parsed.GetValue(zone), cancel).TakeAsync(parsed.GetValue(limit), session.Shell), it => it.Name, ContractsJson.Default.HostView,
                new("name", it => it.Name), new("zone", it => it.Zone), new("rack", it => it.Rack), new("profile", it => it.Profile), new("pool", it => it.Pool),
                new("health", it => it.Health), new("accepts", it => it.Drain is { } drain ? drain.State : it.Cordoned ? "cordoned" : "yes"), new("faults", it => string.Join(", ", it.Faults.Select(fault => fault.Kind))), new("instances", it => Text.Number(it.Instances), Right: true),
                new("vCPUs", it => Text.OfLimit(it.NumaNodes.Sum(node => (long)node.VcpusUsed), it.NumaNodes.Sum(node => (long)node.VcpusCapacity)), Right: true),
                new("memory MiB", it => Text.OfLimit(it.NumaNodes.Sum(node => node.MemoryUsedMib), it.NumaNodes.Sum(node => node.MemoryCapacityMib)), Right: true),
                new("NUMA nodes", it => Text.Number(it.NumaNodes.Count), Right: true)), zone, limit);
        var name = Inputs.Name("Host");
        var show = verbs.Verb("show", "Show one host, NUMA node by NUMA node, with its instances", async (session, parsed, cancel) =>
            Print(session, await session.Api.HostAsync(parsed.GetRequiredValue(name), cancel)), name);
        return Verbs.Group("host", "Physical hosts (operators)", list, show, Cordon(verbs), Uncordon(verbs), MoveCommands.Drain(verbs), MoveCommands.Maintenance(verbs), MoveCommands.Evacuate(verbs), MoveCommands.List(verbs), TopCommands.Hosts(verbs));
    }

    private static Command Cordon(Verbs verbs)
    {
        var name = Inputs.Name("Host");
        var reason = Inputs.Optional("--reason", "TEXT", "Why, for other operators");
        return verbs.Verb("cordon", "Keep new instances off a host; what runs there stays", async (session, parsed, cancel) =>
            PrintCordon(session, await session.Api.CordonHostAsync(parsed.GetRequiredValue(name), parsed.GetValue(reason), cancel)), name, reason);
    }

    private static Command Uncordon(Verbs verbs)
    {
        var name = Inputs.Name("Host");
        return verbs.Verb("uncordon", "Let a host take new instances again", async (session, parsed, cancel) =>
            PrintCordon(session, await session.Api.UncordonHostAsync(parsed.GetRequiredValue(name), cancel)), name);
    }

    private static void PrintCordon(Session session, HostView host) =>
        session.Print.One(host, it => it.Name, ContractsJson.Default.HostView, new("name", it => it.Name), new("accepts instances", Accepts));

    private static string Accepts(HostView host) => !host.Cordoned ? "yes"
        : $"no, cordoned since {Text.Time(host.CordonedSince)}{(host.CordonReason is { } reason ? $": {reason}" : "")}";

    private static void Print(Session session, HostDetailView detail)
    {
        session.Print.One(detail, it => it.Host.Name, ContractsJson.Default.HostDetailView,
            new("name", it => it.Host.Name), new("zone, rack", it => $"{it.Host.Zone}, {it.Host.Rack}"), new("profile", it => $"{it.Host.Profile} ({it.Host.NumaMode})"),
            new("pool", it => $"{it.Host.Pool}: {Ratio(it.CpuRatio)} vCPUs per thread, {Ratio(it.MemoryRatio)} memory"),
            new("accepts instances", it => Accepts(it.Host)), new("health", it => it.Host.Health), new("drain", it => MoveCommands.Words(it.Host.Drain)), new("faults", it => it.Host.Faults.Count == 0 ? "none" : string.Join("; ", it.Host.Faults.Select(fault => $"{fault.Kind}: {fault.Description}"))), new("disk GiB", it => Text.OfLimit(it.Host.DiskUsedGib, it.Host.DiskGib)));
        if (session.Print.Format != OutputFormat.Table) return;
        session.Print.Table(detail.Host.NumaNodes,
            new("NUMA node", it => Text.Number(it.Index)), new("cores", it => $"{Text.Number(it.Cores)} × {Text.Number(it.ThreadsPerCore)}"),
            new("dedicated", it => Text.Number(it.CoresDedicated), Right: true), new("vCPUs", it => Text.OfLimit(it.VcpusUsed, it.VcpusCapacity), Right: true),
            new("memory MiB", it => Text.OfLimit(it.MemoryUsedMib, it.MemoryCapacityMib), Right: true));
        if (detail.Instances.Count == 0) return;
        session.Print.Table(detail.Instances,
            new("instance", it => it.Name), new("kind", it => it.Kind), new("flavor", it => it.Flavor), new("state", it => it.State),
            new("NUMA nodes", it => string.Join(", ", it.Placement.NumaNodes.Select(claim => Text.Number(claim.NumaNode)))));
    }

    private static string Ratio(double ratio) => ratio.ToString("0.##", CultureInfo.InvariantCulture);
}
