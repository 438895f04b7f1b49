using Cloud.ControlPlane.Labs;
using Cloud.Domain.Hardware.Labs;
using Cloud.Domain.Hardware.Validation;

namespace Cloud.ControlPlane.Model;

/// <summary>The validation of this binary's model, computed when first asked for and kept: it cannot change while the process runs.</summary>
public sealed class ModelReport
{
    private readonly Lazy<ValidationReport> _validation = new(ValidationReport.Run);

    public ValidationReport Validation => _validation.Value;

    /// <summary>A lab with its constants and the published points of its concept.</summary>
    public LabSheet SheetOf(Lab lab) => new(lab, LabSources.Constants(lab), LabSources.Points(lab, Validation));
}

/// <summary>Texts of callers inside answers.</summary>
internal static class Shown
{
    private const int LengthMax = 80;

    public static string Short(string text) => text.Length <= LengthMax ? text : text[..LengthMax] + "...";
}
