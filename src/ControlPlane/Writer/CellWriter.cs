using System.Threading.Channels;
using Cloud.ControlPlane.Core;
using Cloud.ControlPlane.Hosts;
using Cloud.ControlPlane.Operator;
using Cloud.ControlPlane.Ports;
using Cloud.ControlPlane.Problems;
using Microsoft.Extensions.Logging;

namespace Cloud.ControlPlane.Writer;

/// <summary>
/// The one writer of the cells it has acquired. Requests and host reports queue up while a batch is being made durable and form the next
/// batch: decided one after another against memory, committed in one transaction, then published, sent to hosts and answered.
/// </summary>
public sealed class CellWriter(
    RegionDescription region, IClusterStore store, IHostGateway gateway, ClusterView view, EventFeed feed, TimeProvider clock, ILogger<CellWriter> log)
    : IHostReports
{
    /// <summary>Requests and reports waiting for the writer; more are refused with 503.</summary>
    public const int InboxCapacity = 65_536;

    /// <summary>Items decided per transaction: keeps the time to the first answer bounded.</summary>
    public const int MaxBatch = 512;

    private static readonly Problem Busy = new(ProblemKind.Unavailable, "The control plane has too much to do; nothing was changed.") { RetryAfterSeconds = 1 };
    private static readonly Problem NotStored = new(ProblemKind.Unavailable, "The store did not confirm the change, and whether it was made is not known. Repeat it with the same Idempotency-Key.") { RetryAfterSeconds = 1 };
    private static readonly Problem Stopping = new(ProblemKind.Unavailable, "The control plane is stopping; nothing was changed.") { RetryAfterSeconds = 5 };

    private readonly Channel<WriterItem> _inbox = Channel.CreateBounded<WriterItem>(
        new BoundedChannelOptions(InboxCapacity) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    private readonly List<WriterItem> _batch = new(MaxBatch);
    private IReadOnlyList<CellEpoch> _epochs = [];
    private ClusterState? _state;
    private CancellationToken _stopping;

    /// <summary>The zones a request may name.</summary>
    public IReadOnlyList<Domain.Identity.ZoneId> Zones { get; } = [.. region.Zones.Select(zone => zone.Id)];

    /// <summary>Whether the writer holds its cells and serves.</summary>
    public bool IsReady { get; private set; }

    /// <summary>Acquires the cells (fencing any earlier writer), rebuilds memory from the store and publishes it.</summary>
    public async Task<ClusterState> StartAsync(CancellationToken cancellation)
    {
        _epochs = await store.AcquireAsync([.. region.Zones.Select(zone => zone.Cell)], cancellation);
        await ReloadAsync(cancellation);
        IsReady = true;
        return _state!;
    }

    /// <summary>Decides, commits, publishes, until cancelled. What is decided is finished before it returns.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        _stopping = cancellation;
        try
        {
            while (await _inbox.Reader.WaitToReadAsync(cancellation))
                await RunBatchAsync();
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            log.LogDebug("The writer stops.");
        }
        finally
        {
            IsReady = false;
            _inbox.Writer.TryComplete();
            while (_inbox.Reader.TryRead(out var item))
                item.Fail(Stopping);
        }
    }

    /// <summary>Queues a decision and waits until it is durable and visible.</summary>
    internal Task<Outcome<T>> DecideAsync<T>(Func<ClusterState, ChangeSet, DateTimeOffset, Outcome<T>> decide)
    {
        var item = new DecisionItem<T>(decide);
        if (!_inbox.Writer.TryWrite(item))
            item.Fail(IsReady ? Busy : Stopping);
        return item.Task;
    }

    /// <summary>Reads the writer's own state (ledger included) between two decisions.</summary>
    internal Task<Outcome<T>> ReadAsync<T>(Func<ClusterState, Outcome<T>> read) => DecideAsync((current, _, _) => read(current));

    public bool TryReport(HostReport report) => _inbox.Writer.TryWrite(new ReportItem(report));

    public bool TryReport(HostUsage usage) => _inbox.Writer.TryWrite(new UsageItem(usage));

    /// <summary>Gives the reconciler its turn; false when the inbox is full (then it comes later).</summary>
    public bool TryReconcile() => _inbox.Writer.TryWrite(new ReconcileItem());

    private async Task RunBatchAsync()
    {
        _batch.Clear();
        while (_batch.Count < MaxBatch && _inbox.Reader.TryRead(out var item))
            _batch.Add(item);

        using var watch = BatchWatch.Begin(clock, _batch);
        var changes = new ChangeSet(_state!);
        try
        {
            var now = clock.GetUtcNow();
            foreach (var item in _batch)
                item.Decide(_state!, changes, now);
            if (changes.HasDurableChanges)
                await watch.CommitAsync(() => store.CommitAsync(changes.ToBatch(_epochs), CancellationToken.None));
        }
        catch (FencedException)
        {
            FailBatch();
            throw;
        }
        catch (Exception failure)
        {
            log.LogError(failure, "A batch of {Count} was not stored; memory is rebuilt from the store.", _batch.Count);
            FailBatch();
            await RecoverAsync();
            return;
        }

        view.Publish(changes, _state!);
        feed.Publish(changes.Events);
        BatchWatch.Sent(changes);
        if (changes.Commands.Count > 0)
            gateway.Send(changes.Commands);
        foreach (var item in _batch)
            item.Complete();
    }

    private void FailBatch()
    {
        foreach (var item in _batch)
            item.Fail(NotStored);
    }

    /// <summary>Rebuilds memory as soon as the store answers again; until then every request waits in the inbox.</summary>
    private async Task RecoverAsync()
    {
        IsReady = false;
        for (var attempt = 1; !IsReady; attempt++)
        {
            try
            {
                await ReloadAsync(CancellationToken.None);
                IsReady = true;
            }
            catch (Exception failure) when (failure is not RegionMismatchException)
            {
                log.LogError(failure, "The store does not answer (attempt {Attempt}).", attempt);
                await Task.Delay(TimeSpan.FromSeconds(Math.Min(attempt, 10)), clock, _stopping);
            }
        }
    }

    private async Task ReloadAsync(CancellationToken cancellation)
    {
        _state = ClusterState.Rebuild(region, await store.LoadAsync(cancellation));
        view.Load(_state);
        feed.Start(_state.LastEventSequence);
    }
}
