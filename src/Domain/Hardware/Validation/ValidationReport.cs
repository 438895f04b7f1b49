namespace Cloud.Domain.Hardware.Validation;

/// <summary>One check after the model has been run. Deviation is relative to the published value.</summary>
public sealed record ValidationRow(ValidationCheck Check, double ModelValue, double Deviation, bool InBand);

/// <summary>One point after the model has been run.</summary>
public sealed record ValidationResult(PublishedPoint Point, IReadOnlyList<ValidationRow> Rows, ValidationVerdict Verdict, string Note);

/// <summary>
/// The model against all published points. Pure: the same binary gives the same report.
/// </summary>
public sealed record ValidationReport(IReadOnlyList<ValidationResult> Results)
{
    /// <summary>Computes the model's value for every check of every point.</summary>
    public static ValidationReport Run()
    {
        var models = PointModels.All.ToDictionary(m => m.Id, StringComparer.Ordinal);
        return new([.. PublishedPoints.All.Select(point => Run(point, models[point.Id]))]);
    }

    /// <summary>How many points have this verdict.</summary>
    public int Count(ValidationVerdict verdict) => Results.Count(r => r.Verdict == verdict);

    private static ValidationResult Run(PublishedPoint point, PointModel model)
    {
        var rows = model.Checks.Select(Run).ToArray();
        return new(point, rows, Verdict(point, rows), model.Note);
    }

    private static ValidationRow Run(ValidationCheck check)
    {
        var value = check.Model();
        var slack = 1e-9 * Math.Abs(value);
        var deviation = check.Published == 0 ? value : (value - check.Published) / Math.Abs(check.Published);
        return new(check, value, deviation, value >= check.Min - slack && value <= check.Max + slack);
    }

    private static ValidationVerdict Verdict(PublishedPoint point, ValidationRow[] rows)
    {
        if (rows.Length == 0 || !point.Confidence.IsPublished()) return ValidationVerdict.Unverified;
        if (Array.Exists(rows, row => !row.InBand)) return ValidationVerdict.OutsideBand;
        return Array.Exists(rows, row => row.Check.Kind == CheckKind.Prediction) ? ValidationVerdict.Pass : ValidationVerdict.Input;
    }
}
