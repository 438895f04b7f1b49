using System.Data.Common;
using Cloud.ControlPlane.Iaas.Instances;
using Cloud.ControlPlane.Iaas.Preemptions;
using Cloud.ControlPlane.Iaas.Reservations;
using Cloud.ControlPlane.Operator;
using Cloud.ControlPlane.Ports;
using Cloud.ControlPlane.Resources;
using Cloud.Domain.Identity;
using Cloud.Domain.Tenancy;
using Cloud.Persistence.Schema;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Database = Cloud.Persistence.Databases.Database;
using ResourceTable = Cloud.Persistence.Schema.ResourceTable;

namespace Cloud.Persistence.Cluster;

/// <summary>Reads everything the writer needs in one snapshot, row by row.</summary>
internal static class ClusterLoader
{
    public static async Task<ClusterImage> LoadAsync(Database database, CancellationToken cancellation)
    {
        await using var context = database.CreateContext();
        await using var snapshot = await database.BeginSnapshotAsync(context, cancellation);

        var strings = new StringPool();
        var instances = new List<InstanceRecord>();
        await ReadAsync($"select {InstanceTable.Table.ColumnList} from instances order by id", row => instances.Add(InstanceTable.Read(row, strings)));

        var operations = new List<OperationRecord>();
        await ReadAsync(
            $"select {OperationTable.Table.ColumnList} from operations where state = 'running' order by id",
            row => operations.Add(OperationTable.Read(row)));

        var use = new Dictionary<ProjectId, ResourceCount>();
        await ReadAsync($"select {QuotaUseTable.Table.ColumnList} from quota_use", row => use.Add(
            new ProjectId(row.GetGuid(0)), new ResourceCount(row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4))));

        var tenants = new Dictionary<ProjectId, TenantId>();
        await ReadAsync("select id, tenant_id from projects", row => tenants.Add(new(row.GetGuid(0)), new(row.GetGuid(1))));

        var cordons = new List<HostCordon>();
        await ReadAsync($"select {CordonTable.Table.ColumnList} from host_cordons order by host", row => cordons.Add(CordonTable.Read(row)));

        var reservations = new List<ReservationRecord>();
        await ReadAsync($"select {ReservationTable.Table.ColumnList} from reservations order by id", row => reservations.Add(ReservationTable.Read(row)));

        var preemptions = new List<PreemptionRecord>();
        await ReadAsync($"select {PreemptionTable.Table.ColumnList} from preemptions order by instance_id", row => preemptions.Add(PreemptionTable.Read(row)));

        var resources = new List<ResourceRecord>();
        await ReadAsync($"select {ResourceTable.Table.ColumnList} from resources order by id", row => resources.Add(ResourceTable.Read(row)));

        var last = 0L;
        await ReadAsync("select coalesce(max(sequence), 0) from events", row => last = row.GetInt64(0));
        return new ClusterImage(instances, operations, use, last)
        {
            Tenants = tenants,
            Cordons = cordons,
            Reservations = reservations,
            Preemptions = preemptions,
            Resources = resources,
        };

        async Task ReadAsync(string sql, Action<DbDataReader> take)
        {
            await using var command = context.Database.GetDbConnection().CreateCommand();
            command.CommandText = sql;
            command.Transaction = snapshot.GetDbTransaction();
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            while (await reader.ReadAsync(cancellation))
                take(reader);
        }
    }
}
