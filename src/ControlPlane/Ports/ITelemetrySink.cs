using Cloud.ControlPlane.Telemetry;
using Cloud.Domain.Identity;

namespace Cloud.ControlPlane.Ports;

/// <summary>
/// Takes in what the hosts measure, tick by tick: <see cref="BeginTick"/>, any number of <see cref="Host"/> and <see cref="Lost"/>, then
/// <see cref="EndTick"/>. Only what has changed need be said: a host that a tick does not name goes on as it last was. One thread at a time.
/// Nothing is kept of the spans.
/// </summary>
public interface ITelemetrySink
{
    /// <summary>Begins a tick.</summary>
    /// <param name="end">World time at its end; must rise from tick to tick.</param>
    /// <param name="seconds">Its length in world seconds, above 0: at a speed of 60, a tick per real second is 60 long. The values told hold for
    /// all of it; time between two ticks that neither covers is a gap.</param>
    void BeginTick(DateTimeOffset end, double seconds);

    /// <summary>What a host measures from this tick on, with exactly the instances that it runs.</summary>
    /// <param name="host">A host of the region; an unknown one is ignored.</param>
    /// <param name="sample">The host itself.</param>
    /// <param name="numaNodes">Its NUMA nodes, by index; empty when they are not measured.</param>
    /// <param name="instances">Its instances; keep their order between ticks where possible, which is cheaper.</param>
    void Host(HostId host, in HostSample sample, ReadOnlySpan<NumaNodeSample> numaNodes, ReadOnlySpan<InstanceSample> instances);

    /// <summary>The host measures nothing from this tick on (no power, or no word from it): its series have a gap, and so have its instances'.</summary>
    void Lost(HostId host);

    /// <summary>Ends the tick; what it said is then visible to readers.</summary>
    void EndTick();
}
