using System.Net.Http.Headers;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Cloud.Contracts;

namespace Cloud.Cli.Client;

public sealed partial class CloudApiClient
{
    /// <summary>A stream that was open this long was a good one: its end counts as the first failure.</summary>
    private static readonly TimeSpan StableStream = TimeSpan.FromSeconds(5);

    /// <summary>
    /// The events of a project as they happen, for as long as the caller wants. A broken stream is opened again after the last event seen;
    /// several failures without a single event in between end it.
    /// </summary>
    /// <param name="project">Id or name.</param>
    /// <param name="after">Sequence after which to begin; null begins now.</param>
    /// <param name="cancel">Ends the stream.</param>
    /// <param name="connected">Called each time the stream is open.</param>
    /// <exception cref="CloudProblemException">The server refuses the stream.</exception>
    /// <exception cref="CloudUnreachableException">It cannot be opened (again).</exception>
    public async IAsyncEnumerable<EventView> FollowEventsAsync(
        string project, long? after, [EnumeratorCancellation] CancellationToken cancel, Action? connected = null)
    {
        for (var failures = 1; ; failures++)
        {
            var opened = time.GetTimestamp();
            await using var stream = StreamOnceAsync(project, after, connected, cancel).GetAsyncEnumerator(cancel);
            string? lost = null;
            while (lost is null)
            {
                try
                {
                    if (!await stream.MoveNextAsync()) lost = "the stream of events ended";
                }
                catch (Exception fault) when (IsLost(fault, cancel))
                {
                    lost = Reason(fault);
                }

                if (lost is not null) break;
                (failures, after) = (1, stream.Current.Sequence);
                yield return stream.Current;
            }

            if (time.GetElapsedTime(opened) > StableStream) failures = 1;
            var wait = _retry.WaitAfter(failures, retryAfter: null) ?? throw new CloudUnreachableException(Server, lost);
            await Task.Delay(wait, time, cancel);
        }
    }

    private async IAsyncEnumerable<EventView> StreamOnceAsync(
        string project, long? after, Action? connected, [EnumeratorCancellation] CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_root, $"projects/{Escape(project)}/events"));
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (after is { } sequence) request.Headers.Add("Last-Event-ID", sequence.ToString(System.Globalization.CultureInfo.InvariantCulture));
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
        if (!response.IsSuccessStatusCode)
        {
            var refusal = await ProblemAsync(response, cancel);
            throw RetryPolicy.IsTransient(response.StatusCode, refusal.Kind) ? new HttpRequestException(refusal.Message) : refusal;
        }

        connected?.Invoke();
        await using var body = await response.Content.ReadAsStreamAsync(cancel);
        await foreach (var item in SseParser.Create(body).EnumerateAsync(cancel))
        {
            if (item.Data.Length == 0) continue;
            yield return JsonSerializer.Deserialize(item.Data, ContractsJson.Default.EventView)
                ?? throw new CloudUnreachableException(Server, "an event without content");
        }
    }
}
