using System.Text.Json;
using Cloud.Domain.Hardware.Labs;
using Cloud.Simulation.Labs;

namespace Cloud.Simulation.Tests.Labs;

/// <summary>The labs that run the event-level machine; the closed forms are tested beside them in the domain.</summary>
public sealed class MachineLabsTests
{
    private static IEnumerable<Lab> Machines => MachineLabs.Catalogue.All.Except(LabCatalogue.ClosedForms);

    public static TheoryData<string> Ids => [.. Machines.Select(lab => lab.Id)];

    [Fact]
    public void Catalogue_HoldsTheFortyTwoLabsInOrder()
    {
        Assert.Equal(Enumerable.Range(1, 42), MachineLabs.Catalogue.All.Select(lab => lab.Number));
        Assert.Equal(42, MachineLabs.Catalogue.All.Select(lab => lab.Id).Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Expectations_WithDefaultKnobs_Hold(string id)
    {
        var lab = MachineLabs.Catalogue.Find(id)!;
        var result = lab.RunDefaults();
        Assert.NotEmpty(lab.Expectations);
        Assert.All(lab.Expectations, expectation => Assert.True(expectation.Holds(result), $"{expectation.Text}\n{Show(result)}"));
        Assert.Equal(result.Series.Count, result.Series.Select(series => series.Name).Distinct().Count());
        Assert.Equal(Show(result), Show(lab.RunDefaults()));
    }

    /// <summary>The ranges of the knobs bound what a run costs: every knob alone at both ends gives finite numbers and not too many of them.</summary>
    [Theory]
    [MemberData(nameof(Ids))]
    public void Run_KnobsAtTheirEnds_StaysSmallAndChangesSomething(string id)
    {
        var lab = MachineLabs.Catalogue.Find(id)!;
        var standard = Show(lab.RunDefaults());
        foreach (var knob in lab.Knobs)
        {
            var ends = new[] { knob.Min, knob.Max }.Select(value => lab.Run(new Dictionary<string, double> { [knob.Name] = value })).ToList();
            Assert.All(ends, end => Assert.Empty(end.Errors));
            Assert.All(ends, end => Assert.All(lab.Expectations, expectation => expectation.Holds(end.Result!)));
            Assert.All(ends, end => Assert.All(end.Result!.Series.SelectMany(series => series.Points), point => Assert.True(double.IsFinite(point.X) && double.IsFinite(point.Y), knob.Name)));
            Assert.All(ends, end => Assert.InRange(end.Result!.Series.Sum(series => series.Points.Count), 1, 20_000));
            Assert.Contains(ends, end => !string.Equals(Show(end.Result!), standard, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Trace_OfALab_IsAChromeTrace()
    {
        using var stream = new MemoryStream();
        MachineLabs.Catalogue.Find("thread-models")!.RunDefaults().Trace!(stream);
        using var json = JsonDocument.Parse(stream.ToArray());
        Assert.True(json.RootElement.GetProperty("traceEvents").GetArrayLength() > 50);
    }

    private static string Show(LabResult result) =>
        string.Join('\n', result.Series.Select(s => $"{s.Name}: {string.Join(' ', s.Points.Select(p => FormattableString.Invariant($"{p.X:R}={p.Y:R}")))}"));
}
