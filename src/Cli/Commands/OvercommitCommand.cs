using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Cloud.Cli.Output;
using Cloud.Cli.Shell;
using Cloud.Scheduler.Overcommit;
using Cloud.Simulation.Experiments.Overcommit;
using Cloud.Simulation.Workloads.Traces;

namespace Cloud.Cli.Commands;

/// <summary><c>cloud overcommit</c>: replays recorded use over hosts under every overcommit policy, here and without a server.</summary>
internal static class OvercommitCommand
{
    public static Command Build(Verbs verbs)
    {
        var archive = Inputs.Required("--trace", "FILE", "A .tar.gz of utilisation series: planetlab-2011 or gcd-2011-vms");
        var memory = new Option<bool>("--memory") { Description = "Replay the second column (memory) instead of the first (CPU)" };
        var hosts = new Option<int>("--hosts") { Description = "Hosts, 1 to 1000", HelpName = "N", DefaultValueFactory = _ => 40 };
        var enforce = new Option<bool>("--enforce-budget") { Description = "A host whose violation budget is spent takes nothing new" };
        return verbs.Verb("overcommit", "Compare overcommit policies on recorded use: capacity gained, time violated", (session, parsed, cancel) =>
        {
            if (parsed.GetValue(hosts) is < 1 or > 1000) throw new UsageException("--hosts must be from 1 to 1000");
            var options = new OvercommitOptions
            {
                Hosts = parsed.GetValue(hosts), EnforceBudget = parsed.GetValue(enforce),
                Resource = parsed.GetValue(memory) ? OvercommitResource.Memory : OvercommitResource.Cpu,
            };
            Print(session, Run(parsed.GetValue(archive)!, options, cancel));
            return Task.CompletedTask;
        }, archive, memory, hosts, enforce);
    }

    private static List<OvercommitResult> Run(string archive, OvercommitOptions options, CancellationToken cancel)
    {
        var isMemory = options.Resource == OvercommitResource.Memory;
        var series = Read(archive, isMemory ? 1 : 0);
        var results = new List<OvercommitResult>();
        foreach (var (name, policy) in isMemory ? OvercommitExperiment.MemoryPolicies : OvercommitExperiment.Policies)
        {
            cancel.ThrowIfCancellationRequested();
            results.Add(OvercommitExperiment.Run(series, name, policy, options));
        }

        return results;
    }

    private static IReadOnlyList<UtilisationSeries> Read(string archive, int column)
    {
        try
        {
            using var file = File.OpenRead(archive);
            return UtilisationTrace.ReadArchive(file, column);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or TraceFormatException)
        {
            throw new UsageException($"{archive}: {fault.Message}");
        }
    }

    private static void Print(Session session, List<OvercommitResult> results)
    {
        session.Print.Rows(results, row => row.Policy,
            row => new JsonObject
            {
                ["policy"] = row.Policy, ["promised"] = row.Promised, ["gain"] = row.GainOver(results[0]), ["used"] = row.Used,
                ["violationShare"] = row.ViolationShare, ["meanSteal"] = row.MeanSteal, ["worstSteal"] = row.WorstSteal,
                ["meanReady"] = row.MeanReady, ["withinBudget"] = row.WithinBudget,
            },
            new("policy", row => row.Policy), new("promised", row => row.Promised.ToString("0.000", CultureInfo.InvariantCulture), Right: true),
            new("gain", row => Percent(row.GainOver(results[0])), Right: true), new("used", row => Percent(row.Used), Right: true),
            new("violated", row => Percent(row.ViolationShare), Right: true), new("mean steal", row => Percent(row.MeanSteal), Right: true),
            new("worst steal", row => Percent(row.WorstSteal), Right: true), new("mean ready", row => Percent(row.MeanReady), Right: true),
            new("within budget", row => row.WithinBudget ? "yes" : "no"));
        if (session.Print.Format is OutputFormat.Table)
        {
            var budget = ViolationBudget.Default;
            session.Print.Say($"violated: share of host time with steal above {Percent(budget.StealAbove)} or ready time above {Percent(budget.ReadyAbove)}; the budget is {Percent(budget.TimeShare)} of the time");
        }
    }

    private static string Percent(double share) => share.ToString("0.00 %", CultureInfo.InvariantCulture);
}
