using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Cloud.Scheduler.Columns;
using Cloud.Scheduler.Filters;
using Cloud.Scheduler.Pipeline;
using Cloud.Scheduler.Tests.Laws;

namespace Cloud.Scheduler.Tests.Docs;

/// <summary>docs/policies.md is written from the profiles, the summaries of their classes, and the measured gaps. UPDATE_GOLDEN=1 writes it anew.</summary>
public sealed class PoliciesDocTests
{
    private const string Head = """
        # Placement policies

        Written from the code by `tests/Scheduler.Tests/Docs`; `UPDATE_GOLDEN=1` writes it anew. To add one: [new-policy](recipes/new-policy.md).

        A policy refuses hosts by rules and orders the rest by scorers. *Weighted* scales each scorer to 0 … weight over the fitting hosts and adds;
        *absolute* adds scores as they are; *lexicographic* lets the first difference decide. Ties go to the lowest host index. The capacity rules
        ({rules}) hold in every policy, exact per NUMA node.

        *Index* means that an ordered index by class of request answers in O(log n), members of groups with hard and soft rules included; by class *and
        mix* where the policy asks which guests are expected. *Scan* means that every decision looks at all hosts, because scores are scaled over them or
        depend on more than host and class: the fit is found over columns, eight NUMA nodes at once (guests with needs beyond sizes: host by host), and
        so are the scores of as many scorers as the table says (those about lifetimes: while nobody predicts any); the others are asked host by host.
        A policy asked as a question, in place of the region's own, is scanned whatever stands here. *Gap* is what a policy loses against the best that foresight and exhaustive search
        could have placed, in percent of vCPUs, on {worlds} small worlds of two hosts with two NUMA nodes and six guests that ask for more than there is.

        ## Profiles

        | policy | when to choose it | scorers | composition | answered by | gap |
        | --- | --- | --- | --- | --- | ---: |

        """;

    [Fact]
    public void Policies_AreDocumentedAsTheyAre()
    {
        var text = new StringBuilder(Head.ReplaceLineEndings("\n")
            .Replace("{rules}", string.Join(", ", CapacityRules.All.Select(rule => $"`{rule.Name}`")), StringComparison.Ordinal)
            .Replace("{worlds}", SmallWorlds.Count.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));
        foreach (var profile in PlacementProfiles.All)
        {
            var weights = profile.Composition != ScoreComposition.Lexicographic;
            text.Append(CultureInfo.InvariantCulture, $"| `{profile.Name}` | {profile.Description} | ")
                .AppendJoin(weights ? " + " : ", then ", profile.Scorers.Select(scorer => weights && scorer.Weight != 1 ? string.Create(CultureInfo.InvariantCulture, $"{scorer.Weight} {scorer.Scorer.Name}") : scorer.Scorer.Name))
                .Append(CultureInfo.InvariantCulture, $" | {Name(profile.Composition)} | {AnsweredBy(profile)} | {SmallWorlds.GapOf(profile):0.0} % |\n");
        }

        text.Append("\n## Scorers\nSource tags: [C] confirmed in the source read, [M] from memory.\n\n| scorer | |\n| --- | --- |\n");
        foreach (var scorer in Policies.Scorers) text.Append(CultureInfo.InvariantCulture, $"| `{scorer.Name}` | {Summary("Scorers", scorer.Name)} |\n");
        text.Append("\n## Rules\n\n| rule | |\n| --- | --- |\n");
        foreach (var filter in Policies.Filters) text.Append(CultureInfo.InvariantCulture, $"| `{filter.Name}` | {Summary("Filters", filter.Name)} |\n");

        var path = Path.Combine(Root(), "docs", "policies.md");
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") is "1") File.WriteAllText(path, text.ToString());
        Assert.Equal(File.ReadAllText(path).ReplaceLineEndings("\n"), text.ToString());
    }

    private static string AnsweredBy(PlacementProfile profile) => profile.IsIndexable
        ? profile.UsesMix ? "index, by class and mix" : "index"
        : string.Create(CultureInfo.InvariantCulture, $"scan, {profile.Scorers.Count(scorer => scorer.Scorer is IColumnScorer)} of {profile.Scorers.Length} scorers by columns");

    private static string Name(ScoreComposition composition) => composition switch
    {
        ScoreComposition.Weighted => "weighted",
        ScoreComposition.Absolute => "absolute",
        ScoreComposition.Lexicographic => "lexicographic",
    };

    /// <summary>The class's summary, on one line, without markup.</summary>
    private static string Summary(string folder, string name)
    {
        var lines = File.ReadLines(Path.Combine(Root(), "src", "Scheduler", folder, $"{name}.cs")).TakeWhile(line => !line.StartsWith("public", StringComparison.Ordinal))
            .Where(line => line.StartsWith("///", StringComparison.Ordinal)).Select(line => line[3..].Trim()).ToList();
        var text = string.Join(' ', lines.Where(line => line is not ("<summary>" or "</summary>")));
        text = text.Replace("<summary>", "", StringComparison.Ordinal).Replace("</summary>", "", StringComparison.Ordinal).Replace("|", "\\|", StringComparison.Ordinal);
        return text.Replace("&lt;", "<", StringComparison.Ordinal).Trim();
    }

    private static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", ".."));
}
