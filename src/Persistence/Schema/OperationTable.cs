using System.Data.Common;
using Cloud.ControlPlane.Iaas.Instances;

namespace Cloud.Persistence.Schema;

/// <summary>Operations, open and finished; finished ones until they are purged.</summary>
internal static class OperationTable
{
    public static readonly Table<OperationRecord> Table = new("operations", keyLength: 1,
        new("id", ColumnType.Uuid, o => o.Id.Value),
        new("project_id", ColumnType.Uuid, o => o.Project.Value, IsFixed: true),
        new("instance_id", ColumnType.Uuid, o => o.Instance.Value, IsFixed: true),
        new("instance_name", ColumnType.Text, o => o.InstanceName, IsFixed: true),
        new("kind", ColumnType.Text, o => o.Kind, IsFixed: true),
        new("state", ColumnType.Text, o => Names.Of(o.State)),
        new("percent", ColumnType.Integer, o => (long)o.Percent),
        new("requested_by", ColumnType.Uuid, o => o.RequestedBy.Value, IsFixed: true),
        new("created_at", ColumnType.Integer, o => UnixTicks.From(o.CreatedAt), IsFixed: true),
        new("updated_at", ColumnType.Integer, o => UnixTicks.From(o.UpdatedAt)),
        new("finished_at", ColumnType.Integer, o => o.FinishedAt is { } time ? UnixTicks.From(time) : null, IsNullable: true),
        new("failure", ColumnType.Text, o => o.Failure, IsNullable: true),
        new("steps", ColumnType.Json, o => StoreJson.Write(o.Steps, StoreJson.Default.IReadOnlyListOperationStep)),
        new("migration", ColumnType.Json, o => o.Migration is null ? null : StoreJson.Write(o.Migration, StoreJson.Default.MigrationProgress), IsNullable: true));

    /// <summary>Reads a row selected with the table's column list.</summary>
    public static OperationRecord Read(DbDataReader row) => new()
    {
        Id = new(row.GetGuid(0)),
        Project = new(row.GetGuid(1)),
        Instance = new(row.GetGuid(2)),
        InstanceName = row.GetString(3),
        Kind = row.GetString(4),
        State = Names.ParseOperationState(row.GetString(5)),
        Percent = row.GetInt32(6),
        RequestedBy = new(row.GetGuid(7)),
        CreatedAt = UnixTicks.ToTime(row.GetInt64(8)),
        UpdatedAt = UnixTicks.ToTime(row.GetInt64(9)),
        FinishedAt = row.IsDBNull(10) ? null : UnixTicks.ToTime(row.GetInt64(10)),
        Failure = row.IsDBNull(11) ? null : row.GetString(11),
        Steps = StoreJson.Read(row, 12, StoreJson.Default.IReadOnlyListOperationStep),
        Migration = row.IsDBNull(13) ? null : StoreJson.Read(row, 13, StoreJson.Default.MigrationProgress),
    };
}
