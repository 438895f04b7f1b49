using System.Text;

namespace Cloud.Domain.Hardware.Costs.Containers;

/// <summary>Paths inside a file system: names joined by slashes; an empty one is the root.</summary>
public static class OverlayPath
{
    /// <summary>The names of a path.</summary>
    public static string[] Split(string path) => path.Split('/', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>A path without its leading slash, with <c>.</c> and <c>..</c> taken out; <c>..</c> of the root is the root.</summary>
    public static string Normalise(string path)
    {
        var names = new List<string>();
        foreach (var name in Split(path))
        {
            if (name is ".") continue;
            if (name is not "..") names.Add(name);
            else if (names.Count > 0) names.RemoveAt(names.Count - 1);
        }

        return string.Join('/', names);
    }

    internal static string Join(string[] names) => string.Join('/', names);

    internal static string Parent(string path) => Join(Split(path)[..^1]);

    internal static bool Same(string left, string right) => Split(left).SequenceEqual(Split(right), StringComparer.Ordinal);

    /// <summary>True when it is the other path or below it.</summary>
    internal static bool IsWithin(string path, string of)
    {
        var (names, above) = (Split(path), Split(of));
        return names.Length >= above.Length && names.AsSpan(0, above.Length).SequenceEqual(above);
    }

    /// <summary>What is wrong with a path that names something to change.</summary>
    internal static OverlayError Check(string path)
    {
        var names = Split(path);
        if (names.Length == 0) return OverlayError.Exists;
        return Encoding.UTF8.GetByteCount(path) >= OverlayLimits.PathMax || names.Any(name => Encoding.UTF8.GetByteCount(name) > OverlayLimits.NameMax)
            ? OverlayError.NameTooLong : OverlayError.None;
    }
}
