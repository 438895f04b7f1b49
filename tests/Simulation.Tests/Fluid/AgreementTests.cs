using Cloud.Simulation.Fluid.Agreement;

namespace Cloud.Simulation.Tests.Fluid;

/// <summary>The fluid model is held to the event-level machine; docs/agreement.md shows every number.</summary>
public sealed class AgreementTests
{
    private static readonly AgreementReport Report = AgreementReport.Run();

    [Fact]
    public void Run_MostNumbers_AgreeWithinTheirTolerance() => Assert.True(Report.Agreeing >= Report.Rows.Count * 0.9, $"{Report.Agreeing} of {Report.Rows.Count}");

    [Fact]
    public void Run_EveryDeviation_IsRecordedAndExplained()
    {
        var outside = Report.Rows.Where(row => !row.Agrees).Select(row => row.Scenario).Distinct().ToList();
        Assert.Equal("quota-rest sleep-4x25 sleep-hogs sleep-hogs-2 smt-sleepers smt-sleepers-over smt-off eevdf-sleepers form-steal", string.Join(' ', outside));
        Assert.All(outside, scenario => Assert.True(AgreementReport.Explanation(scenario).Length > 100, scenario));
    }

    /// <summary>Even there: who gets how much of the processors is right to a tenth under CFS, and to a quarter under EEVDF.</summary>
    [Fact]
    public void Run_OutsideTheirTolerance_GrantsAreStillClose() => Assert.All(
        Report.Rows.Where(row => row.Measure == "threads granted"),
        row => Assert.InRange(Math.Abs(row.Deviation), 0, row.Scenario.StartsWith("eevdf", StringComparison.Ordinal) ? 0.25 : 0.1));

    [Fact]
    public void Explanations_WithoutDeviation_AreNotKept() => Assert.All(
        AgreementGrid.All.Where(scenario => scenario.Explanation.Length > 0),
        scenario => Assert.Contains(Report.Rows, row => row.Scenario == scenario.Id && !row.Agrees));

    [Fact]
    public void Compare_PlantedError_IsOutside() =>
        Assert.False(new AgreementRow("x", "vm", "speed", 1, 0.9, AgreementReport.SpeedTolerance, IsRelative: true).Agrees);

    /// <summary>UPDATE_GOLDEN=1 writes docs/agreement.md instead of comparing it.</summary>
    [Fact]
    public void Markdown_Document_IsUpToDate()
    {
        var root = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(root, "Cloud.sln"))) root = Path.GetDirectoryName(root)!;
        var path = Path.Combine(root, "docs", "agreement.md");
        var text = AgreementMarkdown.Render(Report);
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") is "1") File.WriteAllText(path, text);
        Assert.Equal(File.ReadAllText(path).ReplaceLineEndings("\n"), text);
    }
}
