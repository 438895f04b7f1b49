using Cloud.ControlPlane.Ports;
using Cloud.Domain.Identity;
using Cloud.Persistence.Databases;
using Cloud.Persistence.Schema;
using Npgsql;
using NpgsqlTypes;

namespace Cloud.Persistence.Cluster;

/// <summary>Writes a batch in one round trip (and a second for the commit): one statement per table, each with arrays of values.</summary>
internal static class PostgresBatchWriter
{
    /// <summary>Commits the batch; when it throws, nothing of it is stored.</summary>
    public static async Task CommitAsync(NpgsqlDataSource source, BatchPlan plan, CancellationToken cancellation)
    {
        await using var connection = await source.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await using var batch = new NpgsqlBatch(connection, transaction);
        var expected = Fill(batch, plan);
        await ExecuteAsync(batch, plan, cancellation);
        for (var i = 0; i < expected.Count; i++)
        {
            var (table, rows) = expected[i];
            var found = (long)batch.BatchCommands[i].RecordsAffected;
            if (rows is { } count && found != count)
                throw BatchPlan.Missing(table, count, found);
        }

        await transaction.CommitAsync(cancellation);
    }

    /// <summary>Adds the statements; returns for each the rows it must change, where that is known beforehand.</summary>
    private static List<(string Table, long? Rows)> Fill(NpgsqlBatch batch, BatchPlan plan)
    {
        var expected = new List<(string, long?)>();
        Add(CellTable.Table.Name, LockEpochs(plan.Epochs), rows: null);
        if (plan.Deleted.Count > 0)
            Add(InstanceTable.Table.Name, DeleteInstances(plan), plan.Deleted.Count);

        if (plan.Uncordoned.Count > 0)
            Add(CordonTable.Table.Name, DeleteCordons(plan), plan.Uncordoned.Count);

        if (plan.ResourcesDeleted.Count > 0)
            Add(ResourceTable.Table.Name, DeleteResources(plan), plan.ResourcesDeleted.Count);

        Insert(ResourceTable.Table, plan.ResourcesCreated);
        Update(ResourceTable.Table, plan.ResourcesUpdated);
        Insert(CordonTable.Table, plan.Cordoned);
        Delete("reservations", "id", [.. plan.ReservationsEnded.Select(id => id.Value)]);
        Insert(ReservationTable.Table, plan.Reserved);
        Update(ReservationTable.Table, plan.ReservationsChanged);
        Delete("preemptions", "instance_id", [.. plan.PreemptionsEnded.Select(id => id.Value)]);
        Insert(PreemptionTable.Table, plan.Preempting);
        Insert(InstanceTable.Table, plan.Created);
        Update(InstanceTable.Table, plan.Updated);
        Insert(OperationTable.Table, plan.OperationsCreated);
        Update(OperationTable.Table, plan.OperationsUpdated);
        Insert(EventTable.Table, plan.Events);
        Insert(IdempotencyTable.Table, plan.Idempotency);
        if (plan.Use.Count > 0)
        {
            // Not one upsert: the check would refuse the negative row before it became a delta.
            Add(QuotaUseTable.Table.Name, PostgresTableStatement.EnsureZero(QuotaUseTable.Table, plan.Use), rows: null);
            Add(QuotaUseTable.Table.Name, PostgresTableStatement.Add(QuotaUseTable.Table, plan.Use), plan.Use.Count);
        }

        return expected;

        void Delete(string table, string key, Guid[] ids)
        {
            if (ids.Length > 0)
                Add(table, new($"delete from {table} where {key} = any($1)") { Parameters = { new NpgsqlParameter<Guid[]> { TypedValue = ids } } }, ids.Length);
        }

        void Insert<T>(Table<T> table, IReadOnlyList<T> records)
        {
            if (records.Count > 0)
                Add(table.Name, PostgresTableStatement.Insert(table, records), rows: null);
        }

        void Update<T>(Table<T> table, IReadOnlyList<T> records)
        {
            if (records.Count > 0)
                Add(table.Name, PostgresTableStatement.Update(table, records), records.Count);
        }

        void Add(string table, NpgsqlBatchCommand command, long? rows)
        {
            batch.BatchCommands.Add(command);
            expected.Add((table, rows));
        }
    }

    /// <summary>Reads the epochs and holds them: whoever wants to raise one waits until this transaction has ended.</summary>
    private static NpgsqlBatchCommand LockEpochs(IReadOnlyList<CellEpoch> epochs) =>
        new("select id, epoch from cells where id = any($1) order by id for share")
        {
            Parameters =
            {
                new NpgsqlParameter<string[]>
                {
                    TypedValue = [.. epochs.Select(epoch => epoch.Cell.Value)],
                    NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text,
                },
            },
        };

    private static NpgsqlBatchCommand DeleteInstances(BatchPlan plan) =>
        new("delete from instances where id = any($1)")
        {
            Parameters = { new NpgsqlParameter<Guid[]> { TypedValue = [.. plan.Deleted.Select(id => id.Value)] } },
        };

    private static NpgsqlBatchCommand DeleteResources(BatchPlan plan) =>
        new("delete from resources where id = any($1)")
        {
            Parameters = { new NpgsqlParameter<Guid[]> { TypedValue = [.. plan.ResourcesDeleted.Select(id => id.Value)] } },
        };

    private static NpgsqlBatchCommand DeleteCordons(BatchPlan plan) =>
        new("delete from host_cordons where host = any($1)")
        {
            Parameters = { new NpgsqlParameter<string[]> { TypedValue = [.. plan.Uncordoned.Select(host => host.Value)] } },
        };

    /// <summary>The epochs are the first result: a fenced writer learns that, even when what follows fails as well.</summary>
    private static async Task ExecuteAsync(NpgsqlBatch batch, BatchPlan plan, CancellationToken cancellation)
    {
        CellId? fenced = null;
        try
        {
            await using var reader = await batch.ExecuteReaderAsync(cancellation);
            var highest = new Dictionary<string, long>(StringComparer.Ordinal);
            while (await reader.ReadAsync(cancellation))
                highest.Add(reader.GetString(0), reader.GetInt64(1));

            foreach (var (cell, epoch) in plan.Epochs)
            {
                if (highest.GetValueOrDefault(cell.Value) != epoch)
                    fenced ??= cell;
            }

            while (await reader.NextResultAsync(cancellation))
            {
            }
        }
        catch (PostgresException) when (fenced is not null)
        {
        }

        if (fenced is { } lost)
            throw new FencedException(lost);
    }
}
