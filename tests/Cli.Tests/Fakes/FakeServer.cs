using System.Net;
using System.Text;
using System.Text.Json;

namespace Cloud.Cli.Tests.Fakes;

/// <summary>What the command sent.</summary>
internal sealed record Sent(HttpMethod Method, string Path, string Body, Dictionary<string, string> Headers)
{
    public string Line => $"{Method} {Path}";
}

/// <summary>Answers requests by method and path (with query); records all of them.</summary>
internal sealed class FakeServer : HttpMessageHandler
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);
    private readonly Dictionary<string, Queue<Func<Sent, HttpResponseMessage>>> _answers = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();

    public List<Sent> Requests { get; } = [];

    /// <summary>Answers for anything not scripted.</summary>
    public Func<Sent, HttpResponseMessage?> Otherwise { get; set; } = _ => null;

    /// <summary>Scripts one answer; several for the same line are used in order, the last one for ever.</summary>
    public FakeServer On(string line, Func<Sent, HttpResponseMessage> answer)
    {
        if (!_answers.TryGetValue(line, out var queue)) _answers.Add(line, queue = new());
        queue.Enqueue(answer);
        return this;
    }

    public FakeServer On(string line, object body, HttpStatusCode status = HttpStatusCode.OK) => On(line, _ => Json(body, status));

    public static HttpResponseMessage Json(object body, HttpStatusCode status = HttpStatusCode.OK, string type = "application/json") => new(status)
    {
        Content = new StringContent(JsonSerializer.Serialize(body, body.GetType(), Web), Encoding.UTF8, type),
    };

    public static HttpResponseMessage Problem(object problem, HttpStatusCode status, string requestId = "req-7")
    {
        var response = Json(problem, status, "application/problem+json");
        response.Headers.Add("X-Request-Id", requestId);
        return response;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var headers = request.Headers.ToDictionary(header => header.Key, header => string.Join(',', header.Value), StringComparer.OrdinalIgnoreCase);
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        var sent = new Sent(request.Method, request.RequestUri!.PathAndQuery.Replace("/api/v1", "", StringComparison.Ordinal), body, headers);
        lock (_lock)
        {
            Requests.Add(sent);
            if (_answers.TryGetValue(sent.Line, out var queue)) return (queue.Count > 1 ? queue.Dequeue() : queue.Peek())(sent);
        }

        return Otherwise(sent) ?? throw new InvalidOperationException($"nothing is scripted for {sent.Line}");
    }
}
