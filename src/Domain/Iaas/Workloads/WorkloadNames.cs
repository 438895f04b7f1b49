namespace Cloud.Domain.Iaas.Workloads;

/// <summary>Workloads as the API, the command line and the region file write them.</summary>
public static class WorkloadNames
{
    public static IReadOnlyList<WorkloadKind> Kinds { get; } =
    [
        WorkloadKind.Idle, WorkloadKind.Web, WorkloadKind.Database, WorkloadKind.Batch, WorkloadKind.MemoryHog, WorkloadKind.NetworkFunction,
        WorkloadKind.Trace, WorkloadKind.Schedule,
    ];

    /// <summary>
    /// The kinds that can be asked for. Not <see cref="WorkloadKind.Trace"/>: no archive of recordings is connected to the living region, and a
    /// trace-driven guest without one would only idle.
    /// </summary>
    public static IReadOnlyList<WorkloadKind> Offered { get; } = [.. Kinds.Where(kind => kind is not WorkloadKind.Trace)];

    public static string Name(this WorkloadKind kind) => kind switch
    {
        WorkloadKind.Idle => "idle",
        WorkloadKind.Web => "web",
        WorkloadKind.Database => "database",
        WorkloadKind.Batch => "batch",
        WorkloadKind.MemoryHog => "memory_hog",
        WorkloadKind.NetworkFunction => "network_function",
        WorkloadKind.Trace => "trace",
        WorkloadKind.Schedule => "schedule",
    };

    /// <summary>The kind of that name, or null.</summary>
    public static WorkloadKind? Find(string name)
    {
        foreach (var kind in Kinds)
            if (string.Equals(kind.Name(), name, StringComparison.Ordinal)) return kind;
        return null;
    }
}
