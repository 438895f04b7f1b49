namespace Cloud.Contracts;

/// <summary>What can be measured.</summary>
public sealed class MetricView
{
    /// <summary>instance, host, numa_node, rack or zone.</summary>
    /// <example>instance</example>
    public required string Scope { get; init; }

    /// <summary>Name, unique in its scope.</summary>
    /// <example>cpu.granted</example>
    public required string Name { get; init; }

    /// <summary>Unit of the value, as UCUM writes it.</summary>
    /// <example>s/s</example>
    public required string Unit { get; init; }

    /// <summary>gauge: a state. counter: a rate, whose integral is the total.</summary>
    /// <example>counter</example>
    public required string Kind { get; init; }

    /// <summary>Name in the Prometheus exposition.</summary>
    /// <example>cloud_instance_cpu_granted_seconds_total</example>
    public required string Prometheus { get; init; }
    public required string Meaning { get; init; }

    /// <summary>The type of the model that computes it.</summary>
    public required string Mechanism { get; init; }

    /// <summary>The lab in which it can be tried, or null.</summary>
    public string? Lab { get; init; }

    /// <summary>Where this number comes from: an address of this API.</summary>
    public required string From { get; init; }
}

/// <summary>One series: its value now, its total, and its past.</summary>
public sealed class SeriesView
{
    /// <summary>Name of the metric.</summary>
    public required string Name { get; init; }

    /// <summary>Unit of current, mean, min and max.</summary>
    public required string Unit { get; init; }

    /// <summary>The NUMA node of a host, or null.</summary>
    public int? NumaNode { get; init; }

    /// <summary>The value now; null when it is not measured.</summary>
    public double? Current { get; init; }

    /// <summary>The integral since the process began to measure; null for a gauge.</summary>
    public double? Total { get; init; }

    /// <summary>Mean of each step, weighted by time; null where nothing was measured.</summary>
    public IReadOnlyList<double?> Mean { get; set; } = [];

    /// <summary>Smallest value of each step; at a step below a minute, of the means of its seconds.</summary>
    public IReadOnlyList<double?> Min { get; set; } = [];

    /// <summary>Largest value of each step.</summary>
    public IReadOnlyList<double?> Max { get; set; } = [];
}

/// <summary>What was measured of one subject. Times are those of the world: at another speed than 1 they are not those on the wall.</summary>
public sealed class MetricsView
{
    /// <summary>The last tick; null before the first.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>Whether the last tick covers it: false for a stopped instance or a host without power.</summary>
    public required bool IsMeasured { get; init; }

    /// <summary>Where the first step begins.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>Seconds of a step.</summary>
    public required int StepSeconds { get; init; }
    public required IReadOnlyList<SeriesView> Series { get; init; }
}

/// <summary>The values of one tick, as an event of the stream; its id is the time in milliseconds since the epoch.</summary>
/// <param name="At">World time.</param>
/// <param name="Names">The series; only in the first event of a stream. A NUMA node is written behind: <c>numa.memory.load/1</c>.</param>
/// <param name="Values">In the order of the names; null where nothing is measured.</param>
public sealed record LiveMetricsView(DateTimeOffset At, IReadOnlyList<string>? Names, IReadOnlyList<double?> Values);

/// <summary>An instance and what it measures now.</summary>
/// <param name="Id">Which.</param>
/// <param name="Name">Its name.</param>
/// <param name="State">Its state.</param>
/// <param name="Host">Where it was placed.</param>
/// <param name="Metrics">What it measures; without a past.</param>
public sealed record InstanceMetricsView(Guid Id, string Name, string State, string Host, MetricsView Metrics);

/// <summary>A host and what it measures now (operators).</summary>
/// <param name="Name">Which.</param>
/// <param name="Zone">Its zone.</param>
/// <param name="Rack">Its rack.</param>
/// <param name="Metrics">What it measures; without a past.</param>
public sealed record HostMetricsView(string Name, string Zone, string Rack, MetricsView Metrics);
