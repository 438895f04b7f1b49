using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Cloud.Api.Access;
using Cloud.ControlPlane.Pipeline;
using Microsoft.AspNetCore.Http.Features;

namespace Cloud.Api.Iaas.Events;

/// <summary>One event: its id, with which a client resumes, its type and its data.</summary>
internal readonly record struct ServerSentEvent<T>(long Id, string Type, T Data);

/// <summary>
/// Writes server-sent events until the client leaves, the feed ends, the caller loses the right to listen or the server stops. Written by hand
/// rather than with TypedResults.ServerSentEvents, which cannot send comments: without a heartbeat proxies cut quiet streams.
/// </summary>
internal sealed class EventStream(IHostApplicationLifetime lifetime, TimeProvider time, CallerSource callers)
{
    public static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    private static readonly byte[] Opening = "retry: 2000\n\n"u8.ToArray();
    private static readonly byte[] HeartbeatComment = ": heartbeat\n\n"u8.ToArray();

    public IResult Of<T>(IAsyncEnumerable<ServerSentEvent<T>> events, JsonTypeInfo<T> type) => new Result<T>(this, events, type);

    private async Task WriteAsync<T>(HttpContext http, IAsyncEnumerable<ServerSentEvent<T>> events, JsonTypeInfo<T> type)
    {
        http.Response.ContentType = EventsApi.StreamType;
        http.Response.Headers.CacheControl = "no-store, no-transform";
        http.Response.Headers["X-Accel-Buffering"] = "no";
        http.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, lifetime.ApplicationStopping);
        try
        {
            await PumpAsync(http, events, type, ending.Token);
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // The client has left or the server stops: the stream just ends, and the client resumes from the last id it saw.
        }
    }

    private async Task PumpAsync<T>(HttpContext http, IAsyncEnumerable<ServerSentEvent<T>> events, JsonTypeInfo<T> type, CancellationToken ending)
    {
        var writer = http.Response.BodyWriter;
        var caller = http.RequestServices.GetRequiredService<CallContext>().RequiredCaller;
        using var json = new Utf8JsonWriter(writer);
        await writer.WriteAsync(Opening, ending);

        await using var source = events.GetAsyncEnumerator(ending);
        var next = source.MoveNextAsync().AsTask();
        while (callers.MayStill(caller))
        {
            if (!next.IsCompleted)
            {
                await writer.FlushAsync(ending);
                if (await IsQuietAsync(next, ending))
                {
                    writer.Write(HeartbeatComment);
                    continue;
                }
            }

            if (!await next)
                break;
            Write(writer, json, source.Current, type);
            next = source.MoveNextAsync().AsTask();
        }

        await writer.FlushAsync(ending);
        await AbandonAsync(next);
    }

    /// <summary>True when nothing came for one heartbeat.</summary>
    private async Task<bool> IsQuietAsync(Task<bool> next, CancellationToken ending)
    {
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(ending);
        var quiet = Task.Delay(Heartbeat, time, waiting.Token);
        var first = await Task.WhenAny(next, quiet);
        await waiting.CancelAsync();
        return first == quiet && !ending.IsCancellationRequested;
    }

    private static async Task AbandonAsync(Task<bool> next)
    {
        if (!next.IsCompleted)
            throw new OperationCanceledException("The caller may no longer listen.");
        await next;
    }

    private static void Write<T>(PipeWriter writer, Utf8JsonWriter json, ServerSentEvent<T> happened, JsonTypeInfo<T> type)
    {
        writer.Write("id: "u8);
        Encoding.ASCII.GetBytes(happened.Id.ToString(CultureInfo.InvariantCulture), writer);
        writer.Write("\nevent: "u8);
        Encoding.UTF8.GetBytes(happened.Type, writer);
        writer.Write("\ndata: "u8);
        json.Reset(writer);
        JsonSerializer.Serialize(json, happened.Data, type);
        json.Flush();
        writer.Write("\n\n"u8);
    }

    private sealed class Result<T>(EventStream stream, IAsyncEnumerable<ServerSentEvent<T>> events, JsonTypeInfo<T> type) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext) => stream.WriteAsync(httpContext, events, type);
    }
}
