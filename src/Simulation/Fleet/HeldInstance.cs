using Cloud.Domain.Iaas;
using Cloud.Domain.Identity;
using Cloud.Domain.Placement;

namespace Cloud.Simulation.Fleet;

/// <summary>What a host truly holds, for checkers: a look into the modelled world that the control plane does not have.</summary>
/// <param name="Host">The host.</param>
/// <param name="Instance">The instance.</param>
/// <param name="Generation">The newest command it acts on.</param>
/// <param name="Observed">What is true now.</param>
/// <param name="Reboots">How many reboots it has taken over.</param>
/// <param name="Boots">How often its guest was started on this host.</param>
/// <param name="Placement">What it holds, or null when the host refused it.</param>
public sealed record HeldInstance(
    HostId Host, InstanceId Instance, Generation Generation, ObservedPower Observed, int Reboots, int Boots, HostPlacement? Placement)
{
    /// <summary>Whether its guest executes instructions now.</summary>
    public bool IsAlive { get; init; }
}
