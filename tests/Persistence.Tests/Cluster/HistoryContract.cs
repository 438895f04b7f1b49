using Cloud.ControlPlane.Iaas.Instances;
using Cloud.Domain.Identity;
using Cloud.Persistence.Cluster;
using Cloud.Persistence.Tests.Support;

namespace Cloud.Persistence.Tests.Cluster;

/// <summary>Reading operations and events page by page, and forgetting them.</summary>
public abstract class HistoryContract(IStoreServer server) : StoreSuite(server)
{
    private static readonly InstanceId One = new(Samples.Id(901));
    private static readonly InstanceId Two = new(Samples.Id(902));
    private static readonly ProjectId Elsewhere = new(Samples.Id(903));

    [Fact]
    public async Task ReadEvents_FromTheLastSeen_GoesOnWithoutGapOrRepetition()
    {
        await using var store = await OpenAsync();
        await store.Cluster.CommitAsync(Samples.Batch(events:
            [.. Enumerable.Range(1, 25).Select(n => Samples.Event(n, n % 3 == 0 ? Two : One) with { Project = n % 5 == 0 ? Elsewhere : Samples.Project })]), Cancel);

        var seen = new List<long>();
        for (long last = 0; ; last = seen[^1])
        {
            var page = await store.Cluster.ReadEventsAsync(Samples.Project, instance: null, last, 6, Cancel);
            seen.AddRange(page.Select(happened => happened.Sequence));
            if (page.Count < 6)
                break;
        }

        Assert.Equal(Enumerable.Range(1, 25).Where(n => n % 5 != 0).Select(n => (long)n), seen);
        Assert.Equal([3, 6, 9, 12], (await store.Cluster.ReadEventsAsync(Samples.Project, Two, 0, 4, Cancel)).Select(happened => happened.Sequence));
        Assert.Empty(await store.Cluster.ReadEventsAsync(Samples.Project, instance: null, 25, 6, Cancel));
    }

    [Fact]
    public async Task ReadRecentEvents_Pages_NewestFirst()
    {
        await using var store = await OpenAsync();
        await store.Cluster.CommitAsync(Samples.Batch(events:
            [.. Enumerable.Range(1, 9).Select(n => Samples.Event(n, n % 3 == 0 ? Two : One)), Samples.Event(10) with { Project = Elsewhere }]), Cancel);

        var first = await store.Cluster.ReadRecentEventsAsync(Samples.Project, instance: null, before: null, 4, Cancel);
        var second = await store.Cluster.ReadRecentEventsAsync(Samples.Project, instance: null, first[^1].Sequence, 40, Cancel);

        Assert.Equal([9, 8, 7, 6], first.Select(happened => happened.Sequence));
        Assert.Equal([5, 4, 3, 2, 1], second.Select(happened => happened.Sequence));
        Assert.Equal([6, 3], (await store.Cluster.ReadRecentEventsAsync(Samples.Project, Two, 9, 4, Cancel)).Select(happened => happened.Sequence));
    }

    [Fact]
    public async Task ListOperations_Pages_NewestFirst()
    {
        await using var store = await OpenAsync();
        await store.Cluster.CommitAsync(Samples.Batch(operations:
            [.. Enumerable.Range(1, 9).Select(n => Samples.Operation(n, n % 3 == 0 ? Two : One)), Samples.Operation(10) with { Project = Elsewhere }]), Cancel);

        var first = await store.Cluster.ListOperationsAsync(Samples.Project, instance: null, before: null, 4, Cancel);
        var second = await store.Cluster.ListOperationsAsync(Samples.Project, instance: null, first[^1].Id, 40, Cancel);

        Assert.Equal(new[] { 9, 8, 7, 6 }.Select(Samples.Id), first.Select(operation => operation.Id.Value));
        Assert.Equal(new[] { 5, 4, 3, 2, 1 }.Select(Samples.Id), second.Select(operation => operation.Id.Value));
        Assert.Equal(
            new[] { 6, 3 }.Select(Samples.Id),
            (await store.Cluster.ListOperationsAsync(Samples.Project, Two, new(Samples.Id(9)), 4, Cancel)).Select(operation => operation.Id.Value));
    }

    [Fact]
    public async Task FindOperation_OpenFinishedUnknown_FindsWhatIsThere()
    {
        await using var store = await OpenAsync();
        var finished = Samples.Operation(1) with { State = OperationState.Succeeded, FinishedAt = Samples.Now };
        await store.Cluster.CommitAsync(Samples.Batch(operations: [finished, Samples.Operation(2)]), Cancel);

        Assert.Equal(Canonical.Of(finished), Canonical.Of(await store.Cluster.FindOperationAsync(new(Samples.Id(1)), Cancel)));
        Assert.Equal(Canonical.Of(Samples.Operation(2)), Canonical.Of(await store.Cluster.FindOperationAsync(new(Samples.Id(2)), Cancel)));
        Assert.Null(await store.Cluster.FindOperationAsync(new(Samples.Id(3)), Cancel));
        Assert.Equal(Samples.Id(2), Assert.Single((await store.Cluster.LoadAsync(Cancel)).OpenOperations).Id.Value);
    }

    [Fact]
    public async Task Purge_OldAndNew_DeletesOnlyTheOldInChunks()
    {
        await using var store = await OpenAsync();
        var many = HistoryPurge.ChunkRows + 20;
        var old = Samples.Now.AddDays(-2);
        var bound = Samples.Now.AddDays(-1);
        await store.Cluster.CommitAsync(
            Samples.Batch(
                operations:
                [
                    .. Enumerable.Range(1, many).Select(n => Samples.Operation(n) with { State = OperationState.Failed, FinishedAt = old }),
                    Samples.Operation(many + 1) with { CreatedAt = old },
                    Samples.Operation(many + 2) with { State = OperationState.Failed, FinishedAt = bound },
                ],
                events: [.. Enumerable.Range(1, many).Select(n => Samples.Event(n) with { At = old }), Samples.Event(many + 1) with { At = bound }],
                idempotency: [.. Enumerable.Range(1, many).Select(n => Samples.Remembered($"{n}") with { CreatedAt = old }), Samples.Remembered("new")]),
            Cancel);

        Assert.Equal(many, await store.Cluster.PurgeAsync(bound, old, Cancel));
        Assert.Equal(2 * many, await store.Cluster.PurgeAsync(bound, bound, Cancel));
        Assert.Equal(0, await store.Cluster.PurgeAsync(bound, bound, Cancel));

        Assert.Equal(many + 1, Assert.Single(await store.Cluster.ReadEventsAsync(Samples.Project, null, 0, 10, Cancel)).Sequence);
        Assert.Equal(
            new[] { many + 2, many + 1 }.Select(Samples.Id),
            (await store.Cluster.ListOperationsAsync(Samples.Project, null, null, 10, Cancel)).Select(operation => operation.Id.Value));
        Assert.NotNull(await store.Idempotency.FindAsync(Samples.User, "new", Cancel));
        Assert.Null(await store.Idempotency.FindAsync(Samples.User, "1", Cancel));
    }

    [Fact]
    public async Task Purge_EveryEventIsOld_KeepsTheLastSequence()
    {
        var options = await Server.CreateAsync();
        await using (var store = await TestStore.OpenAsync(options))
        {
            await store.Cluster.CommitAsync(Samples.Batch(events: [Samples.Event(1), Samples.Event(2), Samples.Event(3)]), Cancel);
            Assert.Equal(2, await store.Cluster.PurgeAsync(Samples.Now, Samples.Now.AddDays(1), Cancel));
        }

        await using var next = await TestStore.OpenAsync(options);
        Assert.Equal(3, (await next.Cluster.LoadAsync(Cancel)).LastEventSequence);
    }
}

public sealed class SqliteHistoryTests(SqliteServer server) : HistoryContract(server);

public sealed class PostgresHistoryTests(PostgresServer server) : HistoryContract(server);
