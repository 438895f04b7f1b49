using System.Globalization;
using System.Text;
using Cloud.ControlPlane.Telemetry;

namespace Cloud.ControlPlane.Tests.Telemetry;

/// <summary>The tables of docs/telemetry.md are written from the catalogue. UPDATE_GOLDEN=1 writes them anew.</summary>
public sealed class TelemetryDocTests
{
    private const string Mark = "<!-- From here on written from MetricCatalogue; UPDATE_GOLDEN=1 writes it anew. -->\n";

    [Fact]
    public void Metrics_AreDocumentedAsTheyAre()
    {
        var path = Path.Combine(Root(), "docs", "telemetry.md");
        var current = File.ReadAllText(path).ReplaceLineEndings("\n");
        var expected = current[..(current.IndexOf(Mark, StringComparison.Ordinal) + Mark.Length)] + Tables();
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") is "1") File.WriteAllText(path, expected);

        Assert.Equal(File.ReadAllText(path).ReplaceLineEndings("\n"), expected);
    }

    [Fact]
    public void Names_AreUniqueInTheirScopeAndFollowTheConventions()
    {
        Assert.Equal(MetricCatalogue.All.Count, MetricCatalogue.All.Select(metric => (metric.Scope, metric.Name)).Distinct().Count());
        Assert.All(MetricCatalogue.All, metric =>
        {
            Assert.Matches("^[a-z][a-z0-9_]*(\\.[a-z][a-z0-9_]*)*$", metric.Name);
            Assert.Equal(metric.Kind is MetricKind.Counter, metric.Exposition.EndsWith("_total", StringComparison.Ordinal));
            Assert.Equal(metric.Index, MetricCatalogue.Of(metric.Scope)[metric.Index].Index);
            Assert.Same(metric, MetricCatalogue.Find(metric.Scope, metric.Name));
        });
        Assert.Equal(InstanceSample.Count, MetricCatalogue.Of(MetricScope.Instance).Count);
        Assert.Equal(MetricCatalogue.HostCount, MetricCatalogue.Of(MetricScope.Zone).Count);
    }

    private static string Tables()
    {
        var text = new StringBuilder();
        foreach (var (title, scope) in new[] { ("Instances", MetricScope.Instance), ("Hosts, racks and zones", MetricScope.Host), ("NUMA nodes of a host", MetricScope.NumaNode) })
        {
            text.Append(CultureInfo.InvariantCulture, $"\n## {title}\n\n| name | unit | in Prometheus, after `cloud_{scope.Name()}_` | meaning | computed by | lab |\n| --- | --- | --- | --- | --- | --- |\n");
            foreach (var metric in MetricCatalogue.Of(scope))
            {
                var state = metric.State is { } value ? $"{{state=\"{value}\"}}" : "";
                text.Append(CultureInfo.InvariantCulture, $"| `{metric.Name}` | {metric.Unit} | `{metric.Exposition}{state}` | {metric.Meaning} | `{metric.Mechanism}` | {(metric.Lab is null ? "" : $"`{metric.Lab}`")} |\n");
            }
        }

        return text.ToString();
    }

    private static string Root()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "Cloud.sln"))) directory = directory.Parent!;
        return directory.FullName;
    }
}
