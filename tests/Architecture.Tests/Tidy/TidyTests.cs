namespace Cloud.Architecture.Tests.Tidy;

public sealed class TidyTests
{
    private const string ThisFolder = "tests/Architecture.Tests/Tidy/";

    private static readonly Dictionary<string, int> LongFilesAllowed = Repository.Read(ThisFolder + "long-files.txt").Split('\n')
        .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Where(parts => parts.Length == 2 && parts[0] is not "#")
        .ToDictionary(parts => parts[0], parts => int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture), StringComparer.Ordinal);

    private static bool IsGenerated(string file) => file.Contains("/Migrations/", StringComparison.Ordinal) || file.Contains("/Golden/", StringComparison.Ordinal);

    [Fact]
    public void Pages_RelativeLinks_LeadSomewhere() => Assert.Empty(Repository.Files.Where(file => file.EndsWith(".md", StringComparison.Ordinal))
        .SelectMany(page => Guards.DeadLinks(page, Repository.Read(page), Repository.Exists)));

    [Fact]
    public void Code_NotesForLater_NameTheirIssue() => Assert.Empty(Guards.Code.Where(file => !file.StartsWith(ThisFolder, StringComparison.Ordinal))
        .SelectMany(file => Guards.UntaggedNotes(file, Repository.Read(file))));

    [Fact]
    public void Texts_NoMachinePathsOrPrivateHosts() => Assert.Empty(Guards.Texts.SelectMany(file => Guards.MachineTraces(file, Repository.Read(file))));

    [Fact]
    public void Bans_EachNamesItsReplacement()
    {
        var files = Repository.Files.Where(file => file.StartsWith("eng/BannedSymbols", StringComparison.Ordinal)).ToList();

        Assert.Equal(2, files.Count);
        Assert.Empty(files.SelectMany(file => Guards.BansWithoutReplacement(file, Repository.Read(file))));
    }

    [Fact]
    public void Files_AreShort_OrOnAListThatShrinks() => Assert.Empty(Guards.LongFiles(
        Guards.Code.Where(file => !IsGenerated(file)).ToDictionary(file => file, file => Repository.Read(file).Count(letter => letter is '\n'), StringComparer.Ordinal),
        LongFilesAllowed));

    [Fact]
    public void Texts_EndWithOneNewlineAndHaveNoCarriageReturn() => Assert.DoesNotContain(
        Guards.Code.Where(file => !IsGenerated(file)), file => Repository.Read(file) is var text && (text.Contains('\r') || (text.Length > 0 && !text.EndsWith('\n'))));

    [Fact]
    public void Guards_PlantedText_IsFound()
    {
        Assert.Single(Guards.DeadLinks("docs/a.md", "[x](gone.md) [y](https://example.org/z) [z](#here) `[code](no.md)`", _ => false));
        Assert.Empty(Guards.DeadLinks("docs/a.md", "[x](../README.md#top)", path => path is "README.md"));
        Assert.Single(Guards.UntaggedNotes("a.cs", "// TODO later\n// TODO(#3) known"));
        Assert.Equal(3, Guards.MachineTraces("a.md", "see /wor" + "k/main and /roo" + "t/x and http://1" + "0.0.0.7/npm").Count());
        Assert.Empty(Guards.MachineTraces("a.sh", "\"$work/root/usr\" https://registry.npmjs.org/ http://127.0.0.1:5080"));
        Assert.Equal(2, Guards.BansWithoutReplacement("b", "T:A.B;Use something else\nT:C\nM:D.E;no").Count());
        Assert.Single(Guards.LongFiles(new Dictionary<string, int>(StringComparer.Ordinal) { ["a"] = 401, ["b"] = 400 }, new Dictionary<string, int>(StringComparer.Ordinal)));
        Assert.Single(Guards.LongFiles(
            new Dictionary<string, int>(StringComparer.Ordinal) { ["a"] = 450 }, new Dictionary<string, int>(StringComparer.Ordinal) { ["a"] = 500 }));
    }
}
