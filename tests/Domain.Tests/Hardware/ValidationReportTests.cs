using Cloud.Domain.Hardware;
using Cloud.Domain.Hardware.Validation;

namespace Cloud.Domain.Tests.Hardware;

public class ValidationReportTests
{
    private static readonly ValidationReport Report = ValidationReport.Run();

    [Fact]
    public void Points_Embedded_AreEightyWithKnownTags()
    {
        Assert.Equal(80, PublishedPoints.All.Count);
        Assert.Equal(80, PublishedPoints.All.Select(p => p.Id).Distinct().Count());
        Assert.All(PublishedPoints.All, p => Assert.NotEmpty(p.Source));
        Assert.Equal(54, PublishedPoints.All.Count(p => p.Confidence == Confidence.Confirmed));
        Assert.Equal("array size × stride", PublishedPoints.Get("V03").Configuration["same, ".Length..]);
    }

    [Fact]
    public void PointModels_OnePerPoint() =>
        Assert.Equal(PublishedPoints.All.Select(p => p.Id).Order(StringComparer.Ordinal), PointModels.All.Select(m => m.Id).Order(StringComparer.Ordinal));

    [Fact]
    public void Run_EveryPoint_HasTheRecordedVerdict()
    {
        string Ids(ValidationVerdict verdict) => string.Join(' ', Report.Results.Where(r => r.Verdict == verdict).Select(r => r.Point.Id));
        Assert.Equal("V02 V54 V55 V64 V72", Ids(ValidationVerdict.OutsideBand));
        Assert.Equal("V03 V04 V05 V12 V14 V15 V23 V31 V34 V78", Ids(ValidationVerdict.Unverified));
        Assert.Equal("V08 V13 V26 V27 V38 V43 V45 V46 V47 V50 V51 V53 V58 V59 V65 V67", Ids(ValidationVerdict.Pass));
    }

    [Fact]
    public void Run_WeakNumbers_AreNeverPasses() => Assert.All(
        Report.Results.Where(r => r.Verdict is ValidationVerdict.Pass or ValidationVerdict.Input),
        r => Assert.True(r.Point.Confidence.IsPublished(), r.Point.Id));

    [Fact]
    public void Run_PassingPoints_RestOnAPrediction() => Assert.All(
        Report.Results.Where(r => r.Verdict == ValidationVerdict.Pass),
        r => Assert.Contains(r.Rows, row => row.Check.Kind == CheckKind.Prediction));

    [Fact]
    public void Run_FittedScenarios_SayWhatWasChosen() => Assert.All(
        Report.Results.Where(r => r.Rows.Any(row => row.Check.Kind == CheckKind.Fitted)),
        r => Assert.True(r.Note.Length > 40, r.Point.Id));

    [Fact]
    public void Run_PointsOutsideTheirBand_AreExplained() => Assert.All(
        Report.Results.Where(r => r.Verdict == ValidationVerdict.OutsideBand),
        r => Assert.True(r.Note.Length > 100, r.Point.Id));

    [Fact]
    public void Run_Inputs_EqualWhatWasPublished() => Assert.All(
        Report.Results.SelectMany(r => r.Rows.Where(row => row.Check.Kind == CheckKind.Input).Select(row => (r.Point.Id, row))),
        x => Assert.True(x.row.InBand, $"{x.Id} {x.row.Check.What}: {x.row.ModelValue} is not {x.row.Check.Published}"));

    /// <summary>UPDATE_GOLDEN=1 writes docs/validation.md instead of comparing it.</summary>
    [Fact]
    public void Markdown_Document_IsUpToDate()
    {
        var root = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(root, "Cloud.sln"))) root = Path.GetDirectoryName(root)!;
        var path = Path.Combine(root, "docs", "validation.md");
        var text = ValidationMarkdown.Render(Report);
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") is "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text);
        }

        Assert.Equal(File.ReadAllText(path).ReplaceLineEndings("\n"), text);
    }
}
