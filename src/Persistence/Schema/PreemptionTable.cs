using System.Data.Common;
using Cloud.ControlPlane.Iaas.Preemptions;

namespace Cloud.Persistence.Schema;

/// <summary>Instances that wait until spot instances have left their host: a row each, written once.</summary>
internal static class PreemptionTable
{
    public static readonly Table<PreemptionRecord> Table = new("preemptions", keyLength: 1,
        new("instance_id", ColumnType.Uuid, p => p.Instance.Value),
        new("priority", ColumnType.Integer, p => (long)p.Priority, IsFixed: true),
        new("due_at", ColumnType.Integer, p => UnixTicks.From(p.Due), IsFixed: true),
        new("decided_at", ColumnType.Integer, p => UnixTicks.From(p.Since), IsFixed: true),
        new("placement", ColumnType.Json, p => StoreJson.Write(p.Placement, StoreJson.Default.HostPlacement), IsFixed: true),
        new("victims", ColumnType.Json, p => StoreJson.Write(p.Victims, StoreJson.Default.IReadOnlyListPreemptionVictim), IsFixed: true));

    /// <summary>Reads a row selected with the table's column list.</summary>
    public static PreemptionRecord Read(DbDataReader row) => new(
        new(row.GetGuid(0)),
        StoreJson.Read(row, 4, StoreJson.Default.HostPlacement),
        StoreJson.Read(row, 5, StoreJson.Default.IReadOnlyListPreemptionVictim),
        row.GetInt32(1),
        UnixTicks.ToTime(row.GetInt64(2)),
        UnixTicks.ToTime(row.GetInt64(3)));
}
