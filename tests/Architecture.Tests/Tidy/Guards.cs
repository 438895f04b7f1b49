using System.Text.RegularExpressions;

namespace Cloud.Architecture.Tests.Tidy;

/// <summary>What the repository says about itself, as functions of text, so that each can be shown to fail.</summary>
internal static partial class Guards
{
    public const int MaxLines = 400;

    private static readonly string[] TextFiles =
        [".cs", ".csproj", ".props", ".sln", ".md", ".json", ".yaml", ".yml", ".txt", ".sh", ".css", ".js", ".razor", ".editorconfig", ".gitignore", ".service", ".csv", "Makefile", "Dockerfile", ".ci/run"];

    private static readonly string[] CodeFiles = [".cs", ".razor", ".css", ".js", ".sh", ".yaml", ".yml", "Makefile", "Dockerfile", ".ci/run"];

    public static IEnumerable<string> Texts => Repository.Files.Where(file => TextFiles.Any(end => file.EndsWith(end, StringComparison.Ordinal)));

    public static IEnumerable<string> Code => Repository.Files.Where(file => CodeFiles.Any(end => file.EndsWith(end, StringComparison.Ordinal)));

    /// <summary>Relative links of a page whose target does not exist. Links to the web are not followed.</summary>
    public static IEnumerable<string> DeadLinks(string page, string text, Func<string, bool> exists)
    {
        foreach (Match link in Link().Matches(CodeFence().Replace(text, "")))
        {
            var target = link.Groups["target"].Value.Split('#')[0];
            if (target.Length == 0 || target.Contains("://", StringComparison.Ordinal) || target.StartsWith("mailto:", StringComparison.Ordinal)) continue;
            var folder = Path.GetDirectoryName(page) ?? "";
            var path = Path.GetRelativePath(Repository.Root, Path.GetFullPath(Path.Combine(Repository.Root, folder, target))).Replace('\\', '/');
            if (!exists(path)) yield return $"{page} links to {target}, which does not exist";
        }
    }

    /// <summary>Notes to come back later that do not say which issue they belong to: <c>TODO(#12)</c>.</summary>
    public static IEnumerable<string> UntaggedNotes(string file, string text) =>
        Note().Matches(text).Select(note => $"{file}: '{note.Value}' needs the number of an issue, like {note.Value}(#12)");

    /// <summary>Paths of a workplace and addresses of a private mirror: nobody else has them.</summary>
    public static IEnumerable<string> MachineTraces(string file, string text) =>
        MachinePath().Matches(text).Concat(PrivateHost().Matches(text)).Select(trace => $"{file} mentions {trace.Value}");

    /// <summary>Lines of a banned-symbols file that do not say what to use instead.</summary>
    public static IEnumerable<string> BansWithoutReplacement(string file, string text) => text.Split('\n').Select(line => line.Trim())
        .Where(line => line.Length > 0 && !Ban().IsMatch(line)).Select(line => $"{file}: {line}");

    /// <summary>Files that are too long, and entries of the allow-list that are too generous: the list only shrinks.</summary>
    public static IEnumerable<string> LongFiles(IReadOnlyDictionary<string, int> lines, IReadOnlyDictionary<string, int> allowed)
    {
        foreach (var (file, count) in lines)
        {
            if (count > MaxLines && count > allowed.GetValueOrDefault(file)) yield return $"{file} has {count} lines; split it (at most {MaxLines})";
        }

        foreach (var (file, count) in allowed)
        {
            if (lines.GetValueOrDefault(file) is var now && now < count) yield return $"{file} has {now} lines: the allow-list says {count}, lower it";
        }
    }

    [GeneratedRegex(@"!?\[[^\]]*\]\((?<target>[^)\s]+)\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Link();

    [GeneratedRegex(@"```.*?```|`[^`\n]*`", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex CodeFence();

    [GeneratedRegex(@"\b(TODO|FIXME|HACK|XXX)\b(?!\(#\d+\))", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Note();

    [GeneratedRegex(@"(?<![\w$}""'.\]])/(work|root)/\w+|/home/(?!cloud\b|\$)\w+/|[A-Z]:\\Users\\", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex MachinePath();

    [GeneratedRegex(@"https?://((10|192\.168|172\.(1[6-9]|2\d|3[01]))\.[\d.]+|[\w.-]*(artifactory|nexus|proget|verdaccio)[\w.-]*|[\w.-]+\.(internal|corp|lan))\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PrivateHost();

    [GeneratedRegex(@"^[TMPFE]:[^;]+;.{8,}$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Ban();
}
