using Cloud.ControlPlane.Ports;

namespace Cloud.Persistence.Schema;

/// <summary>The highest epoch of each cell: the fence.</summary>
internal static class CellTable
{
    public static readonly Table<CellEpoch> Table = new("cells", keyLength: 1,
        new("id", ColumnType.Text, c => c.Cell.Value),
        new("epoch", ColumnType.Integer, c => c.Epoch));
}
