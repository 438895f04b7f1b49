using Cloud.ControlPlane.Ports;
using Cloud.Domain.Tenancy;

namespace Cloud.Persistence.Schema;

/// <summary>What each project uses. Written as deltas; a check keeps every count at zero or above.</summary>
internal static class QuotaUseTable
{
    public static readonly Table<UseDelta> Table = new("quota_use", keyLength: 1,
        new("project_id", ColumnType.Uuid, u => u.Project.Value),
        new("instances", ColumnType.Integer, u => u.Delta.Instances),
        new("vcpus", ColumnType.Integer, u => u.Delta.Vcpus),
        new("memory_mib", ColumnType.Integer, u => u.Delta.MemoryMib),
        new("disk_gib", ColumnType.Integer, u => u.Delta.DiskGib));

    /// <summary>The deltas with one entry per project.</summary>
    public static List<UseDelta> Sum(IReadOnlyList<UseDelta> deltas)
    {
        var sums = new Dictionary<Domain.Identity.ProjectId, ResourceCount>();
        foreach (var (project, delta) in deltas)
            sums[project] = sums.GetValueOrDefault(project) + delta;

        return [.. sums.OrderBy(sum => sum.Key).Select(sum => new UseDelta(sum.Key, sum.Value))];
    }
}
