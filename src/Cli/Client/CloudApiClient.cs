using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Cloud.Contracts;

namespace Cloud.Cli.Client;

/// <summary>
/// The REST API as methods. Sends the token, an Idempotency-Key with every POST, and tries again where that is safe (<see cref="RetryPolicy"/>).
/// Throws <see cref="CloudProblemException"/> for a refusal and <see cref="CloudUnreachableException"/> when no usable answer came.
/// Thread-safe. The caller owns the <see cref="HttpClient"/>.
/// </summary>
public sealed partial class CloudApiClient(HttpClient http, Uri server, string? token, TimeProvider time, RetryPolicy? retry = null)
{
    private readonly RetryPolicy _retry = retry ?? RetryPolicy.Default;
    private readonly Uri _root = new(server, "/api/v1/");

    /// <summary>Where the server is.</summary>
    public Uri Server { get; } = server;

    private async Task<T> GetAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken cancel)
    {
        using var answer = await SendAsync(HttpMethod.Get, path, () => null, key: null, cancel);
        return await BodyAsync(answer, type, cancel);
    }

    private async Task<ApiAnswer<TOut>> PostAsync<TIn, TOut>(
        string path, TIn body, JsonTypeInfo<TIn> bodyType, JsonTypeInfo<TOut> type, CancellationToken cancel, string? key = null)
    {
        using var answer = await SendAsync(HttpMethod.Post, path, () => JsonContent.Create(body, bodyType), key ?? NewKey(), cancel);
        return await AnswerAsync(answer, type, cancel);
    }

    private async Task<ApiAnswer<T>> ActAsync<T>(HttpMethod method, string path, JsonTypeInfo<T> type, CancellationToken cancel)
    {
        using var answer = await SendAsync(method, path, () => null, method == HttpMethod.Post ? NewKey() : null, cancel);
        return await AnswerAsync(answer, type, cancel);
    }

    private async Task<T> PatchAsync<TIn, T>(string path, TIn body, JsonTypeInfo<TIn> bodyType, JsonTypeInfo<T> type, CancellationToken cancel)
    {
        using var answer = await SendAsync(HttpMethod.Patch, path, () => JsonContent.Create(body, bodyType), key: null, cancel);
        return await BodyAsync(answer, type, cancel);
    }

    private async Task DeleteAsync(string path, CancellationToken cancel)
    {
        using var answer = await SendAsync(HttpMethod.Delete, path, () => null, key: null, cancel);
    }

    private async Task<Answer> SendAsync(HttpMethod method, string path, Func<HttpContent?> content, string? key, CancellationToken cancel)
    {
        for (var attempt = 1; ; attempt++)
        {
            using var request = new HttpRequestMessage(method, new Uri(_root, path)) { Content = content() };
            if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            if (key is not null) request.Headers.Add("Idempotency-Key", key);
            TimeSpan? wait;
            try
            {
                var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
                if (response.IsSuccessStatusCode) return new Answer(response, attempt);
                using (response)
                {
                    var refusal = await ProblemAsync(response, cancel);
                    wait = RetryPolicy.IsTransient(response.StatusCode, refusal.Kind) ? _retry.WaitAfter(attempt, RetryAfter(response)) : null;
                    if (wait is null) throw refusal;
                }
            }
            catch (Exception fault) when (IsLost(fault, cancel))
            {
                wait = _retry.WaitAfter(attempt, retryAfter: null);
                if (wait is null) throw new CloudUnreachableException(Server, Reason(fault), fault);
            }

            await Task.Delay(wait.Value, time, cancel);
        }
    }

    private static bool IsLost(Exception fault, CancellationToken cancel) =>
        fault is HttpRequestException or IOException || (fault is TaskCanceledException && !cancel.IsCancellationRequested);

    private static string Reason(Exception fault) => fault is TaskCanceledException ? "no answer in time" : fault.GetBaseException().Message;

    private TimeSpan? RetryAfter(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date - time.GetUtcNow(),
        _ => null,
    };

    private async Task<CloudProblemException> ProblemAsync(HttpResponseMessage response, CancellationToken cancel)
    {
        ProblemView? problem = null;
        if (response.Content.Headers.ContentType?.MediaType is "application/problem+json")
        {
            try
            {
                problem = await response.Content.ReadFromJsonAsync(ContractsJson.Default.ProblemView, cancel);
            }
            catch (JsonException)
            {
                // Told below from the status alone.
            }
        }

        problem ??= new ProblemView
        {
            Type = "about:blank",
            Title = response.ReasonPhrase ?? "Refused",
            Status = (int)response.StatusCode,
            Detail = $"{Server} answered {(int)response.StatusCode} without a problem document; is this a Cloud server?",
        };
        return new CloudProblemException(problem, RequestId(response) ?? problem.Instance);
    }

    private async Task<T> BodyAsync<T>(Answer answer, JsonTypeInfo<T> type, CancellationToken cancel)
    {
        try
        {
            return await answer.Response.Content.ReadFromJsonAsync(type, cancel) ?? throw new JsonException("an empty document");
        }
        catch (JsonException fault)
        {
            throw new CloudUnreachableException(Server, $"the answer is not what this API sends ({fault.Message})", fault);
        }
    }

    private async Task<ApiAnswer<T>> AnswerAsync<T>(Answer answer, JsonTypeInfo<T> type, CancellationToken cancel) =>
        new(await BodyAsync(answer, type, cancel), answer.Tries, OperationOf(answer.Response), RequestId(answer.Response));

    private static Guid? OperationOf(HttpResponseMessage response) =>
        response.Headers.TryGetValues("Operation-Location", out var values)
        && Guid.TryParse(values.First().AsSpan()[(values.First().LastIndexOf('/') + 1)..], out var id) ? id : null;

    private static string? RequestId(HttpResponseMessage response) =>
        response.Headers.TryGetValues("X-Request-Id", out var values) ? values.First() : null;

    private static string NewKey() => Guid.NewGuid().ToString("N");

    private static string Escape(string segment) => Uri.EscapeDataString(segment);

    private sealed record Answer(HttpResponseMessage Response, int Tries) : IDisposable
    {
        public HttpStatusCode Status => Response.StatusCode;

        public void Dispose() => Response.Dispose();
    }
}
