using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Cloud.Api.Http.Json;
using Cloud.ControlPlane.Problems;

namespace Cloud.Api.Http.Problems;

/// <summary>Writes problem documents with the headers that belong to them.</summary>
internal static class ProblemWriter
{
    public const string ContentType = "application/problem+json";

    /// <summary>Leaves quotes and letters as they are: people read these in a terminal, and nosniff keeps browsers from taking them for HTML.</summary>
    private static readonly ProblemJson Json = new(new JsonSerializerOptions(ProblemJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    public static async Task WriteAsync(HttpContext http, Problem problem)
    {
        var response = http.Response;
        response.StatusCode = problem.Kind.Status;
        response.ContentType = ContentType;
        response.Headers.CacheControl = "no-store";
        if (problem.Kind.Status == StatusCodes.Status401Unauthorized)
            response.Headers.WWWAuthenticate = "Bearer";
        if (problem.RetryAfterSeconds is { } seconds)
            response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);

        if (HttpMethods.IsHead(http.Request.Method))
            return;

        var view = ProblemMapping.View(problem, http.TraceIdentifier);
        var body = JsonSerializer.SerializeToUtf8Bytes(view, Json.ProblemView);
        response.ContentLength = body.Length;
        await response.Body.WriteAsync(body, http.RequestAborted);
    }
}
