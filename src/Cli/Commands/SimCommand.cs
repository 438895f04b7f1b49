using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Cloud.Cli.Shell;
using Cloud.ControlPlane.Operator.Faults;
using Cloud.Simulation.Scenarios;

namespace Cloud.Cli.Commands;

/// <summary><c>cloud sim</c>: the whole control plane against simulated hosts in virtual time, from a seed; without a server.</summary>
internal static class SimCommand
{
    /// <summary>Seeds of one call, at most: a longer search is several calls.</summary>
    private const int SeedsMax = 1_000_000;

    public static Command Build(Verbs verbs)
    {
        var scenario = new Option<string>("--scenario") { Description = "What may go wrong: see 'cloud sim --list'", HelpName = "NAME", DefaultValueFactory = _ => ScenarioCatalogue.Storm.Name };
        var seed = Inputs.Optional("--seed", "N", "Draws the world and everything in it; decimal or 0x…; 1 when not given");
        var seeds = new Option<int>("--seeds") { Description = "How many seeds to run, from --seed on", HelpName = "N", DefaultValueFactory = _ => 1 };
        var plant = Inputs.Optional("--plant", "BUG", "Plant a bug and see whether it is found: see 'cloud sim --list'");
        var transcript = Inputs.Optional("--transcript", "FILE", "Write everything that happened, line by line (one seed)");
        var bench = new Option<bool>("--bench") { Description = "Say how fast it went: seeds per minute, virtual hours per second" };
        var list = new Option<bool>("--list") { Description = "List scenarios and bugs that can be planted" };
        return verbs.Verb("sim", "Run the control plane against simulated hosts under faults, from a seed; without a server", async (session, parsed, cancel) =>
        {
            if (parsed.GetValue(list)) return List(session);
            var asked = new Asked(
                Find(parsed.GetValue(scenario)!), Seed(parsed.GetValue(seed)), parsed.GetValue(seeds),
                parsed.GetValue(plant) is { } bug ? PlantedBugs.Find(bug) ?? throw new UsageException($"there is no bug '{bug}' to plant: see 'cloud sim --list'") : null,
                parsed.GetValue(bench));
            if (asked.Count is < 1 or > SeedsMax) throw new UsageException($"--seeds is 1 to {Text.Number(SeedsMax)}");
            var story = parsed.GetValue(transcript) is null ? null : new StringBuilder();
            if (story is not null && asked.Count > 1) throw new UsageException("--transcript takes one seed");
            var failed = Run(session, asked, story, cancel);
            if (story is not null) await Files.WriteAsync(parsed.GetValue(transcript)!, story.ToString(), cancel);
            return failed == 0 ? ExitCode.Done : ExitCode.Refused;
        }, scenario, seed, seeds, plant, transcript, bench, list);
    }

    private static int Run(Session session, Asked asked, StringBuilder? story, CancellationToken cancel)
    {
        var failed = 0;
        var results = new List<SimResult>();
        var (started, virtually) = (TimeProvider.System.GetTimestamp(), TimeSpan.Zero);
        for (var i = 0; i < asked.Count; i++)
        {
            cancel.ThrowIfCancellationRequested();
            var result = SimRun.Run(asked.Scenario, asked.First + (ulong)i, asked.Bug?.Plant(), story);
            virtually += result.Elapsed;
            if (result.Violations.Count > 0) failed++;
            if (result.Violations.Count > 0 || asked.Count == 1) results.Add(result);
        }

        session.Print.Rows(results, result => result.Command, Json,
            new("seed", result => $"0x{result.Seed:X}"), new("verdict", result => result.Violations.Count == 0 ? "every statement held" : Words(result.Violations[0])),
            new("virtual time", result => result.Elapsed.ToString(@"h\:mm\:ss", CultureInfo.InvariantCulture), Right: true),
            new("requests", result => Text.Number(result.Counts.Requests), Right: true), new("deaths", result => Text.Number(result.Counts.Deaths + result.Counts.Blackouts), Right: true),
            new("accidents", result => Text.Number(result.Counts.Misfortunes), Right: true), new("hash", result => result.Hash.ToString("x16", CultureInfo.InvariantCulture)));
        foreach (var result in results)
        {
            session.Print.Say($"\n{result.Command}{(asked.Bug is { } bug ? $" --plant {bug.Name}" : "")}\n  {result.World}");
            foreach (var violation in result.Violations) session.Print.Say($"  round {violation.Round}: {Words(violation)}");
        }

        session.Print.Say($"\n{asked.Count} {(asked.Count == 1 ? "seed" : "seeds")} of {asked.Scenario.Name}: {failed} failed");
        if (asked.Bench) session.Print.Say(Speed(asked.Count, virtually, TimeProvider.System.GetElapsedTime(started)));
        return failed;
    }

    private static string Speed(int seeds, TimeSpan virtually, TimeSpan really) => string.Create(
        CultureInfo.InvariantCulture, $"{seeds / really.TotalMinutes:N0} seeds per minute, {virtually.TotalHours / really.TotalSeconds:0.00} virtual hours per second");

    private static int List(Session session)
    {
        var rows = ScenarioCatalogue.All.Select(it => ("scenario", it.Name, it.Description)).Concat(PlantedBugs.All.Select(it => ("bug", it.Name, Description: $"{it.Description} Found by {it.Breaks}."))).ToList();
        session.Print.Rows(rows, row => row.Name, row => new JsonObject { ["kind"] = row.Item1, ["name"] = row.Name, ["description"] = row.Description },
            new("kind", row => row.Item1), new("name", row => row.Name), new("description", row => row.Description));
        return ExitCode.Done;
    }

    private static JsonObject Json(SimResult result) => new()
    {
        ["scenario"] = result.Scenario,
        ["seed"] = $"0x{result.Seed:X}",
        ["world"] = result.World,
        ["virtualSeconds"] = result.Elapsed.TotalSeconds,
        ["rounds"] = result.Counts.Rounds,
        ["requests"] = result.Counts.Requests,
        ["refusals"] = result.Counts.Refusals,
        ["deaths"] = result.Counts.Deaths,
        ["fenced"] = result.Counts.Fenced,
        ["blackouts"] = result.Counts.Blackouts,
        ["accidents"] = result.Counts.Misfortunes,
        ["faults"] = new JsonObject(result.Counts.Faults.Select(it => KeyValuePair.Create<string, JsonNode?>(it.Key.Name(), it.Value))),
        ["cuts"] = new JsonObject(result.Counts.Cuts.Select(it => KeyValuePair.Create<string, JsonNode?>(it.Key.ToString(), it.Value))),
        ["hash"] = result.Hash.ToString("x16", CultureInfo.InvariantCulture),
        ["command"] = result.Command,
        ["violations"] = new JsonArray([.. result.Violations.Select(it => new JsonObject { ["checker"] = it.Checker, ["round"] = it.Round, ["what"] = it.What })]),
    };

    private static string Words(Simulation.Checkers.Violation violation) => $"{violation.Checker}: {violation.What}";

    private static Scenario Find(string name) => ScenarioCatalogue.Find(name) ?? throw new UsageException($"there is no scenario '{name}': see 'cloud sim --list'");

    private static ulong Seed(string? text)
    {
        if (text is null) return 1;
        var isHex = text.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
        return ulong.TryParse(isHex ? text[2..] : text, isHex ? NumberStyles.AllowHexSpecifier : NumberStyles.None, CultureInfo.InvariantCulture, out var seed)
            ? seed
            : throw new UsageException($"'{text}' is not a seed: write a number from 0 to {ulong.MaxValue}, decimal or 0x…");
    }

    private sealed record Asked(Scenario Scenario, ulong First, int Count, PlantedBug? Bug, bool Bench);
}
