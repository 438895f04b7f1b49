using Cloud.ControlPlane.Hosts;
using Cloud.ControlPlane.Iaas.Instances;
using Cloud.Domain.Iaas;
using Cloud.Domain.Identity;

namespace Cloud.Simulation.Fleet;

/// <summary>
/// Rebuilds the modelled world at process start from what the store says: the guests went on while the control plane was away. What was
/// under way is put back to before its command, so that the reconciler's command finishes it.
/// </summary>
public static class FleetAdoption
{
    /// <summary>Puts every placed instance on its host (one that waits for room is on none); returns those a host did not take.</summary>
    public static IReadOnlyList<InstanceId> AdoptAll(this SimulatedFleet fleet, IEnumerable<InstanceRecord> instances)
    {
        var refused = new List<InstanceId>();
        foreach (var instance in instances)
        {
            if (instance.Moves?.Migration is { Stage: MigrationStage.Preparing or MigrationStage.Copying } open)
                fleet.AdoptIncoming(new(Command(instance, 0, instance.Desired) with { Host = open.Target.Host, Placement = open.Target }));
            if (instance.Placement.Claims.Count > 0 && Before(instance) is { } before && !fleet.Adopt(before.Command, before.Running)) refused.Add(instance.Id);
        }

        return refused;
    }

    /// <summary>What the host held before the open command, if any reached it; null when there was nothing yet.</summary>
    private static (EnsureInstance Command, bool Running)? Before(InstanceRecord instance) => instance.State switch
    {
        InstanceState.Running => (Command(instance, 0, DesiredPower.Running), true),
        InstanceState.Stopped or InstanceState.Error => (Command(instance, 0, DesiredPower.Stopped), false),
        InstanceState.Stopping or InstanceState.Deleting => (Command(instance, 1, DesiredPower.Running), true),
        InstanceState.Rebooting => (Command(instance, 1, DesiredPower.Running) with { Reboots = instance.Reboots - 1 }, true),
        InstanceState.Starting => (Command(instance, 1, DesiredPower.Stopped), false),
        InstanceState.Creating => null,
        // Before the switch-over it is what it was; from then on it is at its destination, and what remained to be done there is done.
        InstanceState.Migrating when instance.Moves?.Migration is { Stage: MigrationStage.Preparing or MigrationStage.Copying } => (Command(instance, 1, instance.Desired), instance.Desired is DesiredPower.Running),
        InstanceState.Migrating => (Command(instance, 0, instance.Desired), instance.Desired is DesiredPower.Running),
    };

    private static EnsureInstance Command(InstanceRecord instance, int generationsAgo, DesiredPower power) => new(
        instance.Placement.Host, instance.Id, new(instance.Generation.Value - generationsAgo), power, instance.Reboots,
        instance.Kind, instance.Shape, instance.Image, instance.Placement)
    { Container = instance.Terms.Container, Workload = instance.Terms.Workload };
}
