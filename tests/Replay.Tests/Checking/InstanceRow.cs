using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace Cloud.Replay.Tests.Checking;

/// <summary>What an instance holds on one NUMA node.</summary>
internal sealed record ClaimRow(int NumaNode, int Vcpus, long MemoryMib, IReadOnlyList<int> Cores);

/// <summary>One row of the table of instances, its JSON taken apart by hand.</summary>
internal sealed record InstanceRow(
    string Id, string Project, string Name, string Kind, string State, string Zone, bool HasOpenOperation, int Vcpus, long MemoryMib, int DiskGib, int NumaNodes,
    bool Dedicated, string Host, string PlacedHost, int PlacedDiskGib, IReadOnlyList<ClaimRow> Claims, IReadOnlyDictionary<string, string> Labels)
{
    public override string ToString() => $"{Name} ({Id})";

    public static IEnumerable<InstanceRow> ReadAll(SqliteConnection database)
    {
        using var query = database.CreateCommand();
        query.CommandText = "select id, project_id, name, kind, state, zone, open_operation_id, shape, host, placement, labels from instances order by id";
        using var row = query.ExecuteReader();
        while (row.Read())
        {
            using var shape = JsonDocument.Parse(row.GetString(7));
            using var placement = JsonDocument.Parse(row.GetString(9));
            using var labels = JsonDocument.Parse(row.GetString(10));
            var size = shape.RootElement;
            yield return new InstanceRow(
                row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetString(5), !row.IsDBNull(6),
                size.GetProperty("vcpus").GetInt32(), size.GetProperty("memoryMib").GetInt64(), size.GetProperty("diskGib").GetInt32(),
                size.GetProperty("numaNodes").GetInt32(),
                string.Equals(size.GetProperty("cpuPolicy").GetString(), "Dedicated", StringComparison.OrdinalIgnoreCase), row.GetString(8),
                placement.RootElement.GetProperty("host").GetString()!, placement.RootElement.GetProperty("diskGib").GetInt32(),
                [.. placement.RootElement.GetProperty("claims").EnumerateArray().Select(Claim)],
                labels.RootElement.EnumerateObject().ToDictionary(label => label.Name, label => label.Value.GetString()!, StringComparer.Ordinal));
        }
    }

    private static ClaimRow Claim(JsonElement claim) => new(
        claim.GetProperty("numaNode").GetInt32(), claim.GetProperty("vcpus").GetInt32(), claim.GetProperty("memoryMib").GetInt64(),
        [.. claim.GetProperty("cores").EnumerateArray().Select(core => core.GetInt32())]);
}
