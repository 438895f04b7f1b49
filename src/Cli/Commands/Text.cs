using System.Globalization;

namespace Cloud.Cli.Commands;

/// <summary>Values as tables show them.</summary>
internal static class Text
{
    public static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>Memory with the unit that reads best.</summary>
    public static string Memory(long mib) => mib % 1024 == 0 ? $"{Number(mib / 1024)} GiB" : $"{Number(mib)} MiB";

    /// <summary>A moment, in UTC to the second.</summary>
    public static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    public static string? Time(DateTimeOffset? at) => at is { } moment ? Time(moment) : null;

    public static string Labels(IReadOnlyDictionary<string, string> labels) =>
        string.Join(", ", labels.OrderBy(label => label.Key, StringComparer.Ordinal).Select(label => label.Value.Length == 0 ? label.Key : $"{label.Key}={label.Value}"));

    public static string OfLimit(long use, long limit) => $"{Number(use)}/{Number(limit)}";

    public static string YesNo(bool value) => value ? "yes" : "no";
}
