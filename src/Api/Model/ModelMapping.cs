using Cloud.Contracts;
using Cloud.Domain.Hardware;
using Cloud.Domain.Hardware.Costs;
using Cloud.Domain.Hardware.Validation;

namespace Cloud.Api.Model;

/// <summary>Constants and validation, outwards.</summary>
internal static class ModelMapping
{
    public static ModelConstantView ToView(this ModelConstant constant) =>
        new(constant.Key, constant.Value, constant.Unit, constant.Confidence.Tag(), constant.Source, constant.Section);

    public static ModelConstantsView ToView(this IReadOnlyList<ModelConstant> constants) => new(ModelConstants.Sections, [.. constants.Select(ToView)]);

    public static ValidationView ToView(this ValidationReport report) => new(
        report.Count(ValidationVerdict.Pass), report.Count(ValidationVerdict.OutsideBand), report.Count(ValidationVerdict.Input),
        report.Count(ValidationVerdict.Unverified), [.. report.Results.Select(ToView)]);

    public static ValidationPointView ToView(this ValidationResult result) => new()
    {
        Id = result.Point.Id,
        Concept = result.Point.Concept,
        Configuration = result.Point.Configuration,
        Measured = result.Point.Measured,
        Source = result.Point.Source,
        Confidence = result.Point.Confidence.Tag(),
        Verdict = Word(result.Verdict),
        Note = result.Note,
        Checks = [.. result.Rows.Select(ToView)],
    };

    private static ValidationCheckView ToView(ValidationRow row) => new(
        row.Check.What, Word(row.Check.Kind), Finite(row.Check.Published), Finite(row.ModelValue), row.Check.Unit,
        Finite(row.Check.Min), Finite(row.Check.Max), Finite(row.Deviation), row.InBand);

    // JSON has no infinity.
    private static double? Finite(double value) => double.IsFinite(value) ? value : null;

    private static string Word(ValidationVerdict verdict) => verdict switch
    {
        ValidationVerdict.Pass => "pass",
        ValidationVerdict.OutsideBand => "outside-band",
        ValidationVerdict.Input => "input",
        ValidationVerdict.Unverified => "unverified",
    };

    private static string Word(CheckKind kind) => kind switch
    {
        CheckKind.Prediction => "prediction",
        CheckKind.Input => "input",
        CheckKind.Fitted => "fitted",
    };
}
