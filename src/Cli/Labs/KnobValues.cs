using System.Globalization;
using Cloud.Domain.Hardware.Labs;

namespace Cloud.Cli.Labs;

/// <summary>Reads <c>name=value</c> pairs for a lab: numbers with units (<c>256KiB</c>, <c>10ms</c>, <c>20%</c>) and names of choices.</summary>
internal static class KnobValues
{
    private enum Quantity
    {
        Time,
        Size,
        Rate,
        Frequency,
        Fraction,
    }

    private static readonly Dictionary<string, (Quantity Quantity, double Factor)> Units = new(StringComparer.Ordinal)
    {
        ["ns"] = (Quantity.Time, 1), ["us"] = (Quantity.Time, 1e3), ["µs"] = (Quantity.Time, 1e3), ["ms"] = (Quantity.Time, 1e6), ["s"] = (Quantity.Time, 1e9),
        ["B"] = (Quantity.Size, 1), ["bytes"] = (Quantity.Size, 1), ["KB"] = (Quantity.Size, 1e3), ["kB"] = (Quantity.Size, 1e3), ["MB"] = (Quantity.Size, 1e6),
        ["GB"] = (Quantity.Size, 1e9), ["KiB"] = (Quantity.Size, 1L << 10), ["MiB"] = (Quantity.Size, 1L << 20), ["GiB"] = (Quantity.Size, 1L << 30),
        ["Mb/s"] = (Quantity.Rate, 1e6 / 8), ["Gb/s"] = (Quantity.Rate, 1e9 / 8), ["KB/s"] = (Quantity.Rate, 1e3), ["MB/s"] = (Quantity.Rate, 1e6), ["GB/s"] = (Quantity.Rate, 1e9),
        ["Hz"] = (Quantity.Frequency, 1), ["kHz"] = (Quantity.Frequency, 1e3), ["MHz"] = (Quantity.Frequency, 1e6), ["GHz"] = (Quantity.Frequency, 1e9),
        ["%"] = (Quantity.Fraction, 0.01), ["fraction"] = (Quantity.Fraction, 1), [""] = (Quantity.Fraction, 1), ["ratio"] = (Quantity.Fraction, 1),
    };

    /// <summary>The values by knob, in each knob's unit; or everything that is wrong with the pairs.</summary>
    public static (Dictionary<string, double> Values, IReadOnlyList<string> Errors) Read(Lab lab, IEnumerable<string> pairs)
    {
        var values = new Dictionary<string, double>(StringComparer.Ordinal);
        var errors = new List<string>();
        foreach (var pair in pairs)
        {
            var (name, text) = pair.Split('=', 2) is [var left, var right] ? (left, right) : (pair, "");
            if (lab.Knobs.FirstOrDefault(knob => string.Equals(knob.Name, name, StringComparison.Ordinal)) is not { } knob)
                errors.Add($"{name} is not a knob of {lab.Id}; it has {string.Join(", ", lab.Knobs.Select(it => it.Name))}");
            else if (!TryValue(knob, text, out var value) || !knob.Accepts(value))
                errors.Add($"{name}={text}: must be {knob.Accepted}");
            else if (!values.TryAdd(name, value))
                errors.Add($"{name} is given twice");
        }

        return (values, errors);
    }

    /// <summary>A value with its unit, or the name of its choice.</summary>
    public static string Show(LabKnob knob, double value) => knob.Choices.Count > 0 ? knob.Choices[(int)value]
        : (value.ToString("G6", CultureInfo.InvariantCulture) + " " + knob.Unit).TrimEnd();

    private static bool TryValue(LabKnob knob, string text, out double value)
    {
        for (var choice = 0; choice < knob.Choices.Count; choice++)
        {
            if (!string.Equals(knob.Choices[choice], text, StringComparison.OrdinalIgnoreCase)) continue;
            value = choice;
            return true;
        }

        var end = text.Length;
        while (end > 0 && !char.IsAsciiDigit(text[end - 1]) && text[end - 1] != '.') end--;
        var unit = text[end..].Trim();
        if (!double.TryParse(text.AsSpan(0, end), NumberStyles.Float, CultureInfo.InvariantCulture, out value) || !double.IsFinite(value)) return false;
        if (unit.Length == 0 || string.Equals(unit, knob.Unit, StringComparison.Ordinal)) return true;
        if (!Units.TryGetValue(unit, out var given) || !Units.TryGetValue(knob.Unit, out var wanted) || given.Quantity != wanted.Quantity) return false;
        value = value * given.Factor / wanted.Factor;
        return true;
    }
}
