using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Cloud.ControlPlane.Iaas.Instances;
using Cloud.ControlPlane.Ports;
using Cloud.Domain.Identity;

namespace Cloud.ControlPlane.Writer;

/// <summary>Hands committed events to those who follow. A follower that is too slow is cut off and resumes from the store.</summary>
public sealed class EventFeed(IClusterStore store)
{
    /// <summary>Events a follower may lag behind before it is cut off.</summary>
    public const int FollowerBacklog = 4_096;

    /// <summary>Events read from the store at once while catching up.</summary>
    public const int PageSize = 500;

    private readonly Lock _gate = new();
    private readonly List<Follower> _followers = [];
    private long _lastPublished;

    private sealed record Follower(ProjectId Project, Channel<EventRecord> Channel);

    /// <summary>
    /// Everything after <paramref name="after"/> (null: from now on), stored events first and then live ones, without gap or repetition.
    /// Ends when the follower lags too far behind; it then resumes from the last sequence it saw.
    /// </summary>
    public async IAsyncEnumerable<EventRecord> FollowAsync(
        ProjectId project, long? after, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var follower = new Follower(project, Channel.CreateBounded<EventRecord>(
            new BoundedChannelOptions(FollowerBacklog) { SingleReader = true, SingleWriter = true, FullMode = BoundedChannelFullMode.Wait }));
        long seen;
        lock (_gate)
        {
            _followers.Add(follower);
            seen = after ?? _lastPublished;
        }

        try
        {
            if (after is not null)
            {
                await foreach (var stored in ReadStoredAsync(project, seen, cancellation))
                {
                    seen = stored.Sequence;
                    yield return stored;
                }
            }

            await foreach (var live in follower.Channel.Reader.ReadAllAsync(cancellation))
            {
                if (live.Sequence <= seen)
                    continue;
                seen = live.Sequence;
                yield return live;
            }
        }
        finally
        {
            lock (_gate)
                _followers.Remove(follower);
        }
    }

    private async IAsyncEnumerable<EventRecord> ReadStoredAsync(ProjectId project, long after, [EnumeratorCancellation] CancellationToken cancellation)
    {
        while (true)
        {
            var page = await store.ReadEventsAsync(project, instance: null, after, PageSize, cancellation);
            foreach (var stored in page)
                yield return stored;
            if (page.Count < PageSize)
                yield break;
            after = page[^1].Sequence;
        }
    }

    /// <summary>Called by the writer alone, after the events are durable.</summary>
    internal void Publish(IReadOnlyList<EventRecord> events)
    {
        if (events.Count == 0)
            return;

        lock (_gate)
        {
            _lastPublished = events[^1].Sequence;
            if (_followers.Count == 0)
                return;
            foreach (var published in events)
                Offer(published);
        }
    }

    /// <summary>
    /// The store is at this event. When that is further than what was published, a batch was stored whose word was lost: followers are cut
    /// off, resume from the store and miss nothing.
    /// </summary>
    internal void Start(long lastSequence)
    {
        lock (_gate)
        {
            if (lastSequence > _lastPublished)
            {
                foreach (var follower in _followers)
                    follower.Channel.Writer.TryComplete();
            }

            _lastPublished = lastSequence;
        }
    }

    private void Offer(EventRecord published)
    {
        foreach (var follower in _followers)
        {
            if (follower.Project == published.Project && !follower.Channel.Writer.TryWrite(published))
                follower.Channel.Writer.TryComplete();
        }
    }
}
