using System.Globalization;

namespace Cloud.Web.Models;

/// <summary>Quantities as people read them. Invariant culture: the same page for everybody, until the portal is translated.</summary>
public static class Show
{
    private static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    public static string Number(long value) => value.ToString("N0", Culture);

    /// <summary>MiB as MiB, GiB or TiB with at most one decimal.</summary>
    public static string Memory(long mib) => mib switch
    {
        < 1024 => $"{Number(mib)} MiB",
        < 1024 * 1024 => $"{Scaled(mib / 1024d)} GiB",
        _ => $"{Scaled(mib / 1024d / 1024d)} TiB",
    };

    public static string Disk(long gib) => gib < 1024 ? $"{Number(gib)} GiB" : $"{Scaled(gib / 1024d)} TiB";

    public static string Vcpus(long count) => $"{Number(count)} vCPU{(count == 1 ? "" : "s")}";

    /// <summary>Milliseconds as ms, s or min.</summary>
    public static string Duration(double ms) => ms switch
    {
        < 10 => $"{ms.ToString("0.#", Culture)} ms",
        < 1_000 => $"{ms.ToString("0", Culture)} ms",
        < 10_000 => $"{(ms / 1_000).ToString("0.00", Culture)} s",
        < 120_000 => $"{(ms / 1_000).ToString("0.0", Culture)} s",
        _ => $"{(ms / 60_000).ToString("0.0", Culture)} min",
    };

    /// <summary>How long ago, in one unit.</summary>
    public static string Ago(DateTimeOffset then, DateTimeOffset now)
    {
        var span = now - then;
        return span.TotalSeconds switch
        {
            < 5 => "just now",
            < 60 => $"{(int)span.TotalSeconds} s ago",
            < 3_600 => $"{(int)span.TotalMinutes} min ago",
            < 86_400 => $"{(int)span.TotalHours} h ago",
            _ => $"{(int)span.TotalDays} d ago",
        };
    }

    /// <summary>How long until, in one unit.</summary>
    public static string Until(DateTimeOffset then, DateTimeOffset now) => (then - now).TotalHours switch
    {
        <= 0 => "expired",
        < 1 => "in less than an hour",
        < 48 => $"in {(int)(then - now).TotalHours} h",
        _ => $"in {(int)(then - now).TotalDays} d",
    };

    public static string Utc(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", Culture) + " UTC";

    public static string Iso(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", Culture);

    /// <summary>A number for an SVG attribute or a meter: never a comma, at most two decimals.</summary>
    public static string Attribute(double value) => value.ToString("0.##", Culture);

    private static string Scaled(double value) => value.ToString(value >= 100 ? "N0" : "0.#", Culture);
}
