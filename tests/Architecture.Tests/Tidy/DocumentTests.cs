using System.Text.RegularExpressions;

namespace Cloud.Architecture.Tests.Tidy;

/// <summary>The pages that teach: the lecture map, the glossary, the decisions, the recipes.</summary>
public sealed partial class DocumentTests
{
    /// <summary>A row of the map must lead from a concept to at least one type and one test that mention what the link says.</summary>
    private static IEnumerable<string> MapFaults(string text, Func<string, string?> read)
    {
        foreach (var row in Rows(text))
        {
            if (row.Length != 4)
            {
                yield return $"'{row[0]}' has {row.Length} columns, not 4";
                continue;
            }

            foreach (var (column, folder) in new[] { (row[1], "src/"), (row[2], "tests/") })
            {
                var links = MapLink().Matches(column).ToList();
                if (links.Count == 0) yield return $"'{row[0]}' names nothing in {folder}";
                foreach (var link in links)
                {
                    var target = link.Groups["target"].Value.Replace("../", "", StringComparison.Ordinal);
                    var name = link.Groups["name"].Value;
                    if (!target.StartsWith(folder, StringComparison.Ordinal) || read(target) is not { } file) yield return $"'{row[0]}' links to {target}, which is not there";
                    else if (!file.Contains(name, StringComparison.Ordinal)) yield return $"{target} does not mention {name}";
                }
            }
        }
    }

    private static IEnumerable<string> GlossaryFaults(IReadOnlyList<(string Word, string Meaning)> entries)
    {
        for (var i = 0; i < entries.Count; i++)
        {
            var (word, meaning) = entries[i];
            if (meaning.Length is < 15 or > 260) yield return $"'{word}' is explained in {meaning.Length} characters";
            if (i > 0 && string.Compare(entries[i - 1].Word, word, StringComparison.OrdinalIgnoreCase) >= 0) yield return $"'{word}' is out of order or twice";
            if (BareNode().IsMatch(meaning)) yield return $"'{word}' says a bare 'node': it is a NUMA node or a host";
        }
    }

    private static IEnumerable<string[]> Rows(string text) => text.Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal))
        .Select(line => line.Trim().Trim('|').Split('|').Select(cell => cell.Trim()).ToArray()).Where(row => !row[0].StartsWith("---", StringComparison.Ordinal)).Skip(1);

    private static string? ReadOrNull(string path) => Repository.Exists(path) ? Repository.Read(path) : null;

    [Fact]
    public void LectureMap_EveryTargetExists()
    {
        var text = Repository.Read("docs/lecture-map.md");

        Assert.True(Rows(text).Count() >= 10, "The map is empty, or this test does not read it.");
        Assert.Empty(MapFaults(text, ReadOrNull));
    }

    [Fact]
    public void Glossary_IsSortedAndShort()
    {
        var entries = Rows(Repository.Read("docs/glossary.md")).Select(row => (row[0], row[1])).ToList();

        Assert.InRange(entries.Count, 35, 60);
        Assert.Empty(GlossaryFaults(entries));
    }

    [Fact]
    public void Decisions_AreAllInTheIndex()
    {
        var index = Repository.Read("docs/decisions/README.md");

        Assert.DoesNotContain(
            Repository.Files.Where(file => file.StartsWith("docs/decisions/0", StringComparison.Ordinal)),
            file => !index.Contains($"({Path.GetFileName(file)})", StringComparison.Ordinal));
    }

    [Fact]
    public void Recipes_AreAllNamedByContributing()
    {
        var page = Repository.Read("CONTRIBUTING.md");

        Assert.DoesNotContain(
            Repository.Files.Where(file => file.StartsWith("docs/recipes/", StringComparison.Ordinal)), file => !page.Contains($"({file})", StringComparison.Ordinal));
    }

    [Fact]
    public void Guards_PlantedPages_AreFound()
    {
        const string Head = "| a | b | c | d |\n| --- | --- | --- | --- |\n";
        Assert.Equal(2, MapFaults(Head + "| Threads | [`X`](../src/X.cs) | none | - |", _ => null).Count());
        Assert.Single(MapFaults(Head + "| Threads | [`X`](../src/X.cs) | [`X`](../tests/X.cs) | - |", path => path is "src/X.cs" ? "Y" : "X"));
        Assert.Equal(3, GlossaryFaults([("cell", "A unit of scheduling in a zone."), ("app", "A node that does something."), ("b", "short")]).Count());
    }

    [GeneratedRegex(@"\[`(?<name>[^`]+)`\]\((?<target>[^)]+)\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex MapLink();

    [GeneratedRegex(@"(?<!NUMA )\bnodes?\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex BareNode();
}
