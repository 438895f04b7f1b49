using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Cloud.ControlPlane.Telemetry;

public sealed partial class TelemetryStore
{
    private readonly List<Follower> _followers = [];

    private sealed record Follower(TelemetrySubject Subject, IReadOnlyList<SeriesKey> Series, Channel<LivePoint> Channel);

    /// <summary>Whether one more may follow.</summary>
    public bool HasRoomToFollow
    {
        get
        {
            lock (_gate) return _followers.Count < _limits.Followers;
        }
    }

    /// <summary>
    /// The values of a subject after every tick. With <paramref name="after"/>, first the seconds since then that are still kept. Ends when the
    /// follower lags too far behind; it then resumes after the last point it saw.
    /// </summary>
    public async IAsyncEnumerable<LivePoint> FollowAsync(
        TelemetrySubject subject, IReadOnlyList<SeriesKey> series, DateTimeOffset? after, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var channel = Channel.CreateBounded<LivePoint>(new BoundedChannelOptions(TelemetryLimits.FollowerBacklog)
        {
            SingleReader = true,
            SingleWriter = true,
            FullMode = BoundedChannelFullMode.Wait,
        });
        var follower = new Follower(subject, series, channel);
        IReadOnlyList<LivePoint> missed;
        lock (_gate)
        {
            _followers.Add(follower);
            missed = after is { } seen ? Missed(follower, seen) : [];
        }

        try
        {
            foreach (var point in missed) yield return point;
            await foreach (var point in channel.Reader.ReadAllAsync(cancellation)) yield return point;
        }
        finally
        {
            lock (_gate) _followers.Remove(follower);
        }
    }

    /// <summary>The whole seconds after the last point seen, from the history.</summary>
    private List<LivePoint> Missed(Follower follower, DateTimeOffset after)
    {
        var points = new List<LivePoint>();
        if (HistoryOf(follower.Subject) is not { } history) return points;
        var end = (long)Math.Floor(_now);
        var from = Math.Max((long)Math.Ceiling(Seconds(after)), end - 300);
        if (from >= end) return points;
        var read = follower.Series.Select(key => history.Read(key.Index, from, step: 1, (int)(end - from))).ToList();
        for (var i = 0; i < end - from; i++)
        {
            var values = read.ConvertAll(series => series.Mean[i]).ToArray();
            if (values.Length > 0 && !float.IsNaN(values[0])) points.Add(new(Time(from + i + 1), values));
        }

        return points;
    }

    private void Publish()
    {
        foreach (var follower in _followers)
        {
            // Who is watched keeps its past.
            HistoryOf(follower.Subject);
            var values = new float[follower.Series.Count];
            var now = ValuesOf(follower.Subject);
            for (var i = 0; i < values.Length; i++) values[i] = now.IsEmpty ? float.NaN : now[follower.Series[i].Index];
            if (!follower.Channel.Writer.TryWrite(new(Time(_now), values))) follower.Channel.Writer.TryComplete();
        }
    }
}
