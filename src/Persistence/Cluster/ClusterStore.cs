using Cloud.ControlPlane.Iaas.Instances;
using Cloud.ControlPlane.Ports;
using Cloud.Domain.Identity;
using Cloud.Persistence.Databases;
using Cloud.Persistence.Schema;
using Microsoft.EntityFrameworkCore;

namespace Cloud.Persistence.Cluster;

/// <summary>The durable state of the cells, in either database.</summary>
internal sealed class ClusterStore(Database database) : IClusterStore
{
    private static readonly string SelectOperation = $"select {OperationTable.Table.ColumnList} from operations where id = @id";

    public async Task<IReadOnlyList<CellEpoch>> AcquireAsync(IReadOnlyList<CellId> cells, CancellationToken cancellation)
    {
        using var turn = await database.EnterWriteAsync(cancellation);
        await using var context = database.CreateContext();
        await using var transaction = await context.Database.BeginTransactionAsync(cancellation);
        var epochs = new Dictionary<CellId, long>();

        // In one order everywhere, so that two writers that start together cannot wait for each other in a circle.
        foreach (var cell in cells.Distinct().OrderBy(cell => cell.Value, StringComparer.Ordinal))
        {
            var name = cell.Value;
            epochs[cell] = (await context.Database.SqlQuery<long>(
                $"""insert into cells (id, epoch) values ({name}, 1) on conflict (id) do update set epoch = cells.epoch + 1 returning epoch as "Value" """)
                .ToListAsync(cancellation)).Single();
        }

        await transaction.CommitAsync(cancellation);
        return [.. cells.Select(cell => new CellEpoch(cell, epochs[cell]))];
    }

    public Task<ClusterImage> LoadAsync(CancellationToken cancellation) => ClusterLoader.LoadAsync(database, cancellation);

    public Task CommitAsync(CommitBatch batch, CancellationToken cancellation) => database.CommitAsync(new BatchPlan(batch), cancellation);

    public async Task<OperationRecord?> FindOperationAsync(OperationId id, CancellationToken cancellation) =>
        (await database.QueryAsync(SelectOperation, new Parameter[] { new("id", database.Uuid(id.Value)) }, OperationTable.Read, cancellation))
        .SingleOrDefault();

    public Task<IReadOnlyList<OperationRecord>> ListOperationsAsync(
        ProjectId project, InstanceId? instance, OperationId? before, int limit, CancellationToken cancellation)
    {
        var query = new HistoryQuery(database, OperationTable.Table.Name, OperationTable.Table.ColumnList, project, "instance_id", instance?.Value);
        if (before is { } id)
            query.Where("id < @before", new("before", database.Uuid(id.Value)));

        return query.ReadAsync("id desc", limit, OperationTable.Read, cancellation);
    }

    public Task<IReadOnlyList<EventRecord>> ReadEventsAsync(
        ProjectId project, InstanceId? instance, long after, int limit, CancellationToken cancellation)
    {
        var query = new HistoryQuery(database, EventTable.Table.Name, EventTable.Table.ColumnList, project, "subject_id", instance?.Value);
        query.Where("sequence > @after", new("after", after));
        return query.ReadAsync("sequence", limit, EventTable.Read, cancellation);
    }

    public Task<IReadOnlyList<EventRecord>> ReadRecentEventsAsync(
        ProjectId project, InstanceId? instance, long? before, int limit, CancellationToken cancellation)
    {
        var query = new HistoryQuery(database, EventTable.Table.Name, EventTable.Table.ColumnList, project, "subject_id", instance?.Value);
        if (before is { } sequence)
            query.Where("sequence < @before", new("before", sequence));

        return query.ReadAsync("sequence desc", limit, EventTable.Read, cancellation);
    }

    public Task<long> PurgeAsync(DateTimeOffset idempotencyBefore, DateTimeOffset historyBefore, CancellationToken cancellation) =>
        HistoryPurge.RunAsync(database, UnixTicks.From(idempotencyBefore), UnixTicks.From(historyBefore), cancellation);
}
