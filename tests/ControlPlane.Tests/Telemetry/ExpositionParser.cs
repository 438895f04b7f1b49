using System.Globalization;
using System.Text.RegularExpressions;

namespace Cloud.ControlPlane.Tests.Telemetry;

/// <summary>One sample of an exposition.</summary>
internal sealed record ParsedSample(string Family, string Type, string Name, IReadOnlyList<(string Name, string Value)> Labels, double Value);

/// <summary>Reads both text formats strictly: throws at whatever a scraper could stumble over.</summary>
internal static partial class ExpositionParser
{
    public static IReadOnlyList<ParsedSample> Parse(string text, bool openMetrics)
    {
        Assert.EndsWith(openMetrics ? "# EOF\n" : "\n", text, StringComparison.Ordinal);
        var samples = new List<ParsedSample>();
        var families = new HashSet<string>(StringComparer.Ordinal);
        var series = new HashSet<string>(StringComparer.Ordinal);
        var (family, type, helped) = ("", "", "");
        foreach (var line in text.Split('\n')[..^1])
        {
            if (Meta().Match(line) is { Success: true } meta)
            {
                var name = meta.Groups["name"].Value;
                if (meta.Groups["what"].Value is "HELP") Assert.True(families.Add(helped = name), $"The family {name} comes twice.");
                else Assert.Equal(helped, name);
                if (meta.Groups["what"].Value is "TYPE") (family, type) = (name, meta.Groups["rest"].Value);
                if (meta.Groups["what"].Value is "UNIT") Assert.EndsWith("_" + meta.Groups["rest"].Value, name, StringComparison.Ordinal);
            }
            else if (!string.Equals(line, "# EOF", StringComparison.Ordinal))
            {
                samples.Add(Sample(line, family, type, openMetrics));
                Assert.True(series.Add(line[..line.LastIndexOf(' ')]), $"The series comes twice: {line}");
            }
        }

        return samples;
    }

    private static ParsedSample Sample(string line, string family, string type, bool openMetrics)
    {
        var match = SampleLine().Match(line);
        Assert.True(match.Success, $"Not a sample: {line}");
        var name = match.Groups["name"].Value;
        Assert.Equal(openMetrics && type is "counter" ? family + "_total" : family, name);
        Assert.Equal(type is "counter", name.EndsWith("_total", StringComparison.Ordinal));
        var labels = Label().Matches(match.Groups["labels"].Value).Select(label => (label.Groups["name"].Value, Unescape(label.Groups["value"].Value))).ToList();
        Assert.Equal(labels.Count, labels.Select(label => label.Item1).Distinct(StringComparer.Ordinal).Count());
        return new(family, type, name, labels, double.Parse(match.Groups["value"].Value, NumberStyles.Float, CultureInfo.InvariantCulture));
    }

    private static string Unescape(string text) => Escape().Replace(text, escape => escape.Value switch { "\\n" => "\n", "\\\"" => "\"", _ => "\\" });

    [GeneratedRegex("^# (?<what>HELP|TYPE|UNIT) (?<name>[a-zA-Z_:][a-zA-Z0-9_:]*) (?<rest>.+)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Meta();

    [GeneratedRegex("^(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)(\\{(?<labels>([a-zA-Z_][a-zA-Z0-9_]*=\"([^\"\\\\\\n]|\\\\[\\\\\"n])*\"(,(?=[a-z]))?)+)\\})? (?<value>[-+0-9.eENaIinf]+)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SampleLine();

    [GeneratedRegex("(?<name>[a-zA-Z_][a-zA-Z0-9_]*)=\"(?<value>([^\"\\\\]|\\\\.)*)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Label();

    [GeneratedRegex("\\\\.", RegexOptions.None, 1000)]
    private static partial Regex Escape();
}
