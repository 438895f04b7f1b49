using Cloud.Domain.Identity;
using Cloud.Simulation.Containers;

namespace Cloud.Simulation.Guests;

/// <summary>
/// The control groups of a host that lives: what they count and what they limit is the host's one live model, the one that telemetry shows.
/// Counting begins when somebody first looks into the host; what a guest did before is taken as what it does then.
/// </summary>
/// <param name="host">The live model of the host.</param>
/// <param name="settledAt">World time up to which the live model has found what happened, seconds.</param>
internal sealed class LiveMeters(LiveHost host, Func<double> settledAt) : IContainerMeters
{
    public ContainerMeter? Read(InstanceId container) => host.MeterOf(container);

    public void Limit(InstanceId container, in ContainerLimits limits) => host.Limit(container, limits, settledAt());

    public void Follow(IReadOnlyList<GuestFact> running, long nowNs) => host.Watch(settledAt());
}
