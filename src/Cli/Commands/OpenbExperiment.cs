using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Cloud.Cli.Shell;
using Cloud.Simulation.Experiments.Openb;

namespace Cloud.Cli.Commands;

/// <summary><c>cloud experiment openb</c>: GPU allocation of placement policies on Alibaba's GPU trace, beside what was published.</summary>
internal static class OpenbExperiment
{
    private const string Default = "default";

    public static Command Build(Verbs verbs)
    {
        var policy = new Option<string[]>("--policy") { Description = "Placement profile; several times for several", HelpName = "NAME", DefaultValueFactory = _ => [.. OpenbPublished.All.Select(published => published.Profile)] };
        var seeds = new Option<int>("--seeds") { Description = $"Orders of arrival, 1 to {OpenbSuite.MaxSeeds}", HelpName = "N", DefaultValueFactory = _ => 10 };
        var workload = new Option<string>("--workload") { Description = "default, cpu050, gpushare40 …: as the files of pods are named", HelpName = "NAME", DefaultValueFactory = _ => Default };
        var data = ExperimentCommands.Data();
        return verbs.Verb("openb", "GPU allocation on alibaba-openb-2023 when arrivals ask for 100 % of the GPUs, beside the published", (session, parsed, cancel) =>
        {
            if (parsed.GetValue(seeds) is < 1 or > OpenbSuite.MaxSeeds) throw new UsageException($"--seeds must be 1 to {OpenbSuite.MaxSeeds}");
            var profiles = parsed.GetValue(policy)!.Select(ExperimentCommands.Profile).ToList();
            var name = parsed.GetValue(workload)!;
            var suite = ExperimentCommands.Folder(session, parsed.GetValue(data)).Openb(name);
            var scores = new List<OpenbScore>();
            foreach (var profile in profiles)
            {
                cancel.ThrowIfCancellationRequested();
                scores.Add(suite.Run(profile, parsed.GetValue(seeds)));
            }

            Print(session, scores, isPublished: string.Equals(name, Default, StringComparison.Ordinal));
            return Task.CompletedTask;
        }, policy, seeds, workload, data);
    }

    private static void Print(Session session, List<OpenbScore> scores, bool isPublished)
    {
        session.Print.Rows(scores, score => score.Policy, score => new JsonObject
        {
            ["policy"] = score.Policy, ["seeds"] = score.Runs.Count, ["allocationPercent"] = score.Mean, ["deviation"] = score.Deviation,
            ["published"] = Published(score)?.Mean, ["publishedDeviation"] = Published(score)?.Deviation,
        }, new("policy", score => score.Policy), new("seeds", score => Text.Number(score.Runs.Count), Right: true),
            new("allocated, %", score => Percent(score.Mean, score.Deviation), Right: true),
            new("published, %", score => Published(score) is { } published ? Percent(published.Mean, published.Deviation) : "", Right: true),
            new("published as", score => Published(score)?.Name ?? ""));

        OpenbPublished? Published(OpenbScore score) => isPublished ? OpenbPublished.Of(score.Policy) : null;
    }

    private static string Percent(double mean, double deviation) => string.Create(CultureInfo.InvariantCulture, $"{mean:0.00} ± {deviation:0.00}");
}
