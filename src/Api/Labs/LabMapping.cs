using Cloud.Api.Model;
using Cloud.ControlPlane.Labs;
using Cloud.Contracts;
using Cloud.Domain.Hardware.Labs;

namespace Cloud.Api.Labs;

/// <summary>Labs and their plots, outwards.</summary>
internal static class LabMapping
{
    public static LabSummaryView ToSummary(this Lab lab) => new(lab.Number, lab.Id, lab.Title, lab.Concept);

    public static LabView ToView(this LabSheet sheet) => new()
    {
        Number = sheet.Lab.Number,
        Id = sheet.Lab.Id,
        Title = sheet.Lab.Title,
        Concept = sheet.Lab.Concept,
        Explanation = sheet.Lab.Paragraph,
        Formula = sheet.Lab.Formula,
        Knobs = [.. sheet.Lab.Knobs.Select(knob => new LabKnobView(knob.Name, knob.Label, knob.Unit, knob.Default, knob.Min, knob.Max, knob.Whole, knob.Choices))],
        Expectations = [.. sheet.Lab.Expectations.Select(expectation => expectation.Text)],
        Constants = [.. sheet.Constants.Select(ModelMapping.ToView)],
        Published = [.. sheet.Published.Select(ModelMapping.ToView)],
    };

    public static LabRunView ToView(this LabRun run) => new()
    {
        Lab = run.Sheet.ToView(),
        Knobs = run.Knobs,
        AtDefaults = run.AtDefaults,
        Plots = [.. run.Result.Plots.Select(ToView)],
        Tables = [.. run.Result.Tables.Select(table => new LabTableView(table.Title, table.Columns, table.Rows))],
        Expectations = [.. run.Sheet.Lab.Expectations.Select(expectation => new LabExpectationView(expectation.Text, expectation.Holds(run.Result)))],
    };

    private static LabPlotView ToView(LabPlot plot) => new(
        plot.Title, plot.Style.ToString().ToLowerInvariant(), plot.X.ToView(), plot.Y.ToView(),
        [.. plot.Series.Select(series => new LabSeriesView(series.Name, [.. series.Points.Select(point => new LabPointView(point.X, point.Y))]))]);

    private static LabAxisView ToView(this LabAxis axis) => new(axis.Label, axis.Unit, axis.Logarithmic, axis.Categories);
}
