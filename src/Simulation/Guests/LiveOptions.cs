using Cloud.ControlPlane.Hosts;
using Cloud.ControlPlane.Ports;

namespace Cloud.Simulation.Guests;

/// <summary>How the guests of a fleet live.</summary>
public sealed record LiveOptions
{
    /// <summary>World time of a tick, seconds, above 0.</summary>
    public double TickSeconds { get; init; } = 1;

    /// <summary>World time between two messages of use of a host, seconds: one sample of overcommit.</summary>
    public double UsageSeconds { get; init; } = 300;

    /// <summary>World time at which the fleet begins.</summary>
    public DateTimeOffset Start { get; init; } = DateTimeOffset.UnixEpoch;

    /// <summary>Who is told what hosts measure, or null.</summary>
    public ITelemetrySink? Telemetry { get; init; }

    /// <summary>Finds the recording of a trace-driven guest; null when there is none, and then it idles. Called on the fleet's thread.</summary>
    public Func<EnsureInstance, Recording?> Recording { get; init; } = _ => null;
}
