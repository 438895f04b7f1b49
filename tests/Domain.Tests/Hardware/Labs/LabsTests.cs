using Cloud.Domain.Hardware.Labs;

namespace Cloud.Domain.Tests.Hardware.Labs;

public class LabsTests
{
    private static LabCatalogue Catalogue { get; } = new(LabCatalogue.ClosedForms);

    public static TheoryData<string> Ids => [.. Catalogue.All.Select(lab => lab.Id)];

    [Fact]
    public void Catalogue_TwoLabsOfOneNumber_AreRefused()
    {
        Assert.Null(Catalogue.Find("none"));
        Assert.Equal(Catalogue.All.Select(lab => lab.Number).Order(), Catalogue.All.Select(lab => lab.Number));
        Assert.Throws<ArgumentException>(() => new LabCatalogue([Catalogue.All[0], Catalogue.All[0]]));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Expectations_WithDefaultKnobs_Hold(string id)
    {
        var lab = Catalogue.Find(id)!;
        var result = lab.RunDefaults();
        var failed = lab.Expectations.Where(e => !e.Holds(result)).Select(e => e.Text).ToArray();
        Assert.True(failed.Length == 0, $"{string.Join("; ", failed)}\n{Show(result)}");
        Assert.NotEmpty(lab.Expectations);
        Assert.Equal(result.Series.Count, result.Series.Select(series => series.Name).Distinct().Count());
        Assert.All(result.Tables, table => Assert.All(table.Rows, row => Assert.Equal(table.Columns.Count, row.Count)));
        Assert.All(result.Plots, plot => Assert.False(plot.Title.Length == 0 && result.Plots.Count > 1));
        Assert.All(result.Plots, plot => Assert.Equal(plot.Style is LabPlotStyle.Bars or LabPlotStyle.Stacked or LabPlotStyle.HeatMap, plot.X.Categories.Count > 0));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Texts_AreThereForThePortal(string id)
    {
        var lab = Catalogue.Find(id)!;
        Assert.Matches("^[a-z][a-z0-9-]+$", lab.Id);
        Assert.Matches("^L\\d+ ", lab.Concept);
        Assert.True(lab.Paragraph.Length > 60 && lab.Formula.Length > 5 && lab.Title.Length > 3);
        Assert.NotEmpty(lab.Knobs);
        Assert.All(lab.Knobs, k => Assert.True(k.Accepts(k.Default), k.Name));
        Assert.Equal(lab.Knobs.Count, lab.Knobs.Select(k => k.Name).Distinct().Count());
    }

    /// <summary>Every knob alone at both ends: nothing throws, nothing is not a number, and every knob changes something somewhere.</summary>
    [Theory]
    [MemberData(nameof(Ids))]
    public void Run_KnobsAtTheirEnds_GivesFiniteNumbers(string id)
    {
        var lab = Catalogue.Find(id)!;
        var standard = Show(lab.RunDefaults());
        foreach (var knob in lab.Knobs)
        {
            var low = lab.Run(new Dictionary<string, double> { [knob.Name] = knob.Min });
            var high = lab.Run(new Dictionary<string, double> { [knob.Name] = knob.Max });
            foreach (var outcome in new[] { low, high })
            {
                Assert.Empty(outcome.Errors);
                Assert.All(lab.Expectations, expectation => expectation.Holds(outcome.Result!));
                Assert.All(outcome.Result!.Series, s => Assert.All(s.Points, p => Assert.True(double.IsFinite(p.X) && double.IsFinite(p.Y), $"{knob.Name} {s.Name} {p}")));
            }

            Assert.Contains(new[] { low, high }, o => !string.Equals(Show(o.Result!), standard, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Run_WrongKnobs_ReportsEveryOne()
    {
        var lab = Catalogue.Find("cache-refill")!;
        var outcome = lab.Run(new Dictionary<string, double> { ["overlap"] = 99, ["colour"] = 1, ["share"] = double.NaN });
        Assert.Null(outcome.Result);
        Assert.Equal(3, outcome.Errors.Count);
        Assert.Single(Catalogue.Find("lru-picture")!.Run(new Dictionary<string, double> { ["others"] = 1.5 }).Errors);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Run_Twice_IsTheSame(string id) => Assert.Equal(Show(Catalogue.Find(id)!.RunDefaults()), Show(Catalogue.Find(id)!.RunDefaults()));

    /// <summary>Points and tables: a knob may show in either.</summary>
    private static string Show(LabResult result) =>
        string.Join('\n', result.Tables.SelectMany(table => table.Rows).Select(row => string.Join(' ', row))) + string.Join('\n', result.Series.Select(s => $"{s.Name}: {string.Join(' ', s.Points.Select(p => FormattableString.Invariant($"{p.X:R}={p.Y:R}")))}"));
}
