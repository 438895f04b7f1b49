using System.Globalization;

namespace Cloud.Simulation.Tests.Scenarios;

/// <summary>The seeds of <c>known-seeds.txt</c>.</summary>
internal static class KnownSeeds
{
    public static IReadOnlyList<(string Scenario, ulong Seed, string Why)> All { get; } = [.. Lines().Select(Parse)];

    private static IEnumerable<string> Lines()
    {
        using var stream = typeof(KnownSeeds).Assembly.GetManifestResourceStream("known-seeds.txt")!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0 && line[0] != '#') yield return line;
        }
    }

    private static (string, ulong, string) Parse(string line)
    {
        var parts = line.Split(' ', 3);
        return (parts[0], ulong.Parse(parts[1].AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture), parts[2]);
    }
}
