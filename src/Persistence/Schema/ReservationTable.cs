using System.Data.Common;
using Cloud.ControlPlane.Iaas.Reservations;
using Cloud.Domain.Iaas;

namespace Cloud.Persistence.Schema;

/// <summary>Capacity reservations with their free places. A claim and a return rewrite the row.</summary>
internal static class ReservationTable
{
    public static readonly Table<ReservationRecord> Table = new("reservations", keyLength: 1,
        new("id", ColumnType.Uuid, r => r.Id.Value),
        new("project_id", ColumnType.Uuid, r => r.Project.Value, IsFixed: true),
        new("name", ColumnType.Text, r => r.Name, IsFixed: true),
        new("kind", ColumnType.Text, r => r.Kind.Name(), IsFixed: true),
        new("flavor", ColumnType.Text, r => r.Flavor.Value, IsFixed: true),
        new("cell", ColumnType.Text, r => r.Cell.Value, IsFixed: true),
        new("zone", ColumnType.Text, r => r.Zone.Value, IsFixed: true),
        new("count", ColumnType.Integer, r => (long)r.Count, IsFixed: true),
        new("policy", ColumnType.Text, r => r.Policy, IsFixed: true),
        new("version", ColumnType.Integer, r => r.Version),
        new("created_by", ColumnType.Uuid, r => r.CreatedBy.Value, IsFixed: true),
        new("created_at", ColumnType.Integer, r => UnixTicks.From(r.CreatedAt), IsFixed: true),
        new("until", ColumnType.Integer, r => r.Until is { } time ? UnixTicks.From(time) : null, IsNullable: true, IsFixed: true),
        new("shape", ColumnType.Json, r => StoreJson.Write(r.Shape, StoreJson.Default.InstanceShape), IsFixed: true),
        new("group_terms", ColumnType.Json, r => r.Group is { } group ? StoreJson.Write(group, StoreJson.Default.GroupTerms) : null, IsNullable: true, IsFixed: true),
        new("free", ColumnType.Json, r => StoreJson.Write(r.Free, StoreJson.Default.IReadOnlyListHostPlacement)));

    /// <summary>Reads a row selected with the table's column list.</summary>
    public static ReservationRecord Read(DbDataReader row) => new()
    {
        Id = new(row.GetGuid(0)),
        Project = new(row.GetGuid(1)),
        Name = row.GetString(2),
        Kind = Names.ParseKind(row.GetString(3)),
        Flavor = new(row.GetString(4)),
        Cell = new(row.GetString(5)),
        Zone = new(row.GetString(6)),
        Count = row.GetInt32(7),
        Policy = row.GetString(8),
        Version = row.GetInt64(9),
        CreatedBy = new(row.GetGuid(10)),
        CreatedAt = UnixTicks.ToTime(row.GetInt64(11)),
        Until = row.IsDBNull(12) ? null : UnixTicks.ToTime(row.GetInt64(12)),
        Shape = StoreJson.Read(row, 13, StoreJson.Default.InstanceShape),
        Group = row.IsDBNull(14) ? null : StoreJson.Read(row, 14, StoreJson.Default.GroupTerms),
        Free = StoreJson.Read(row, 15, StoreJson.Default.IReadOnlyListHostPlacement),
    };
}
