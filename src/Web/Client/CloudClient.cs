using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Cloud.Contracts;

namespace Cloud.Web.Client;

/// <summary>Typed <see cref="HttpClient"/> over the public API. Problems come back as values.</summary>
public sealed class CloudClient(HttpClient http, CallLog log) : ICloudClient
{
    internal static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public async Task<Reply<T>> SendAsync<T>(ApiCall<T> call, CancellationToken cancellationToken = default)
    {
        log.Add(call);
        try
        {
            using var request = Request(call);
            using var response = await http.SendAsync(request, cancellationToken);
            var requestId = response.Headers.TryGetValues("X-Request-Id", out var values) ? values.FirstOrDefault() : null;
            if (!response.IsSuccessStatusCode)
                return Reply<T>.Refused(await ProblemOfAsync(response, requestId, cancellationToken), requestId);
            if (typeof(T) == typeof(NoContent))
                return Reply<T>.Of((T)(object)NoContent.Value, requestId);

            var value = await response.Content.ReadFromJsonAsync<T>(Json, cancellationToken);
            return value is null
                ? Reply<T>.Refused(Unexpected("The answer was empty.", requestId), requestId)
                : Reply<T>.Of(value, requestId);
        }
        catch (Exception e) when (e is HttpRequestException or JsonException || (e is TaskCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return Reply<T>.Refused(Unreachable(e));
        }
    }

    private static HttpRequestMessage Request(ApiCall call)
    {
        var request = new HttpRequestMessage(call.Method, call.Path);
        if (call.Body is not null)
            request.Content = JsonContent.Create(call.Body, call.Body.GetType(), options: Json);
        if (call.IdempotencyKey is not null)
            request.Headers.Add("Idempotency-Key", call.IdempotencyKey);
        if (call.IfMatch is { } version)
            request.Headers.IfMatch.Add(new EntityTagHeaderValue($"\"v{version}\""));
        return request;
    }

    private static async Task<ProblemView> ProblemOfAsync(HttpResponseMessage response, string? requestId, CancellationToken cancellationToken)
    {
        if (response.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.Ordinal) == true
            && await response.Content.ReadFromJsonAsync<ProblemView>(Json, cancellationToken) is { } problem)
            return problem;
        return new ProblemView
        {
            Type = response.StatusCode == HttpStatusCode.Unauthorized ? "/problems/unauthenticated" : "about:blank",
            Title = response.ReasonPhrase ?? "The request failed",
            Status = (int)response.StatusCode,
            Instance = requestId,
        };
    }

    private static ProblemView Unexpected(string detail, string? requestId) =>
        new() { Type = "/problems/internal", Title = "The API's answer could not be read", Status = 502, Detail = detail, Instance = requestId };

    private static ProblemView Unreachable(Exception cause) => cause is JsonException
        ? Unexpected("It was not the JSON this portal expects.", null)
        : new() { Type = "/problems/unavailable", Title = "The API does not answer", Status = 503, Detail = "The portal could not reach the API." };
}
