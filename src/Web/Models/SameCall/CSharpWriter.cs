using System.Globalization;
using System.Text;
using Cloud.Web.Client;

namespace Cloud.Web.Models.SameCall;

/// <summary>Writes a C# file that runs as it is (<c>dotnet run call.cs</c>). The body stays JSON text: no package, no reflection.</summary>
public static class CSharpWriter
{
    public static string Write(Uri server, ApiCall call)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"using var http = new HttpClient {{ BaseAddress = new Uri({Literal(server.AbsoluteUri)}) }};\n");
        text.Append("using var request = new HttpRequestMessage(").Append(Method(call.Method)).Append(", ").Append(Literal(call.Path)).Append(");\n");
        text.Append(CultureInfo.InvariantCulture, $"request.Headers.Authorization = new(\"Bearer\", Environment.GetEnvironmentVariable(\"{SameCallWriter.TokenVariable}\"));\n");
        if (call.IdempotencyKey is { } key)
            text.Append("request.Headers.Add(\"Idempotency-Key\", ").Append(Literal(key)).Append(");\n");
        if (call.IfMatch is { } version)
            text.Append("request.Headers.Add(\"If-Match\", ").Append(Literal($"\"v{version}\"")).Append(");\n");
        if (call.Body is not null)
            text.Append("request.Content = new StringContent(\"\"\"\n").Append(CurlWriter.Json(call.Body)).Append("\n\"\"\", null, \"application/json\");\n");
        text.Append("using var response = await http.SendAsync(request);\n");
        text.Append("Console.WriteLine(await response.Content.ReadAsStringAsync());");
        return text.ToString();
    }

    private static string Method(HttpMethod method) => "HttpMethod." + method.Method[0] + method.Method[1..].ToLowerInvariant();

    private static string Literal(string value) =>
        "\"" + value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + "\"";
}
