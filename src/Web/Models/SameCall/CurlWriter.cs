using System.Globalization;
using System.Text;
using System.Text.Json;
using Cloud.Web.Client;

namespace Cloud.Web.Models.SameCall;

/// <summary>Writes curl for a POSIX shell.</summary>
public static class CurlWriter
{
    private static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
    };

    public static string Write(Uri server, ApiCall call)
    {
        var text = new StringBuilder("curl ");
        if (call.Method != HttpMethod.Get && !(call.Method == HttpMethod.Post && call.Body is not null))
            text.Append(CultureInfo.InvariantCulture, $"-X {call.Method.Method} ");
        text.Append(Quote(new Uri(server, call.Path).AbsoluteUri));
        text.Append(CultureInfo.InvariantCulture, $" \\\n  -H \"Authorization: Bearer ${SameCallWriter.TokenVariable}\"");
        if (call.IdempotencyKey is { } key)
            text.Append(" \\\n  -H ").Append(Quote($"Idempotency-Key: {key}"));
        if (call.IfMatch is { } version)
            text.Append(CultureInfo.InvariantCulture, $" \\\n  -H 'If-Match: \"v{version}\"'");
        if (call.Body is not null)
            text.Append(" \\\n  --json ").Append(Quote(Json(call.Body)));
        return text.ToString();
    }

    /// <summary>The body as the API takes it; absent members are left out, quotes inside strings are escaped, so that both a shell and C# can carry it.</summary>
    internal static string Json(object body) => JsonSerializer.Serialize(body, body.GetType(), Indented);

    /// <summary>Leaves plain words bare and puts everything else in single quotes, in which a shell expands nothing.</summary>
    internal static string Quote(string word) =>
        word.Length > 0 && word.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '/' or ':' or '=' or ',' or '@' or '%' or '+')
            ? word
            : "'" + word.Replace("'", "'\\''", StringComparison.Ordinal) + "'";
}
