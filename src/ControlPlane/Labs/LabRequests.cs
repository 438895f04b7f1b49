using System.Globalization;
using Cloud.ControlPlane.Pipeline;
using Cloud.ControlPlane.Problems;
using Cloud.Domain.Hardware.Costs;
using Cloud.Domain.Hardware.Labs;
using Cloud.Domain.Hardware.Validation;
using Cloud.Domain.Tenancy;
using Mediator;

namespace Cloud.ControlPlane.Labs;

[Requires(Permission.CatalogueRead)]
public sealed record ListLabs : IRequest<Outcome<IReadOnlyList<Lab>>>;

[Requires(Permission.CatalogueRead)]
public sealed record GetLab(string Lab) : IRequest<Outcome<LabSheet>>;

/// <summary>A lab with everything that explains it.</summary>
public sealed record LabSheet(Lab Lab, IReadOnlyList<ModelConstant> Constants, IReadOnlyList<ValidationResult> Published);

/// <summary>Draws a lab's plot. Nothing is stored: the same knobs give the same plot.</summary>
[Requires(Permission.CatalogueRead)]
public sealed record RunLab(string Lab, IReadOnlyDictionary<string, double> Knobs) : IRequest<Outcome<LabRun>>, IValidatable
{
    private const int ShownMax = 60;

    public IEnumerable<FieldError> Validate()
    {
        if (LabCatalogue.Find(Lab) is not { } lab) yield break;
        foreach (var (name, value) in Knobs.OrderBy(knob => knob.Key, StringComparer.Ordinal))
        {
            var field = $"knobs.{(name.Length <= ShownMax ? name : name[..ShownMax] + "...")}";
            if (lab.Knobs.FirstOrDefault(knob => string.Equals(knob.Name, name, StringComparison.Ordinal)) is not { } known)
                yield return new(field, $"is not a knob of {lab.Id}", string.Join(", ", lab.Knobs.Select(knob => knob.Name)));
            else if (!known.Accepts(value))
                yield return new(field, $"is {value.ToString(CultureInfo.InvariantCulture)}", known.Accepted);
        }
    }
}

/// <summary>What a lab drew, and which statements about it are true.</summary>
/// <param name="Sheet">The lab.</param>
/// <param name="Knobs">The value of every knob.</param>
/// <param name="AtDefaults">True when all of them have their default.</param>
/// <param name="Result">The plot.</param>
public sealed record LabRun(LabSheet Sheet, IReadOnlyDictionary<string, double> Knobs, bool AtDefaults, LabResult Result);
