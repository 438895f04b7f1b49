using System.Globalization;
using System.Text.Json;

namespace Cloud.Domain.Hardware;

/// <summary>
/// Walks one JSON object and collects every complaint with its path instead of stopping at the first.
/// A value that cannot be used comes back as a harmless default, so that reading can go on.
/// </summary>
internal sealed class JsonCursor
{
    private readonly JsonElement _element;
    private readonly List<ProfileError> _errors;
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

    public JsonCursor(JsonElement element, string path, List<ProfileError> errors)
    {
        _element = element;
        Path = path;
        _errors = errors;
        if (element.ValueKind != JsonValueKind.Object && element.ValueKind != JsonValueKind.Undefined) Complain("", "must be an object");
    }

    public string Path { get; }

    public void Complain(string name, string message) => _errors.Add(new(name.Length == 0 ? Path : $"{Path}.{name}", message));

    public JsonCursor Object(string name) => new(Required(name) ?? default, $"{Path}.{name}", _errors);

    public string Text(string name, int maxLength = 400)
    {
        if (Required(name) is not { } value) return "";
        if (value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text && text.Length <= maxLength) return text;
        Complain(name, $"must be a text of 1 to {maxLength} characters");
        return "";
    }

    public bool Flag(string name)
    {
        if (Required(name) is not { } value) return false;
        if (value.ValueKind is not (JsonValueKind.True or JsonValueKind.False)) Complain(name, "must be true or false");
        return value.ValueKind == JsonValueKind.True;
    }

    /// <summary>An integer in the range, or 0 after complaining.</summary>
    public long Integer(string name, long min, long max)
    {
        if (Required(name) is not { } value) return 0;
        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) && number >= min && number <= max) return number;
        Complain(name, $"must be an integer from {min} to {max}");
        return 0;
    }

    /// <summary>A number in the range, or 0 after complaining.</summary>
    public double Number(string name, double min, double max) => Required(name) is { } value ? InRange(value, $"{Path}.{name}", min, max) : 0;

    /// <summary>A number in the range, or null when absent.</summary>
    public double? OptionalNumber(string name, double min, double max)
    {
        _seen.Add(name);
        return _element.ValueKind == JsonValueKind.Object && _element.TryGetProperty(name, out var value)
            ? InRange(value, $"{Path}.{name}", min, max) : null;
    }

    public T Choice<T>(string name, IReadOnlyDictionary<string, T> choices)
    {
        if (Required(name) is not { } value) return default!;
        if (value.ValueKind == JsonValueKind.String && choices.TryGetValue(value.GetString()!, out var chosen)) return chosen;
        Complain(name, $"must be one of {string.Join(", ", choices.Keys)}");
        return default!;
    }

    public List<T> Objects<T>(string name, int min, int max, Func<JsonCursor, T> read)
    {
        var list = new List<T>();
        foreach (var (element, path) in Elements(name, min, max)) list.Add(read(new(element, path, _errors)));
        return list;
    }

    public List<double> Numbers(string name, int count, double min, double max)
    {
        var list = new List<double>();
        foreach (var (element, path) in Elements(name, count, count)) list.Add(InRange(element, path, min, max));
        return list;
    }

    /// <summary>A square matrix of this size, or null after complaining.</summary>
    public NodeMatrix? Matrix(string name, int size, double min, double max)
    {
        var before = _errors.Count;
        var values = new List<double>(size * size);
        foreach (var (row, rowPath) in Elements(name, size, size))
        {
            if (row.ValueKind != JsonValueKind.Array || row.GetArrayLength() != size)
            {
                _errors.Add(new(rowPath, $"must be a row of {size} numbers"));
                continue;
            }

            var column = 0;
            foreach (var cell in row.EnumerateArray()) values.Add(InRange(cell, Indexed(rowPath, column++), min, max));
        }

        return _errors.Count == before && size > 0 ? new(size, values.ToArray()) : null;
    }

    /// <summary>Complains about every property that nobody asked for.</summary>
    public void Close()
    {
        if (_element.ValueKind != JsonValueKind.Object) return;
        foreach (var property in _element.EnumerateObject())
            if (!_seen.Contains(property.Name)) Complain(property.Name, "is not a property of a hardware profile");
    }

    private static string Indexed(string path, int index) => string.Create(CultureInfo.InvariantCulture, $"{path}[{index}]");

    private IEnumerable<(JsonElement Element, string Path)> Elements(string name, int min, int max)
    {
        if (Required(name) is not { } value) yield break;
        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() < min || value.GetArrayLength() > max)
        {
            Complain(name, min == max ? $"must be a list of {min}" : $"must be a list of {min} to {max}");
            yield break;
        }

        var index = 0;
        foreach (var element in value.EnumerateArray()) yield return (element, Indexed($"{Path}.{name}", index++));
    }

    private double InRange(JsonElement value, string path, double min, double max)
    {
        if (value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && number >= min && number <= max) return number;
        _errors.Add(new(path, string.Create(CultureInfo.InvariantCulture, $"must be a number from {min} to {max}")));
        return 0;
    }

    private JsonElement? Required(string name)
    {
        _seen.Add(name);
        if (_element.ValueKind != JsonValueKind.Object) return null;
        if (_element.TryGetProperty(name, out var value)) return value;
        Complain(name, "is missing");
        return null;
    }
}
