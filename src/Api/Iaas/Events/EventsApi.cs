using System.Globalization;
using System.Runtime.CompilerServices;
using Cloud.Api.Http;
using Cloud.Api.Http.Json;
using Cloud.Api.Http.Problems;
using Cloud.Api.Http.Requests;
using Cloud.Contracts;
using Cloud.ControlPlane.Iaas.Instances;
using Cloud.ControlPlane.Problems;
using Cloud.Domain.Identity;
using Mediator;

namespace Cloud.Api.Iaas.Events;

/// <summary>What happened in a project: as pages, or as a stream of server-sent events.</summary>
internal static class EventsApi
{
    public const string StreamType = "text/event-stream";
    public const string LastEventId = "Last-Event-ID";

    public static void MapEvents(this IEndpointRouteBuilder api) =>
        api.MapGet("/projects/{project}/events", ReadOrFollow)
            .ForUseCase<FollowEvents>(
                "event_list",
                "List or follow events",
                "With `Accept: text/event-stream` a stream: what is stored after `Last-Event-ID` first, then live without a gap; without the header only what "
                + "comes from now on. A comment is sent every 15 seconds. A client that is too slow is cut off and resumes. Otherwise a page, newest first.")
            .Takes(QueryParameters.Instance, QueryParameters.Limit, QueryParameters.Cursor)
            .Produces<PageView<EventView>>(StatusCodes.Status200OK, "application/json", StreamType)
            .DisableRequestTimeout()
            .WithTags("Events");

    private static async Task<IResult> ReadOrFollow(HttpContext http, ISender sender, EventStream stream, CancellationToken cancellation)
    {
        if (!WantsStream(http.Request))
            return await ListAsync(http, sender, cancellation);

        var outcome = await sender.Send(new FollowEvents(http.Project(), Resume(http.Request)), cancellation);
        return outcome.TryGet(out var events, out var problem) ? stream.Of(Events(events, cancellation), CloudJson.Default.EventView) : new ProblemResult(problem);
    }

    private static async IAsyncEnumerable<ServerSentEvent<EventView>> Events(
        IAsyncEnumerable<EventRecord> events, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        await foreach (var happened in events.WithCancellation(cancellation))
            yield return new(happened.Sequence, happened.Type, happened.ToView());
    }

    private static async Task<IResult> ListAsync(HttpContext http, ISender sender, CancellationToken cancellation)
    {
        var query = new QueryReader(http.Request);
        var request = new ListEvents(
            http.Project(),
            query.Id(QueryParameters.Instance) is { } instance ? new InstanceId(instance) : null,
            query.Cursor<long>(TryParseSequence),
            query.Limit());
        query.Check();
        return (await sender.Send(request, cancellation)).Ok(page => page.ToView(EventMapping.ToView));
    }

    /// <summary>Whether the client asks for a stream.</summary>
    public static bool WantsStream(HttpRequest request)
    {
        foreach (var accept in request.Headers.Accept)
        {
            if (accept?.Contains(StreamType, StringComparison.OrdinalIgnoreCase) == true)
                return true;
        }

        return false;
    }

    private static long? Resume(HttpRequest request)
    {
        var header = request.Headers[LastEventId];
        if (header.Count == 0)
            return null;
        if (header.Count == 1 && TryParseSequence(header[0]!, out var sequence))
            return sequence;
        throw new RefusedException(Problem.Invalid(new FieldError(LastEventId, "is not the id of an event", "0, or the id of an event of this stream")));
    }

    private static bool TryParseSequence(string text, out long sequence) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out sequence);
}
