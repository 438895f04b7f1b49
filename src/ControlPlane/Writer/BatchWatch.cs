using System.Diagnostics;
using Cloud.ControlPlane.Core;
using Cloud.ControlPlane.Pipeline;

namespace Cloud.ControlPlane.Writer;

/// <summary>
/// Spans and durations of one batch of the writer. A batch serves many requests, so its span is a root that links to theirs; commit and
/// commands are its children.
/// </summary>
internal readonly struct BatchWatch : IDisposable
{
    private readonly TimeProvider _clock;
    private readonly Activity? _batch;
    private readonly long _began;
    private readonly int _items;

    private BatchWatch(TimeProvider clock, Activity? batch, int items) => (_clock, _batch, _began, _items) = (clock, batch, clock.GetTimestamp(), items);

    public static BatchWatch Begin(TimeProvider clock, IReadOnlyList<WriterItem> items)
    {
        if (!ControlPlaneTelemetry.Source.HasListeners()) return new(clock, batch: null, items.Count);
        Activity.Current = null;
        var links = items.Where(item => item.Asked != default).Select(item => new ActivityLink(item.Asked)).ToList();
        var batch = ControlPlaneTelemetry.Source.StartActivity("writer.batch", ActivityKind.Consumer, parentContext: default, links: links);
        batch?.SetTag("cloud.writer.items", items.Count);
        return new(clock, batch, items.Count);
    }

    /// <summary>Watches the transaction.</summary>
    public async Task CommitAsync(Func<Task> commit)
    {
        using var span = ControlPlaneTelemetry.Source.StartActivity("store.commit", ActivityKind.Client);
        var began = _clock.GetTimestamp();
        try
        {
            await commit();
        }
        catch (Exception failure)
        {
            span?.SetStatus(ActivityStatusCode.Error, failure.GetType().Name);
            ControlPlaneTelemetry.FailedBatches.Add(1);
            throw;
        }

        ControlPlaneTelemetry.CommitDuration.Record(_clock.GetElapsedTime(began).TotalSeconds);
    }

    /// <summary>Counts events, and watches commands on their way to hosts: one span each.</summary>
    public static void Sent(ChangeSet changes)
    {
        ControlPlaneTelemetry.Events.Add(changes.Events.Count);
        if (!ControlPlaneTelemetry.HostCommands.Enabled && !ControlPlaneTelemetry.Source.HasListeners()) return;
        foreach (var command in changes.Commands)
        {
            var kind = command.GetType().Name;
            using var span = ControlPlaneTelemetry.Source.StartActivity("host.command", ActivityKind.Producer);
            span?.SetTag("cloud.host", command.Host.Value).SetTag("cloud.command", kind);
            ControlPlaneTelemetry.HostCommands.Add(1, new KeyValuePair<string, object?>("cloud.command", kind));
        }
    }

    public void Dispose()
    {
        ControlPlaneTelemetry.BatchItems.Record(_items);
        ControlPlaneTelemetry.BatchDuration.Record(_clock.GetElapsedTime(_began).TotalSeconds);
        _batch?.Dispose();
    }
}
