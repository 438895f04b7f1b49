using Cloud.Domain.Identity;
using Cloud.Domain.Placement;
using Cloud.Scheduler.Overcommit;

namespace Cloud.ControlPlane.Operator;

/// <summary>The region, resolved and valid: every host with its NUMA nodes, every pool with its overcommit.</summary>
/// <param name="Name">Region name.</param>
/// <param name="PlacementProfile">Name of the placement profile in force.</param>
/// <param name="Speed">Virtual seconds per real second of the simulated world, above 0.</param>
/// <param name="Zones">Zones with their cells.</param>
/// <param name="Pools">Pools by name.</param>
/// <param name="Hosts">All hosts, in file order.</param>
public sealed record RegionDescription(
    string Name,
    string PlacementProfile,
    double Speed,
    IReadOnlyList<ZoneDescription> Zones,
    IReadOnlyDictionary<string, PoolPolicy> Pools,
    IReadOnlyList<HostDescription> Hosts)
{
    /// <summary>Overcommit policies by pool, project and kind; where none applies, the pool's static ratio.</summary>
    public OvercommitRules Overcommit { get; init; } = OvercommitRules.None;

    /// <summary>Watch over hosts, evacuation, migrations.</summary>
    public LiveSettings Live { get; init; } = LiveSettings.Default;

    /// <summary>
    /// Time between the word to a spot instance and its end, in the modelled world, when whoever needs its room waits. Source: 30 s at
    /// Google Compute Engine (cloud.google.com/compute/docs/instances/spot) and two minutes at Amazon EC2
    /// (docs.aws.amazon.com, spot-instance-termination-notices); confidence: C.
    /// </summary>
    public TimeSpan PreemptionNotice { get; init; } = TimeSpan.FromSeconds(30);
}

/// <param name="Id">Zone.</param>
/// <param name="Cell">Its cell (today exactly one per zone).</param>
public sealed record ZoneDescription(ZoneId Id, CellId Cell);
