using System.Globalization;
using System.Text.Json;
using Cloud.ControlPlane.Problems;

namespace Cloud.ControlPlane.Operator.Region;

/// <summary>
/// Walks one JSON object and collects every complaint with its path and what would be accepted, instead of stopping at the first.
/// A value that cannot be used comes back as a harmless default, so that reading goes on.
/// </summary>
internal sealed class RegionCursor
{
    /// <summary>A file with more errors than this is not read by a person any more.</summary>
    public const int MaxErrors = 200;

    private readonly Dictionary<string, JsonElement> _properties = new(StringComparer.Ordinal);
    private readonly List<string> _asked = [];
    private readonly List<FieldError> _errors;
    private readonly bool _readable;

    public RegionCursor(JsonElement element, string path, List<FieldError> errors)
    {
        Path = path;
        _errors = errors;
        _readable = element.ValueKind == JsonValueKind.Object;
        if (!_readable)
        {
            Complain("", $"is {Kind(element)}", "an object");
            return;
        }

        foreach (var property in element.EnumerateObject())
        {
            if (!_properties.TryAdd(property.Name, property.Value)) Complain(property.Name, "appears twice", "once");
        }
    }

    public string Path { get; }

    /// <summary>Whether there is an object at all; its fields need no complaints of their own otherwise.</summary>
    public bool Readable => _readable;

    public string At(string name) => name.Length == 0 ? Path : $"{Path}.{name}";

    public void Complain(string name, string message, string? accepted)
    {
        if (_errors.Count < MaxErrors) _errors.Add(new(At(name), message, accepted));
    }

    public string Text(string name, string? fallback = null, int maxLength = 100)
    {
        var accepted = Invariant($"a text of 1 to {maxLength} characters");
        if (Find(name, fallback is null ? accepted : null) is not { } value) return fallback ?? "";
        if (value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text && text.Length <= maxLength) return text;
        Complain(name, $"is {Kind(value)}", accepted);
        return "";
    }

    public bool Flag(string name)
    {
        if (Find(name, "true or false") is not { } value) return false;
        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False) return value.ValueKind == JsonValueKind.True;
        Complain(name, $"is {Kind(value)}", "true or false");
        return false;
    }

    public long Integer(string name, long min, long max)
    {
        var accepted = Invariant($"an integer from {min} to {max}");
        if (Find(name, accepted) is not { } value) return min;
        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) && number >= min && number <= max) return number;
        Complain(name, $"is {Kind(value)}", accepted);
        return min;
    }

    public double Number(string name, double min, double max)
    {
        var accepted = Invariant($"a number from {min} to {max}");
        if (Find(name, accepted) is not { } value) return min;
        if (value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && number >= min && number <= max) return number;
        Complain(name, $"is {Kind(value)}", accepted);
        return min;
    }

    /// <summary>An integer that may be absent.</summary>
    public long? OptionalInteger(string name, long min, long max)
    {
        if (_properties.ContainsKey(name)) return Integer(name, min, max);
        _asked.Add(name);
        return null;
    }

    /// <summary>One of the known names, or <paramref name="fallback"/> when absent or wrong.</summary>
    public string Choice<T>(string name, string fallback, (string Name, T Value)[] known)
    {
        var text = Text(name, fallback);
        if (text.Length == 0 || Array.Exists(known, one => string.Equals(one.Name, text, StringComparison.Ordinal))) return text.Length == 0 ? fallback : text;
        Complain(name, $"is '{text}'", string.Join(", ", known.Select(one => one.Name)));
        return fallback;
    }

    /// <summary>A list of texts, empty when absent.</summary>
    public List<string> Texts(string name, int max)
    {
        var texts = new List<string>();
        var accepted = Invariant($"a list of at most {max} texts");
        if (Find(name, null) is not { } value) return texts;
        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() > max)
        {
            Complain(name, $"is {Kind(value)}", accepted);
            return texts;
        }

        var index = 0;
        foreach (var element in value.EnumerateArray())
        {
            if (element.ValueKind == JsonValueKind.String) texts.Add(element.GetString()!);
            else Complain(Invariant($"{name}[{index}]"), $"is {Kind(element)}", "a text");
            index++;
        }

        return texts;
    }

    public RegionCursor? Object(string name) =>
        Find(name, "an object") is { } value ? new RegionCursor(value, At(name), _errors) : null;

    /// <summary>Reads an object that may be absent.</summary>
    public RegionCursor? OptionalObject(string name) =>
        Find(name, null) is { } value ? new RegionCursor(value, At(name), _errors) : null;

    /// <summary>Reads a list of objects; an absent list is empty when <paramref name="min"/> is 0.</summary>
    public List<T> Objects<T>(string name, int min, int max, Func<RegionCursor, T> read)
    {
        var items = new List<T>();
        var accepted = Invariant($"a list of {min} to {max} objects");
        if (Find(name, min == 0 ? null : accepted) is not { } value) return items;
        if (value.ValueKind != JsonValueKind.Array)
        {
            Complain(name, $"is {Kind(value)}", accepted);
            return items;
        }

        var length = value.GetArrayLength();
        if (length < min || length > max)
        {
            Complain(name, Invariant($"has {length} entries"), accepted);
            if (length > max) return items;
        }

        var index = 0;
        foreach (var element in value.EnumerateArray())
        {
            var item = new RegionCursor(element, Invariant($"{At(name)}[{index++}]"), _errors);
            if (!item.Readable) continue;
            items.Add(read(item));
            item.Close();
        }

        return items;
    }

    /// <summary>Complains about every property that nobody asked for, and names those that are known here.</summary>
    public void Close()
    {
        foreach (var name in _properties.Keys.Where(name => !_asked.Contains(name, StringComparer.Ordinal)))
            Complain(name, "is not known here", string.Join(", ", _asked.Distinct(StringComparer.Ordinal)));
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static string Kind(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Undefined or JsonValueKind.Null => "null",
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => $"the text '{Short(value.GetString()!)}'",
        _ => Short(value.GetRawText()),
    };

    private static string Short(string text) => text.Length <= 40 ? text : string.Concat(text.AsSpan(0, 40), "…");

    private JsonElement? Find(string name, string? acceptedIfMissing)
    {
        _asked.Add(name);
        if (_properties.TryGetValue(name, out var value)) return value;
        if (acceptedIfMissing is not null && _readable) Complain(name, "is missing", acceptedIfMissing);
        return null;
    }
}
