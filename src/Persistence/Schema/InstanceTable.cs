using System.Data.Common;
using Cloud.ControlPlane.Iaas.Instances;
using Cloud.Domain.Iaas;
using Cloud.Domain.Identity;

namespace Cloud.Persistence.Schema;

/// <summary>Instances: what people filter by in columns, the rest as JSON.</summary>
internal static class InstanceTable
{
    public static readonly Table<InstanceRecord> Table = new("instances", keyLength: 1,
        new("id", ColumnType.Uuid, i => i.Id.Value),
        new("project_id", ColumnType.Uuid, i => i.Project.Value, IsFixed: true),
        new("name", ColumnType.Text, i => i.Name, IsFixed: true),
        new("kind", ColumnType.Text, i => i.Kind.Name(), IsFixed: true),
        new("flavor", ColumnType.Text, i => i.Flavor.Value, IsFixed: true),
        new("image", ColumnType.Text, i => i.Image.Value, IsFixed: true),
        new("state", ColumnType.Text, i => i.State.Name()),
        new("desired", ColumnType.Text, i => Names.Of(i.Desired)),
        new("generation", ColumnType.Integer, i => i.Generation.Value),
        new("version", ColumnType.Integer, i => i.Version),
        new("reboots", ColumnType.Integer, i => (long)i.Reboots),
        new("cell", ColumnType.Text, i => i.Cell.Value, IsFixed: true),
        new("zone", ColumnType.Text, i => i.Zone.Value, IsFixed: true),
        new("host", ColumnType.Text, i => i.Placement.Host.Value),
        new("policy", ColumnType.Text, i => i.Policy),
        new("open_operation_id", ColumnType.Uuid, i => i.OpenOperation?.Value, IsNullable: true),
        new("fault", ColumnType.Text, i => i.Fault, IsNullable: true),
        new("created_by", ColumnType.Uuid, i => i.CreatedBy.Value, IsFixed: true),
        new("created_at", ColumnType.Integer, i => UnixTicks.From(i.CreatedAt), IsFixed: true),
        new("updated_at", ColumnType.Integer, i => UnixTicks.From(i.UpdatedAt)),
        new("running_since", ColumnType.Integer, i => i.RunningSince is { } time ? UnixTicks.From(time) : null, IsNullable: true),
        new("shape", ColumnType.Json, i => StoreJson.Write(i.Shape, StoreJson.Default.InstanceShape), IsFixed: true),
        new("labels", ColumnType.Json, i => StoreJson.Write(i.Labels, StoreJson.Default.IReadOnlyDictionaryStringString)),
        new("placement", ColumnType.Json, i => StoreJson.Write(i.Placement, StoreJson.Default.HostPlacement)),
        new("explanation", ColumnType.Json, i => StoreJson.Write(i.Explanation, StoreJson.Default.PlacementExplanation)),
        new("terms", ColumnType.Json, i => i.Terms == PlacementTerms.None ? null : StoreJson.Write(i.Terms, StoreJson.Default.PlacementTerms), IsNullable: true),
        new("moves", ColumnType.Json, i => i.Moves is null ? null : StoreJson.Write(i.Moves, StoreJson.Default.InstanceMoves), IsNullable: true));

    /// <summary>Reads a row selected with the table's column list.</summary>
    /// <param name="strings">Shares the few names that many rows repeat, so that a loaded region takes less memory.</param>
    public static InstanceRecord Read(DbDataReader row, StringPool strings) => new()
    {
        Id = new(row.GetGuid(0)),
        Project = new(row.GetGuid(1)),
        Name = row.GetString(2),
        Kind = Names.ParseKind(row.GetString(3)),
        Flavor = new(strings.Share(row.GetString(4))),
        Image = new(strings.Share(row.GetString(5))),
        State = Names.ParseState(row.GetString(6)),
        Desired = Names.ParseDesired(row.GetString(7)),
        Generation = new Generation(row.GetInt64(8)),
        Version = row.GetInt64(9),
        Reboots = row.GetInt32(10),
        Cell = new(strings.Share(row.GetString(11))),
        Zone = new(strings.Share(row.GetString(12))),
        Policy = strings.Share(row.GetString(14)),
        OpenOperation = row.IsDBNull(15) ? null : new OperationId(row.GetGuid(15)),
        Fault = row.IsDBNull(16) ? null : row.GetString(16),
        CreatedBy = new(row.GetGuid(17)),
        CreatedAt = UnixTicks.ToTime(row.GetInt64(18)),
        UpdatedAt = UnixTicks.ToTime(row.GetInt64(19)),
        RunningSince = row.IsDBNull(20) ? null : UnixTicks.ToTime(row.GetInt64(20)),
        Shape = StoreJson.Read(row, 21, StoreJson.Default.InstanceShape),
        Labels = StoreJson.Read(row, 22, StoreJson.Default.IReadOnlyDictionaryStringString),
        Placement = StoreJson.Read(row, 23, StoreJson.Default.HostPlacement),
        Explanation = StoreJson.Read(row, 24, StoreJson.Default.PlacementExplanation),
        Terms = row.IsDBNull(25) ? PlacementTerms.None : StoreJson.Read(row, 25, StoreJson.Default.PlacementTerms),
        Moves = row.IsDBNull(26) ? null : StoreJson.Read(row, 26, StoreJson.Default.InstanceMoves),
    };
}
