using System.Data.Common;
using Cloud.ControlPlane.Iaas.Instances;
using Cloud.Domain.Identity;

namespace Cloud.Persistence.Schema;

/// <summary>Events, append-only. The writer numbers them: the sequence is the primary key.</summary>
internal static class EventTable
{
    public static readonly Table<EventRecord> Table = new("events", keyLength: 1,
        new("sequence", ColumnType.Integer, e => e.Sequence),
        new("project_id", ColumnType.Uuid, e => e.Project.Value),
        new("type", ColumnType.Text, e => e.Type),
        new("subject_id", ColumnType.Uuid, e => e.Subject.Id),
        new("subject_name", ColumnType.Text, e => e.Subject.Name),
        new("state", ColumnType.Text, e => e.State),
        new("version", ColumnType.Integer, e => e.Version),
        new("operation_id", ColumnType.Uuid, e => e.Operation?.Value, IsNullable: true),
        new("host", ColumnType.Text, e => e.Host?.Value, IsNullable: true),
        new("actor", ColumnType.Uuid, e => e.Actor.Value),
        new("at", ColumnType.Integer, e => UnixTicks.From(e.At)),
        new("message", ColumnType.Text, e => e.Message),
        new("subject_kind", ColumnType.Text, e => e.Subject.IsInstance ? null : e.Subject.Kind, IsNullable: true));

    /// <summary>Reads a row selected with the table's column list.</summary>
    public static EventRecord Read(DbDataReader row) => new(
        Sequence: row.GetInt64(0),
        Project: new(row.GetGuid(1)),
        Type: row.GetString(2),
        Subject: new(row.IsDBNull(12) ? EventSubject.InstanceKind : row.GetString(12), row.GetGuid(3), row.GetString(4)),
        State: row.GetString(5),
        Version: row.GetInt64(6),
        Operation: row.IsDBNull(7) ? null : new OperationId(row.GetGuid(7)),
        Host: row.IsDBNull(8) ? null : new HostId(row.GetString(8)),
        Actor: new(row.GetGuid(9)),
        At: UnixTicks.ToTime(row.GetInt64(10)),
        Message: row.GetString(11));
}
