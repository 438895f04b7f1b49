using Cloud.Api.Tests.Fixture;
using Cloud.Contracts;
using Cloud.Domain.Hardware.Costs;
using Cloud.Domain.Hardware.Labs;
using Cloud.Simulation.Labs;

namespace Cloud.Api.Tests.Labs;

public sealed class LabsTests(SharedCloud cloud)
{
    [Fact]
    public async Task EveryLab_RunAtItsDefaults_MeetsItsExpectations()
    {
        var labs = (await cloud.Reader.GetAsync("labs")).Read<PageView<LabSummaryView>>(200).Items;
        Assert.Equal(Enumerable.Range(1, 42), labs.Select(lab => lab.Number));
        foreach (var lab in labs)
        {
            var run = (await cloud.Reader.PostAsync($"labs/{lab.Id}:run", new { })).Read<LabRunView>(200);
            Assert.True(run.AtDefaults);
            Assert.NotEmpty(run.Plots);
            Assert.All(run.Plots, plot => Assert.NotEmpty(plot.Series));
            Assert.All(run.Plots, plot => Assert.NotEmpty(plot.X.Label + plot.Y.Label));
            Assert.All(run.Tables, table => Assert.All(table.Rows, row => Assert.Equal(table.Columns.Count, row.Count)));
            Assert.NotEmpty(run.Expectations);
            Assert.All(run.Expectations, expectation => Assert.True(expectation.Holds, $"{lab.Id}: {expectation.Text}"));
            Assert.Equal(run.Lab.Knobs.Select(knob => knob.Name).Order(), run.Knobs.Keys.Order());
            Assert.NotEmpty(run.Lab.Constants);
            Assert.All(run.Lab.Constants, constant => Assert.NotEmpty(constant.Source));
        }
    }

    /// <summary>The ranges are what bounds the cost of a run, and the statements must be decidable wherever the knobs stand.</summary>
    [Fact]
    public async Task EveryLab_KnobsAtTheirEnds_StaysSmall()
    {
        foreach (var lab in MachineLabs.Catalogue.All)
        {
            foreach (var knob in lab.Knobs)
            {
                foreach (var value in new[] { knob.Min, knob.Max })
                {
                    var run = (await cloud.Reader.PostAsync($"labs/{lab.Id}:run", new { knobs = new Dictionary<string, double> { [knob.Name] = value } })).Read<LabRunView>(200);
                    Assert.Equal(value, run.Knobs[knob.Name]);
                    Assert.Equal(value.Equals(knob.Default), run.AtDefaults);
                    Assert.InRange(run.Plots.Sum(plot => plot.Series.Sum(series => series.Points.Count)), 1, 20_000);
                }
            }
        }
    }

    [Fact]
    public async Task Get_OfALab_TellsKnobsFormulaAndSources()
    {
        var lab = (await cloud.Reader.GetAsync("labs/cache-refill")).Read<LabView>(200);
        Assert.Equal((4, "L3 indirect cost of a context switch"), (lab.Number, lab.Concept));
        Assert.Contains(lab.Knobs, knob => knob is { Name: "overlap", Default: 4, Min: 1, Max: 16, Whole: false });
        Assert.Contains("Lat_i", lab.Formula, StringComparison.Ordinal);
        Assert.Contains(lab.Constants, constant => constant.Key.StartsWith("switch.cache", StringComparison.Ordinal));
        Assert.Contains(lab.Published, point => point.Id == "V03" && point.Checks.Count > 0);
        Assert.DoesNotContain(lab.Published, point => point.Id == "V75");
    }

    [Fact]
    public async Task Run_WrongKnobs_NamesEachWithItsRange()
    {
        var answer = await cloud.Reader.PostAsync("labs/context-switch:run", new { knobs = new { pti = 2, colour = 1, barrier = 0.5 } });
        var errors = answer.Problem("validation-failed").Errors!.ToDictionary(error => error.Field);
        Assert.Equal(["knobs.barrier", "knobs.colour", "knobs.pti"], errors.Keys.Order());
        Assert.Equal("0 (off), 1 (on)", errors["knobs.pti"].Accepted);
        Assert.Contains("avx512", errors["knobs.colour"].Accepted, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_KnobThatIsNotANumber_IsRefused() =>
        (await cloud.Reader.PostAsync("labs/cache-refill:run", """{"knobs":{"overlap":"many"}}""")).Field("knobs.overlap");

    [Fact]
    public async Task UnknownLab_Answers404()
    {
        (await cloud.Reader.GetAsync("labs/none")).Problem("not-found");
        (await cloud.Reader.PostAsync("labs/none:run", new { })).Problem("not-found");
    }

    [Fact]
    public void Sources_OfEveryLab_AreKnownFamilies()
    {
        Assert.All(MachineLabs.Catalogue.All, lab => Assert.NotEmpty(LabSources.Constants(lab)));
        Assert.Equal([26, 27], LabSources.Concepts("L26 and L27 device models").Order());
        Assert.Equal([18, 19, 20], LabSources.Concepts("L18–L20 exits").Order());
        Assert.Equal([26, 27], LabSources.Concepts("L26–27").Order());
        Assert.Empty(LabSources.Concepts("XL3, LRU"));
        Assert.Equal(ModelConstants.All.Count, ModelConstants.Sections.Sum(section => ModelConstants.In(section).Count));
    }
}
