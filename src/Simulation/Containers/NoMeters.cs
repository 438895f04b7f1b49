using Cloud.Domain.Identity;

namespace Cloud.Simulation.Containers;

/// <summary>For a host whose hardware is not known, so that there is no live model of it: nothing is counted, and limits are only remembered.</summary>
internal sealed class NoMeters : IContainerMeters
{
    public ContainerMeter? Read(InstanceId container) => null;

    public void Limit(InstanceId container, in ContainerLimits limits)
    {
    }

    public void Follow(IReadOnlyList<GuestFact> running, long nowNs)
    {
    }
}
