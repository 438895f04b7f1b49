using Cloud.Api.Iaas.Instances;
using Cloud.Api.Operator.Moves;
using Cloud.Api.Operator.Faults;
using Cloud.Contracts;
using Cloud.ControlPlane.Iaas.Instances;
using Cloud.ControlPlane.Operator;
using Cloud.Domain.Iaas;

namespace Cloud.Api.Operator;

/// <summary>From what is known of hosts to their views.</summary>
internal static class OperatorMapping
{
    public static RegionView ToView(this RegionStatus region) => new()
    {
        Name = region.Name,
        PlacementProfile = region.PlacementProfile,
        Speed = region.Speed,
        Hosts = region.Hosts,
        Instances = region.Instances,
        VcpusUsed = region.VcpusUsed,
        VcpusCapacity = region.VcpusCapacity,
        MemoryUsedMib = region.MemoryUsedMib,
        MemoryCapacityMib = region.MemoryCapacityMib,
    };

    public static HostView ToView(this HostStatus host) => new()
    {
        Name = host.Description.Id.Value,
        Zone = host.Description.Zone.Value,
        Rack = host.Description.Rack,
        Profile = host.Description.Profile,
        NumaMode = host.Description.NumaMode,
        Pool = host.Description.Pool,
        Instances = host.Use.Instances,
        Cordoned = host.Cordon is not null,
        CordonReason = host.Cordon?.Reason,
        CordonedSince = host.Cordon?.Since,
        Faults = [.. host.Faults.Select(FaultMapping.ToHostView)],
        Health = host.Health.Name(),
        HeardAt = host.HeardAt,
        Drain = host.Drain?.ToView(),
        DiskUsedGib = host.Use.DiskUsedGib,
        DiskGib = host.Use.DiskGib,
        NumaNodes =
        [
            .. host.Use.NumaNodes.Zip(host.Description.NumaNodes, (use, description) => new NumaNodeView(
                use.NumaNode, use.Cores, description.ThreadsPerCore, use.CoresDedicated, use.VcpusUsed, use.VcpusCapacity,
                use.MemoryUsedMib, use.MemoryCapacityMib)),
        ],
    };

    public static HostDetailView ToView(this HostDetail host) => new(
        host.Status.ToView(), host.Pool.CpuRatio, host.Pool.MemoryRatio, [.. host.Instances.Select(InstanceMapping.ToView)]);

    public static FlavorSlotsView ToView(this FlavorSlots slots) => new()
    {
        Flavor = slots.Flavor.Value,
        Kind = slots.Kind.Name(),
        Zone = slots.Zone.Value,
        Hosts = slots.Hosts,
        AsAsked = slots.AsAsked,
        Exact = slots.IsExact,
        OnePart = slots.OnePart,
        TwoParts = slots.TwoParts,
        Automatic = slots.Automatic,
    };

    public static ProjectSlotsView ToView(this ProjectSlots slots) => new(slots.Flavor.Value, slots.Kind.Name(), slots.Zone.Value, slots.More, slots.LimitedBy);
}
