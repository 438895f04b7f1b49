using System.Globalization;
using Cloud.Domain.Hardware.Costs.Containers;

namespace Cloud.Simulation.Containers;

/// <summary>Numbers as the files of control groups write and read them.</summary>
internal static class ControlText
{
    public static string Max(long? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "max";

    public static string Number(double value) => ((long)Math.Max(0, value)).ToString(CultureInfo.InvariantCulture);

    public static string Micro(double seconds) => Number(seconds * 1e6);

    /// <summary>A pressure file: share of time in which some, and in which all, stood still.</summary>
    public static string Pressure(in PressureStall some, in PressureStall full) => $"{Line("some", some)}\n{Line("full", full)}";

    private static string Line(string who, in PressureStall stall) => string.Create(CultureInfo.InvariantCulture,
        $"{who} avg10={stall.Avg10 * 100:F2} avg60={stall.Avg60 * 100:F2} avg300={stall.Avg300 * 100:F2} total={Micro(stall.TotalSeconds)}");

    /// <summary>A number of 0 or more, or <c>max</c>, which is null.</summary>
    public static bool TryMax(string text, out long? value)
    {
        value = null;
        if (text is "max") return true;
        if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return false;
        value = number;
        return true;
    }

    /// <summary>Bytes with the suffixes of the kernel's memparse, rounded down to whole pages; or <c>max</c>.</summary>
    public static bool TryBytes(string text, out long? value)
    {
        value = null;
        if (text is "max") return true;
        if (text.Length == 0) return false;
        var shift = char.ToUpperInvariant(text[^1]) switch { 'K' => 10, 'M' => 20, 'G' => 30, 'T' => 40, _ => 0 };
        var digits = shift == 0 ? text : text[..^1];
        if (!long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number > long.MaxValue >> shift) return false;
        value = (number << shift) & ~4095L;
        return true;
    }
}
