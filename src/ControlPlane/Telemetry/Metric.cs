namespace Cloud.ControlPlane.Telemetry;

/// <summary>What a metric is measured of.</summary>
public enum MetricScope
{
    Instance,
    Host,
    NumaNode,
    Rack,
    Zone,
}

/// <summary>How a metric behaves.</summary>
public enum MetricKind
{
    /// <summary>A state: it goes up and down.</summary>
    Gauge,

    /// <summary>A rate, per world second. Its integral is exported as a counter that only rises.</summary>
    Counter,
}

/// <summary>How the value of a rack or a zone follows from its hosts.</summary>
public enum MetricSum
{
    Sum,
    Mean,
    Max,

    /// <summary>A formula over other sums.</summary>
    Derived,
}

/// <summary>One metric, as data: its names, its unit, what it means and where the number comes from.</summary>
/// <param name="Scope">What it is measured of; hosts, racks and zones share one description.</param>
/// <param name="Index">Place in a sample.</param>
/// <param name="Name">Name in the API, unique in its scope, for example <c>cpu.granted</c>.</param>
/// <param name="Unit">Unit of the value, as UCUM writes it: <c>s/s</c>, <c>By</c>, <c>1</c> …</param>
/// <param name="Kind">Gauge or counter.</param>
/// <param name="Exposition">Name in the Prometheus exposition without <c>cloud_</c> and the scope, in base units.</param>
/// <param name="State">Value of the label <c>state</c>, where several metrics are one family; otherwise null.</param>
/// <param name="Meaning">One sentence.</param>
/// <param name="Mechanism">Type of the model that computes it.</param>
/// <param name="Lab">The lab in which it can be tried, or null.</param>
public sealed record Metric(
    MetricScope Scope, int Index, string Name, string Unit, MetricKind Kind, string Exposition, string? State, string Meaning, string Mechanism, string? Lab)
{
    /// <summary>For racks and zones.</summary>
    public MetricSum Sum { get; init; }

    /// <summary>Unit of the counter: that of the rate times one second; the unit itself for a gauge.</summary>
    public string TotalUnit => Kind is MetricKind.Counter && Unit.EndsWith("/s", StringComparison.Ordinal) ? Unit[..^2] : Unit;

    /// <summary>Where the number comes from: its lab if it has one, otherwise the constants of the model.</summary>
    public string From => Lab is null ? "/api/v1/model/constants" : $"/api/v1/labs/{Lab}";
}
