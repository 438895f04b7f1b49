using Cloud.ControlPlane.Iaas.Instances;
using Cloud.ControlPlane.Operator.Faults;
using Cloud.ControlPlane.Pipeline;
using Cloud.ControlPlane.Problems;
using Cloud.Domain.Identity;
using Cloud.Domain.Placement;
using Cloud.Domain.Tenancy;
using Cloud.Scheduler.Capacity;
using Mediator;

namespace Cloud.ControlPlane.Operator;

/// <summary>A host with what is used of it.</summary>
public sealed record HostStatus(HostDescription Description, HostUse Use)
{
    /// <summary>Why it takes no new instances, or null when it does.</summary>
    public HostCordon? Cordon { get; init; }

    /// <summary>Whether it is heard from.</summary>
    public Core.HostHealth Health { get; init; }

    /// <summary>When it was last heard; null before it has spoken to this process.</summary>
    public DateTimeOffset? HeardAt { get; init; }

    /// <summary>How far it has been emptied; null when it is not to be.</summary>
    public DrainStatus? Drain { get; init; }

    /// <summary>Faults that were ordered for it and are in force.</summary>
    public IReadOnlyList<FaultRecord> Faults { get; init; } = [];
}

/// <summary>A host with everything on it.</summary>
public sealed record HostDetail(HostStatus Status, PoolPolicy Pool, IReadOnlyList<InstanceRecord> Instances);

[Requires(Permission.RegionRead)]
public sealed record ListHosts(ZoneId? Zone, string? After, int Limit) : IRequest<Outcome<Page<HostStatus>>>, IValidatable
{
    public IEnumerable<FieldError> Validate() => Paging.Check(Limit);
}

[Requires(Permission.RegionRead)]
public sealed record GetHost(HostId Host) : IRequest<Outcome<HostDetail>>;

/// <summary>A zone as a tenant sees it.</summary>
public sealed record ZoneStatus(ZoneId Id, int Hosts);

[Requires(Permission.CatalogueRead)]
public sealed record ListZones : IRequest<Outcome<IReadOnlyList<ZoneStatus>>>;

/// <summary>Sums over the region.</summary>
public sealed record RegionStatus(
    string Name, string PlacementProfile, double Speed, int Hosts, int Instances,
    long VcpusUsed, long VcpusCapacity, long MemoryUsedMib, long MemoryCapacityMib);

[Requires(Permission.RegionRead)]
public sealed record GetRegion : IRequest<Outcome<RegionStatus>>;
