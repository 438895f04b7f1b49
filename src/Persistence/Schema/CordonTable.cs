using System.Data.Common;
using Cloud.ControlPlane.Operator;

namespace Cloud.Persistence.Schema;

/// <summary>Hosts that are cordoned: a row each.</summary>
internal static class CordonTable
{
    public static readonly Table<HostCordon> Table = new("host_cordons", keyLength: 1,
        new("host", ColumnType.Text, c => c.Host.Value),
        new("cell", ColumnType.Text, c => c.Cell.Value),
        new("reason", ColumnType.Text, c => c.Reason, IsNullable: true),
        new("cordoned_by", ColumnType.Uuid, c => c.By.Value),
        new("cordoned_at", ColumnType.Integer, c => UnixTicks.From(c.Since)),
        new("drain", ColumnType.Json, c => c.Drain is null ? null : StoreJson.Write(c.Drain, StoreJson.Default.HostDrain), IsNullable: true));

    /// <summary>Reads a row selected with the table's column list.</summary>
    public static HostCordon Read(DbDataReader row) => new(
        new(row.GetString(0)), new(row.GetString(1)), row.IsDBNull(2) ? null : row.GetString(2), new(row.GetGuid(3)), UnixTicks.ToTime(row.GetInt64(4)))
    {
        Drain = row.IsDBNull(5) ? null : StoreJson.Read(row, 5, StoreJson.Default.HostDrain),
    };
}
