using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Cloud.ControlPlane.Problems;

namespace Cloud.Api.Http.Json;

/// <summary>
/// Explains why a body was refused, field by field. Runs only after the fast reader has failed, so it may take its time: it looks at the
/// document again and names every unknown, missing and mistyped field at once.
/// </summary>
internal static class JsonDiagnosis
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = CloudJson.Default.Options.MaxDepth };

    public static Problem Explain(ReadOnlySequence<byte> bytes, JsonTypeInfo type, JsonException? exception)
    {
        if (bytes.IsEmpty)
            return Problem.Invalid(new FieldError("body", "is empty", Describe(type.Type)));

        try
        {
            using var document = JsonDocument.Parse(bytes, Options);
            var errors = new List<FieldError>();
            Check(document.RootElement, type, path: "", errors);
            if (errors.Count == 0)
                errors.Add(new FieldError(Path(exception), "could not be read", Describe(type.Type)));
            return Problem.Invalid(errors);
        }
        catch (JsonException syntax)
        {
            var line = (syntax.LineNumber ?? 0) + 1;
            var column = (syntax.BytePositionInLine ?? 0) + 1;
            return Problem.Invalid(new FieldError("body", $"is not valid JSON at line {line}, byte {column}: {Reason(syntax)}", Describe(type.Type)));
        }
    }

    private static void Check(JsonElement element, JsonTypeInfo type, string path, List<FieldError> errors)
    {
        if (type.Kind is not JsonTypeInfoKind.Object)
            CheckValue(element, type, path, errors);
        else if (element.ValueKind is not JsonValueKind.Object)
            errors.Add(new FieldError(path.Length == 0 ? "body" : path, $"is {Article(element)}", Describe(type.Type)));
        else
            CheckObject(element, type, path, errors);
    }

    private static void CheckObject(JsonElement element, JsonTypeInfo type, string path, List<FieldError> errors)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in element.EnumerateObject())
        {
            var field = path.Length == 0 ? member.Name : $"{path}.{member.Name}";
            var property = type.Properties.FirstOrDefault(candidate => string.Equals(candidate.Name, member.Name, StringComparison.Ordinal));
            if (property is null)
                errors.Add(new FieldError(Shorten(field), "is not a known field", $"one of {string.Join(", ", type.Properties.Select(known => known.Name))}"));
            else if (!seen.Add(member.Name))
                errors.Add(new FieldError(field, "is there twice", "each field once"));
            else if (member.Value.ValueKind is JsonValueKind.Null)
                CheckNull(property, field, errors);
            else
                Check(member.Value, type.Options.GetTypeInfo(Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType), field, errors);
        }

        foreach (var property in type.Properties.Where(property => property.IsRequired && !seen.Contains(property.Name)))
            errors.Add(new FieldError(path.Length == 0 ? property.Name : $"{path}.{property.Name}", "is missing", Describe(property.PropertyType)));
    }

    private static void CheckNull(JsonPropertyInfo property, string field, List<FieldError> errors)
    {
        var nullable = property.PropertyType.IsValueType ? Nullable.GetUnderlyingType(property.PropertyType) is not null : property.IsSetNullable;
        if (!nullable)
            errors.Add(new FieldError(field, "is null", Describe(property.PropertyType)));
    }

    private static void CheckValue(JsonElement element, JsonTypeInfo type, string path, List<FieldError> errors)
    {
        try
        {
            if (element.Deserialize(type) is null)
                errors.Add(new FieldError(path, "is null", Describe(type.Type)));
        }
        catch (JsonException exception)
        {
            var inner = exception.Path is { Length: > 1 } deeper ? path + deeper[1..] : path;
            errors.Add(new FieldError(Shorten(inner), $"is {Article(element)}", Describe(type.Type)));
        }
    }

    private static string Article(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.String => $"the string {Shorten(element.GetRawText())}",
        JsonValueKind.Number => $"the number {Shorten(element.GetRawText())}",
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        JsonValueKind.Null or JsonValueKind.Undefined => "null",
    };

    private static string Describe(Type type) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        var t when t == typeof(string) => "a string",
        var t when t == typeof(Guid) => "a UUID as a string",
        var t when t == typeof(bool) => "true or false",
        var t when t == typeof(int) => $"a whole number, at most {int.MaxValue}",
        var t when t == typeof(long) => $"a whole number, at most {long.MaxValue}",
        var t when t == typeof(Dictionary<string, string>) => "an object whose values are strings",
        var t when t == typeof(IReadOnlyDictionary<string, double>) => "an object whose values are numbers",
        var t when t.IsAssignableTo(typeof(IEnumerable<string>)) => "an array of strings",
        _ => "a JSON object",
    };

    private static string Path(JsonException? exception) => exception?.Path is { Length: > 2 } path ? path[2..] : "body";

    private static string Reason(JsonException exception)
    {
        var text = exception.Message;
        var end = text.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return Shorten(end < 0 ? text : text[..end]);
    }

    private static string Shorten(string text) => text.Length <= 120 ? text : string.Concat(text.AsSpan(0, 117), "...");
}
