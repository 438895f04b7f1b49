using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Cloud.Cli.Experiments;
using Cloud.Cli.Shell;
using Cloud.Scheduler;
using Cloud.Simulation.Experiments.Packing;
using Cloud.Simulation.Experiments.Spane;
using Cloud.Simulation.Experiments.Topology;

namespace Cloud.Cli.Commands;

/// <summary><c>cloud experiment …</c>: published placement experiments on public data, through the product's own engine; no server is asked.</summary>
internal static class ExperimentCommands
{
    public static Command Build(Verbs verbs) => Verbs.Group("experiment", "Published placement experiments on public data; computed here, without a server",
        Spane(verbs), Select(verbs), Topology(verbs), Packing(verbs), OpenbExperiment.Build(verbs));

    private static Command Spane(Verbs verbs)
    {
        var hosts = new Option<int>("--hosts") { Description = "Hosts of each episode", HelpName = "N", DefaultValueFactory = _ => 5 };
        var policy = new Option<string[]>("--policy") { Description = "Candidate by name, see 'select'; several times for several", HelpName = "NAME", DefaultValueFactory = _ => ["first-fit", "balance-fit"] };
        var starts = new Option<string>("--starts") { Description = "test or validation", HelpName = "SET", DefaultValueFactory = _ => "test" };
        var data = Data();
        return verbs.Verb("spane", "Waiting times of SPANE's episodes on Huawei-East-1", (session, parsed, _) =>
        {
            var folder = Folder(session, parsed.GetValue(data));
            var suite = Suite(folder, parsed.GetValue(starts)!, parsed.GetValue(hosts));
            Print(session, parsed.GetValue(policy)!.Select(name => suite.Run(Candidate(name))));
            return Task.CompletedTask;
        }, hosts, policy, starts, data);
    }

    private static Command Select(Verbs verbs)
    {
        var data = Data();
        return verbs.Verb("select", "Run all candidates on SPANE's validation starts at five hosts and name the best; test starts are not looked at", (session, parsed, _) =>
        {
            var selection = SpaneSelection.Run(Suite(Folder(session, parsed.GetValue(data)), "validation", SpaneSelection.Hosts));
            Print(session, selection.Results);
            session.Print.Say($"\nchosen: {selection.Chosen.Name}");
            return Task.CompletedTask;
        }, data);
    }

    private static Command Topology(Verbs verbs)
    {
        var sequences = new Option<string[]>("--sequence") { Description = "C1 to C5; several times for several", HelpName = "NAME", DefaultValueFactory = _ => ["C1", "C2", "C3", "C4", "C5"] };
        var policy = new Option<string[]>("--policy") { Description = "Placement profile; several times for several", HelpName = "NAME", DefaultValueFactory = _ => [.. TopologyTable.Policies] };
        var strict = new Option<bool>("--strict") { Description = "The narrowest reading of the rules: affinity on one host, anti-affinity over racks" };
        var data = Data();
        return verbs.Verb("topology", "Accepted VMs and residual slots on huawei-topology-2025, all group rules hard and checked", (session, parsed, _) =>
        {
            var folder = Folder(session, parsed.GetValue(data));
            var reading = parsed.GetValue(strict) ? TopologyReading.Strict : TopologyReading.Default;
            var hosts = folder.TopologyHosts();
            var rows = parsed.GetValue(sequences)!.SelectMany(name => TopologyTable.Rows(hosts, name, folder.TopologySequence(name), parsed.GetValue(policy)!.Select(Profile), reading)).ToList();
            session.Print.Rows(rows, row => $"{row.Sequence} {row.Policy}", row => new JsonObject
            {
                ["sequence"] = row.Sequence, ["policy"] = row.Policy, ["requests"] = row.Requests, ["accepted"] = row.Accepted, ["violations"] = row.Violations.Count,
                ["residualVcpus"] = row.ResidualVcpus, ["largest"] = row.Largest,
            }, new("sequence", row => row.Sequence), new("policy", row => row.Policy), new("accepted", row => Text.OfLimit(row.Accepted, row.Requests), Right: true),
                new("violations", row => Text.Number(row.Violations.Count), Right: true), new("residual slots, vCPUs", row => Text.Number(row.ResidualVcpus), Right: true), new("of them 32 vCPUs on two", row => Text.Number(row.Largest), Right: true));
            return Task.FromResult(rows.Exists(row => row.Violations.Count > 0) ? ExitCode.Refused : ExitCode.Done);
        }, sequences, policy, strict, data);
    }

    private static Command Packing(Verbs verbs)
    {
        var count = new Option<int>("--vms") { Description = "VMs of each sample", HelpName = "N", DefaultValueFactory = _ => 10_000 };
        var limit = new Option<string>("--limit") { Description = "inf, 2, 4, 8 or 24: which lifetimes are in", HelpName = "LIMIT", DefaultValueFactory = _ => "inf" };
        var data = Data();
        return verbs.Verb("packing", "Server-minutes on the Azure packing samples, with no, true and predicted lifetimes", (session, parsed, _) =>
        {
            var samples = Folder(session, parsed.GetValue(data)).Packing(parsed.GetValue(count), parsed.GetValue(limit)!);
            var rows = PackingTable.Rows(samples).ToList();
            session.Print.Rows(rows, row => row.Name, row => new JsonObject { ["policy"] = row.Policy, ["lifetimes"] = row.Lifetimes, ["servers"] = row.Servers, ["ratio"] = row.Ratio },
                new("policy", row => row.Policy), new("lifetimes", row => row.Lifetimes), new("servers", row => row.Servers.ToString("0.0", CultureInfo.InvariantCulture), Right: true),
                new("server-minutes / bound", row => row.Ratio.ToString("0.0000", CultureInfo.InvariantCulture), Right: true));
            return Task.CompletedTask;
        }, count, limit, data);
    }

    internal static Option<string?> Data() => Inputs.Optional("--data", "DIR", $"Folder of the public data sets; {DataFolder.Variable} when left out");

    internal static DataFolder Folder(Session session, string? named) => new(
        named ?? session.Shell.Variable(DataFolder.Variable) ?? throw new UsageException($"name the folder of the public data sets with --data or {DataFolder.Variable}"));

    private static SpaneSuite Suite(DataFolder folder, string starts, int hosts) => hosts is >= 1 and <= SpaneSuite.MaxHosts
        ? new(folder.SpaneTrace(), folder.SpaneStarts(starts), hosts)
        : throw new UsageException($"--hosts must be 1 to {SpaneSuite.MaxHosts}");

    private static SpanePolicy Candidate(string name) =>
        SpanePolicy.Candidates.FirstOrDefault(candidate => string.Equals(candidate.Name, name, StringComparison.Ordinal)) ?? SpanePolicy.Of(Profile(name));

    internal static PlacementProfile Profile(string name) =>
        PlacementProfiles.Find(name) ?? throw new UsageException($"there is no placement policy '{name}': {string.Join(", ", PlacementProfiles.All.Select(profile => profile.Name))}");

    private static void Print(Session session, IEnumerable<SpaneResult> results) => session.Print.Rows(results.ToList(), result => result.Policy, result => new JsonObject
    {
        ["policy"] = result.Policy, ["hosts"] = result.Hosts, ["episodes"] = result.Waits.Count, ["trimmedMeanSeconds"] = result.TrimmedMean, ["meanSeconds"] = result.Mean,
    }, new("policy", result => result.Policy), new("hosts", result => Text.Number(result.Hosts), Right: true), new("episodes", result => Text.Number(result.Waits.Count), Right: true),
        new("trimmed mean, s", result => result.TrimmedMean.ToString(CultureInfo.InvariantCulture), Right: true), new("mean, s", result => result.Mean.ToString(CultureInfo.InvariantCulture), Right: true));
}
