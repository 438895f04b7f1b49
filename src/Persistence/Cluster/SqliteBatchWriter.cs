using Cloud.ControlPlane.Iaas.Instances;
using Cloud.ControlPlane.Iaas.Preemptions;
using Cloud.ControlPlane.Iaas.Reservations;
using Cloud.ControlPlane.Operator;
using Cloud.ControlPlane.Ports;
using Cloud.ControlPlane.Resources;
using Cloud.Persistence.Databases;
using Cloud.Persistence.Schema;
using Microsoft.Data.Sqlite;
using SQLitePCL;
using ResourceTable = Cloud.Persistence.Schema.ResourceTable;

namespace Cloud.Persistence.Cluster;

/// <summary>Writes a batch row by row with statements that stay prepared. In process a call costs less than any clever statement saves.</summary>
internal sealed class SqliteBatchWriter : IDisposable
{
    private readonly SqliteConnection connection;
    private readonly SqliteCommand begin;
    private readonly SqliteCommand commit;
    private readonly SqliteCommand rollback;
    private readonly SqliteCommand readEpoch;
    private readonly SqliteCommand deleteInstance;
    private readonly SqliteCommand deleteCordon;
    private readonly SqliteCommand deleteResource;
    private readonly SqliteRowStatement<ResourceRecord> insertResource;
    private readonly SqliteRowStatement<ResourceRecord> updateResource;
    private readonly SqliteRowStatement<HostCordon> insertCordon;
    private readonly SqliteCommand deleteReservation;
    private readonly SqliteRowStatement<ReservationRecord> insertReservation;
    private readonly SqliteRowStatement<ReservationRecord> updateReservation;
    private readonly SqliteCommand deletePreemption;
    private readonly SqliteRowStatement<PreemptionRecord> insertPreemption;
    private readonly SqliteRowStatement<InstanceRecord> insertInstance;
    private readonly SqliteRowStatement<InstanceRecord> updateInstance;
    private readonly SqliteRowStatement<OperationRecord> insertOperation;
    private readonly SqliteRowStatement<OperationRecord> updateOperation;
    private readonly SqliteRowStatement<EventRecord> insertEvent;
    private readonly SqliteRowStatement<IdempotencyRecord> insertIdempotency;
    private readonly SqliteRowStatement<UseDelta> insertUse;
    private readonly SqliteRowStatement<UseDelta> addUse;

    public SqliteBatchWriter(SqliteConnection connection)
    {
        this.connection = connection;
        begin = Command("begin immediate");
        commit = Command("commit");
        rollback = Command("rollback");
        readEpoch = Command("select epoch from cells where id = @id", "@id");
        deleteInstance = Command("delete from instances where id = @id", "@id");
        deleteCordon = Command("delete from host_cordons where host = @host", "@host");
        deleteResource = Command("delete from resources where id = @id", "@id");
        insertResource = SqliteRowStatement.Insert(connection, ResourceTable.Table);
        updateResource = SqliteRowStatement.Update(connection, ResourceTable.Table);
        insertCordon = SqliteRowStatement.Insert(connection, CordonTable.Table);
        deleteReservation = Command("delete from reservations where id = @id", "@id");
        insertReservation = SqliteRowStatement.Insert(connection, ReservationTable.Table);
        updateReservation = SqliteRowStatement.Update(connection, ReservationTable.Table);
        deletePreemption = Command("delete from preemptions where instance_id = @id", "@id");
        insertPreemption = SqliteRowStatement.Insert(connection, PreemptionTable.Table);
        insertInstance = SqliteRowStatement.Insert(connection, InstanceTable.Table);
        updateInstance = SqliteRowStatement.Update(connection, InstanceTable.Table);
        insertOperation = SqliteRowStatement.Insert(connection, OperationTable.Table);
        updateOperation = SqliteRowStatement.Update(connection, OperationTable.Table);
        insertEvent = SqliteRowStatement.Insert(connection, EventTable.Table);
        insertIdempotency = SqliteRowStatement.Insert(connection, IdempotencyTable.Table);
        insertUse = SqliteRowStatement.Insert(connection, QuotaUseTable.Table);
        addUse = SqliteRowStatement.Add(connection, QuotaUseTable.Table);
    }

    /// <summary>Commits the batch; when it throws, nothing of it is stored.</summary>
    public void Commit(BatchPlan plan)
    {
        begin.ExecuteNonQuery();
        try
        {
            CheckEpochs(plan);
            Write(plan);
            commit.ExecuteNonQuery();
        }
        catch
        {
            // After some errors (a full disk) SQLite has rolled back on its own.
            if (raw.sqlite3_get_autocommit(connection.Handle) == 0)
                rollback.ExecuteNonQuery();

            throw;
        }
    }

    public void Dispose()
    {
        foreach (var statement in (IDisposable[])
            [
                begin, commit, rollback, readEpoch, deleteInstance, deleteCordon, insertCordon, insertInstance, updateInstance, insertOperation, updateOperation,
                insertEvent, insertIdempotency, insertUse, addUse, deleteReservation, insertReservation, updateReservation, deletePreemption, insertPreemption,
                deleteResource, insertResource, updateResource,
            ])
            statement.Dispose();
    }

    private void CheckEpochs(BatchPlan plan)
    {
        foreach (var (cell, epoch) in plan.Epochs)
        {
            readEpoch.Parameters[0].Value = cell.Value;
            if (readEpoch.ExecuteScalar() is not long highest || highest != epoch)
                throw new FencedException(cell);
        }
    }

    private void Write(BatchPlan plan)
    {
        Delete(InstanceTable.Table.Name, deleteInstance, plan.Deleted.Select(id => id.Value));
        WriteCordons(plan);
        WriteClaims(plan);
        WriteResources(plan);
        insertInstance.ExecuteAll(plan.Created);
        Require(InstanceTable.Table.Name, plan.Updated.Count, updateInstance.ExecuteAll(plan.Updated));
        insertOperation.ExecuteAll(plan.OperationsCreated);
        Require(OperationTable.Table.Name, plan.OperationsUpdated.Count, updateOperation.ExecuteAll(plan.OperationsUpdated));
        insertEvent.ExecuteAll(plan.Events);
        insertIdempotency.ExecuteAll(plan.Idempotency);

        // Not an upsert: the check would refuse the negative row before it became a delta.
        foreach (var use in plan.Use)
        {
            if (addUse.Execute(use) == 0)
                insertUse.Execute(use);
        }
    }

    private void WriteClaims(BatchPlan plan)
    {
        Delete(ReservationTable.Table.Name, deleteReservation, plan.ReservationsEnded.Select(id => id.Value));
        insertReservation.ExecuteAll(plan.Reserved);
        Require(ReservationTable.Table.Name, plan.ReservationsChanged.Count, updateReservation.ExecuteAll(plan.ReservationsChanged));
        Delete(PreemptionTable.Table.Name, deletePreemption, plan.PreemptionsEnded.Select(id => id.Value));
        insertPreemption.ExecuteAll(plan.Preempting);
    }

    private static void Delete(string table, SqliteCommand delete, IEnumerable<Guid> ids)
    {
        var (asked, deleted) = (0, 0);
        foreach (var id in ids)
        {
            delete.Parameters[0].Value = id.ToString("D");
            deleted += delete.ExecuteNonQuery();
            asked++;
        }

        Require(table, asked, deleted);
    }

    private void WriteCordons(BatchPlan plan)
    {
        var opened = 0;
        foreach (var host in plan.Uncordoned)
        {
            deleteCordon.Parameters[0].Value = host.Value;
            opened += deleteCordon.ExecuteNonQuery();
        }

        Require(CordonTable.Table.Name, plan.Uncordoned.Count, opened);
        insertCordon.ExecuteAll(plan.Cordoned);
    }

    private void WriteResources(BatchPlan plan)
    {
        var deleted = 0;
        foreach (var id in plan.ResourcesDeleted)
        {
            deleteResource.Parameters[0].Value = id.Value.ToString("D");
            deleted += deleteResource.ExecuteNonQuery();
        }

        Require(ResourceTable.Table.Name, plan.ResourcesDeleted.Count, deleted);
        insertResource.ExecuteAll(plan.ResourcesCreated);
        Require(ResourceTable.Table.Name, plan.ResourcesUpdated.Count, updateResource.ExecuteAll(plan.ResourcesUpdated));
    }

    private static void Require(string table, int expected, int found)
    {
        if (expected != found)
            throw BatchPlan.Missing(table, expected, found);
    }

    private SqliteCommand Command(string sql, string? parameter = null)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        if (parameter is not null)
            command.Parameters.Add(parameter, SqliteType.Text);

        return command;
    }
}
