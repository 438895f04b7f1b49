using Cloud.ControlPlane.Iaas.Instances;
using Cloud.Domain.Hardware.Costs.Migration;
using Cloud.Domain.Iaas;
using Cloud.Domain.Placement;
using Cloud.Scheduler.Pipeline;
using Cloud.Scheduler.Residents;

namespace Cloud.ControlPlane.Core;

/// <summary>What planners must know of an instance: its group, its priority, whether it may be ended, what that or a move would cost.</summary>
internal static class InstanceResident
{
    /// <summary>How fast a guest writes while nobody has measured it, MiB/s for each vCPU. Source: engineering estimate [E].</summary>
    private const double DirtyMibPerSecondAndVcpu = 2;

    /// <summary>As it is at a moment: running instances lose what they have worked since they became ready. A spared one is not to be ended, spot or not.</summary>
    public static Resident Of(InstanceRecord instance, DateTimeOffset at, bool isSpared)
    {
        var boot = BootPath.Of(instance.Kind);
        var isRunning = instance.State is InstanceState.Running;
        return new(instance.Id, new PlacementRequest(instance.Shape, InstanceOverhead.Of(instance.Kind, instance.Terms.Container).MemoryMib, instance.Zone), instance.Placement)
        {
            Group = instance.Terms.Group?.ToGroup(instance.Project),
            Partition = instance.Terms.Group?.Partition ?? 0,
            Priority = instance.Terms.Priority,
            IsSpot = instance.Terms.IsSpot && !isSpared,
            LostWorkSeconds = instance.RunningSince is { } since ? Math.Max(0, (at - since).TotalSeconds) : 0,
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
