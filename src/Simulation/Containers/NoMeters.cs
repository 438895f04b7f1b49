using Cloud.Domain.Identity;

namespace Cloud.Simulation.Containers;

/// <summary>For a host without a live model: nothing is counted, and limits are only remembered.</summary>
internal sealed class NoMeters : IContainerMeters
{
    public ContainerMeter? Read(InstanceId container) => null;

    public void Limit(InstanceId container, in ContainerLimits limits)
    {
    }
}
