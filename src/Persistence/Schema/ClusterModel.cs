using Microsoft.EntityFrameworkCore;

namespace Cloud.Persistence.Schema;

/// <summary>The tables that are written in batches, with the indexes that their reads need and no more: each costs every commit.</summary>
internal static class ClusterModel
{
    public static void Map(ModelBuilder model)
    {
        CellTable.Table.Map(model);
        CordonTable.Table.Map(model);
        ReservationTable.Table.Map(model).HasIndex("project_id", "name").IsUnique();
        PreemptionTable.Table.Map(model);
        InstanceTable.Table.Map(model).HasIndex("project_id", "name").IsUnique();

        ResourceTable.Table.Map(model).HasIndex("project_id", "kind", "name").IsUnique();

        var operations = OperationTable.Table.Map(model);
        operations.HasIndex("project_id", "id");
        operations.HasIndex("instance_id", "id");
        operations.HasIndex("state").HasFilter("state = 'running'");
        operations.HasIndex("finished_at").HasFilter("finished_at is not null");

        var events = EventTable.Table.Map(model);
        events.HasIndex("project_id", "sequence");
        events.HasIndex("subject_id", "sequence");

        IdempotencyTable.Table.Map(model).HasIndex("created_at");
        QuotaUseTable.Table.Map(model).ToTable(table => table.HasCheckConstraint(
            "ck_quota_use_not_negative", "instances >= 0 and vcpus >= 0 and memory_mib >= 0 and disk_gib >= 0"));
    }
}
