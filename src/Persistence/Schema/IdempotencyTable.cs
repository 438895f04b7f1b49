using System.Data.Common;
using Cloud.ControlPlane.Ports;

namespace Cloud.Persistence.Schema;

/// <summary>Remembered answers. The user and the key together are unique.</summary>
internal static class IdempotencyTable
{
    public static readonly Table<IdempotencyRecord> Table = new("idempotency", keyLength: 2,
        new("user_id", ColumnType.Uuid, r => r.User.Value),
        new("key", ColumnType.Text, r => r.Key),
        new("fingerprint", ColumnType.Bytes, r => r.Fingerprint),
        new("result", ColumnType.Bytes, r => r.Result),
        new("created_at", ColumnType.Integer, r => UnixTicks.From(r.CreatedAt)));

    /// <summary>Reads a row selected with the table's column list.</summary>
    public static IdempotencyRecord Read(DbDataReader row) => new(
        new(row.GetGuid(0)), row.GetString(1), (byte[])row.GetValue(2), (byte[])row.GetValue(3), UnixTicks.ToTime(row.GetInt64(4)));
}
