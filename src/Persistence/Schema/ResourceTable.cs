using System.Data.Common;
using Cloud.ControlPlane.Resources;

namespace Cloud.Persistence.Schema;

/// <summary>Resources other than instances: what is unique in columns, the rest as one document, so that a new kind needs no migration.</summary>
internal static class ResourceTable
{
    public static readonly Table<ResourceRecord> Table = new("resources", keyLength: 1,
        new("id", ColumnType.Uuid, r => r.Id.Value),
        new("project_id", ColumnType.Uuid, r => r.Project.Value, IsFixed: true),
        new("kind", ColumnType.Text, r => r.Kind.Name, IsFixed: true),
        new("name", ColumnType.Text, r => r.Name),
        new("version", ColumnType.Integer, r => r.Version),
        new("document", ColumnType.Json, r => StoreJson.Write(r, StoreJson.Default.ResourceRecord)));

    /// <summary>Reads a row selected with the table's column list.</summary>
    public static ResourceRecord Read(DbDataReader row) => StoreJson.Read(row, 5, StoreJson.Default.ResourceRecord);
}
