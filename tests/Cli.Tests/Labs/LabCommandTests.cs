using System.Text.Json.Nodes;
using System.Xml.Linq;
using Cloud.Cli.Plots;
using Cloud.Cli.Tests.Fakes;
using Cloud.Domain.Hardware;
using Cloud.Simulation.Labs;

namespace Cloud.Cli.Tests.Labs;

public sealed class LabCommandTests
{
    public static TheoryData<string> Ids => [.. MachineLabs.Catalogue.All.Select(lab => lab.Id)];

    [Fact]
    public async Task Labs_ListShowAndRun_AreAsRecorded() => await TranscribeAsync("labs.txt",
        ["lab", "list"], ["lab", "show", "cache-refill"], ["lab", "run", "cache-refill", "--knob", "overlap=8"], ["lab", "run", "context-switch", "--knob", "workingSet=256KiB"], ["lab", "run", "16"],
        ["lab", "run", "thread-models", "--knob", "io=19ms", "-o", "csv"], ["lab", "run", "lru-picture", "--knob", "others=99", "--knob", "colour=1"], ["lab", "run", "none"],
        ["lab", "list", "-o", "csv"]);

    [Fact]
    public async Task Model_ProfilesConstantsAndChecks_AreAsRecorded()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, """{ "name": "Mine" }""", TestContext.Current.CancellationToken);
        using var run = new CliRun();
        Assert.Equal(1, await run.RunAsync("model", "check", file));
        Assert.True(run.Error.Split('\n').Length > 10, run.Error);
        Assert.Contains("$.name may only have a-z, 0-9 and -", run.Error, StringComparison.Ordinal);
        await File.WriteAllTextAsync(file, HardwareProfileWriter.Write(HardwareProfiles.Get("firefly")), TestContext.Current.CancellationToken);
        Assert.Equal(0, await run.RunAsync("model", "check", file));
        File.Delete(file);
        await TranscribeAsync("model.txt", ["model", "profiles"], ["model", "constants", "--section", "8.7"], ["model", "constants", "--section", "none"], ["model", "show", "none"]);
    }

    [Fact]
    public async Task Validate_EveryFormat_HoldsAllPoints()
    {
        using var run = new CliRun();
        Assert.Equal(0, await run.RunAsync("model", "validate"));
        Assert.Contains("80 points:", run.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("no explanation is recorded", run.Out, StringComparison.Ordinal);
        Assert.Equal(0, await run.RunAsync("model", "validate", "-o", "json"));
        Assert.Equal(80, JsonNode.Parse(run.Out)!.AsArray().Count);
        Assert.Equal(0, await run.RunAsync("model", "validate", "-o", "markdown"));
        Assert.StartsWith("# The hardware model against published measurements", run.Out, StringComparison.Ordinal);
        Assert.Equal(2, await run.RunAsync("model", "validate", "-o", "csv"));
    }

    [Fact]
    public async Task Agree_Table_ShowsBothModelsAndExplainsWhatDiffers()
    {
        using var run = new CliRun();
        Assert.Equal(0, await run.RunAsync("model", "agree", "-o", "json"));
        var rows = JsonNode.Parse(run.Out)!.AsArray();
        Assert.True(rows.Count > 150, $"{rows.Count}");
        Assert.All(rows.Where(row => !(bool)row!["agrees"]!), row => Assert.True(((string)row!["explanation"]!).Length > 100));
        Assert.Equal(2, await run.RunAsync("model", "agree", "-o", "csv"));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task Run_EveryLab_DrawsItsPlotInEveryForm(string id)
    {
        using var run = new CliRun();
        var folder = Directory.CreateTempSubdirectory("cloud-labs-").FullName;
        var (svg, csv, json) = (Path.Combine(folder, "a.svg"), Path.Combine(folder, "a.csv"), Path.Combine(folder, "a.json"));
        Assert.Equal(0, await run.RunAsync("lab", "run", id, "--svg", svg, "--csv", csv, "--json", json));
        Assert.DoesNotContain("does not hold", run.Out, StringComparison.Ordinal);
        var plot = MachineLabs.Catalogue.Find(id)!.RunDefaults();
        Assert.All(plot.Series, series => Assert.Contains(series.Name, run.Out, StringComparison.Ordinal));
        var drawing = XDocument.Load(svg);
        Assert.DoesNotContain("NaN", drawing.ToString(), StringComparison.Ordinal);
        Assert.True(drawing.Descendants().Count() > 10);
        Assert.Equal(1 + plot.Series.Sum(series => series.Points.Count), (await File.ReadAllLinesAsync(csv, TestContext.Current.CancellationToken)).Length);
        Assert.Equal(plot.Series.Count, JsonNode.Parse(await File.ReadAllTextAsync(json, TestContext.Current.CancellationToken))!["plots"]!.AsArray().Sum(it => it!["series"]!.AsArray().Count));
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Trace_OfAMachineLab_IsWrittenAndAFormulaHasNone()
    {
        using var run = new CliRun();
        var file = Path.GetTempFileName();
        Assert.Equal(0, await run.RunAsync("lab", "run", "cfs", "--trace", file));
        Assert.NotEmpty(JsonNode.Parse(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken))!["traceEvents"]!.AsArray());
        Assert.Equal(2, await run.RunAsync("lab", "run", "ipc", "--trace", file));
        Assert.Contains("has no trace", run.Error, StringComparison.Ordinal);
        File.Delete(file);
    }

    [Fact]
    public void Scale_Logarithmic_PutsDecadesEvenly()
    {
        var scale = PlotScale.Of([0, 1, 100], logarithmic: true, fromZero: true);
        Assert.Equal([0, 0, 0.5, 1], new[] { scale.Position(0), scale.Position(1), scale.Position(10), scale.Position(100) });
        Assert.Equal(0.1, PlotScale.Of([2, 20], logarithmic: false, fromZero: true).Position(2), 9);
        Assert.Equal(0, PlotScale.Of([2, 20], logarithmic: false, fromZero: false).Position(2));
    }

    private static async Task TranscribeAsync(string name, params string[][] commands)
    {
        using var run = new CliRun();
        await using var text = new StringWriter { NewLine = "\n" };
        foreach (var command in commands)
        {
            var code = await run.RunAsync(command);
            await text.WriteAsync($"$ cloud {string.Join(' ', command)}\n{run.Out}{(run.Error.Length > 0 ? $"(stderr)\n{run.Error}" : "")}(exit {code})\n\n");
        }

        Golden.Match(name, text.ToString());
    }
}
