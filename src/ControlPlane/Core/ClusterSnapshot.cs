using Cloud.ControlPlane.Iaas.Instances;
using Cloud.ControlPlane.Operator;
using Cloud.Domain.Hardware.Costs.Migration;
using Cloud.Domain.Iaas;
using Cloud.Domain.Identity;
using Cloud.Domain.Placement;
using Cloud.Scheduler.Pipeline;
using Cloud.Scheduler.Residents;

namespace Cloud.ControlPlane.Core;

/// <summary>Who is where at one moment: what a planner needs to think on a copy, away from the writer.</summary>
/// <param name="Instances">Every instance.</param>
/// <param name="Cordons">Every cordoned host.</param>
/// <param name="At">The moment.</param>
public sealed record ClusterSnapshot(IReadOnlyList<InstanceRecord> Instances, IReadOnlyList<HostCordon> Cordons, DateTimeOffset At)
{
    /// <summary>How fast a guest writes while nobody has measured it, MiB/s for each vCPU. Source: engineering estimate [E].</summary>
    private const double DirtyMibPerSecondAndVcpu = 2;

    public static ClusterSnapshot Of(ClusterState state, DateTimeOffset now) =>
        new([.. state.Instances.Values], [.. state.Cordons], now) { Overcommit = OvercommitSnapshot.Of(state) };

    /// <summary>What hosts may promise, where that is less than the pool's ratio.</summary>
    public OvercommitSnapshot Overcommit { get; init; } = OvercommitSnapshot.None;

    /// <summary>A world of all hosts of a zone, or of the region, with everything that is placed on them.</summary>
    public ResidentWorld ToWorld(RegionDescription region, ZoneId? zone)
    {
        var hosts = region.Hosts.Where(host => zone is null || host.Zone == zone).ToList();
        var names = hosts.Select(host => host.Id).ToHashSet();
        var world = new ResidentWorld(
            hosts, region.Pools, Instances.Where(instance => names.Contains(instance.Placement.Host)).OrderBy(instance => instance.Id).Select(ToResident),
            Cordons.Select(cordon => cordon.Host).Where(names.Contains));
        Overcommit.Apply(world, region);
        return world;
    }

    private Resident ToResident(InstanceRecord instance)
    {
        var boot = BootPath.Of(instance.Kind);
        var isRunning = instance.State is InstanceState.Running;
        return new(instance.Id, new PlacementRequest(instance.Shape, InstanceOverhead.Of(instance.Kind).MemoryMib, instance.Zone), instance.Placement)
        {
            Group = instance.Terms.Group?.ToGroup(instance.Project),
            Partition = instance.Terms.Group?.Partition ?? 0,
            Priority = instance.Terms.Priority,
            IsSpot = instance.Terms.IsSpot,
            LostWorkSeconds = instance.RunningSince is { } since ? Math.Max(0, (At - since).TotalSeconds) : 0,
            Obstacles = Obstacles(instance),
            TouchedMib = isRunning ? instance.Shape.MemoryMib * (1 - MigrationConstants.ZeroPages) : 0,
            DirtyMibPerSecond = isRunning ? instance.Shape.Vcpus * DirtyMibPerSecondAndVcpu : 0,
            BootMs = isRunning ? boot.ShutdownMedianMs + boot.MedianMs : 0,
            BusyThreads = isRunning ? null : 0,
        };
    }

    /// <summary>The local disk is no obstacle here: it is mirrored, and its size is in the cost of the move.</summary>
    private static IReadOnlyList<string> Obstacles(InstanceRecord instance)
    {
        if (InstanceLifecycle.IsTransitional(instance.State)) return [$"it is {instance.State.Name()}"];
        if (instance.State is not InstanceState.Running) return [];
        if (instance.Kind is InstanceKind.Container) return ["a container shares the kernel of its host; it can only be started again elsewhere"];
        var needs = instance.Shape.Needs;
        return MigrationObstacles.Of(
            passthrough: needs?.Devices.Count > 0, confidential: needs is { Confidential: not ConfidentialNeed.None }, localDiskGib: 0, destinationLacksCpuFeatures: false);
    }
}
