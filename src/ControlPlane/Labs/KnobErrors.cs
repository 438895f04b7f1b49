using System.Globalization;
using Cloud.ControlPlane.Problems;
using Cloud.Domain.Hardware.Labs;

namespace Cloud.ControlPlane.Labs;

/// <summary>What is wrong with the knobs of a run: every error at once, each with what would be accepted.</summary>
internal static class KnobErrors
{
    private const int ShownMax = 60;

    public static IReadOnlyList<FieldError> Of(Lab lab, IReadOnlyDictionary<string, double> knobs)
    {
        var errors = new List<FieldError>();
        foreach (var (name, value) in knobs.OrderBy(knob => knob.Key, StringComparer.Ordinal))
        {
            var field = $"knobs.{(name.Length <= ShownMax ? name : name[..ShownMax] + "...")}";
            if (lab.Knobs.FirstOrDefault(knob => string.Equals(knob.Name, name, StringComparison.Ordinal)) is not { } known)
                errors.Add(new(field, $"is not a knob of {lab.Id}", string.Join(", ", lab.Knobs.Select(knob => knob.Name))));
            else if (!known.Accepts(value))
                errors.Add(new(field, $"is {value.ToString(CultureInfo.InvariantCulture)}", known.Accepted));
        }

        return errors;
    }
}
