using Cloud.ControlPlane.Hosts;
using Cloud.ControlPlane.Iaas.Instances;
using Cloud.Domain.Iaas;
using Cloud.Domain.Placement;

namespace Cloud.ControlPlane.Core;

/// <summary>The commands that make an instance true on its hosts. Derived from the record alone, so they can be repeated at any time.</summary>
public static class HostCommands
{
    /// <summary>What its own host is told.</summary>
    public static HostCommand For(InstanceRecord instance) => instance.Desired switch
    {
        DesiredPower.Absent => new RemoveInstance(instance.Placement.Host, instance.Id, instance.Generation),
        DesiredPower.Running or DesiredPower.Stopped => Ensure(instance, instance.Placement),
    };

    /// <summary>What every host is told that has to do with it.</summary>
    public static IEnumerable<HostCommand> All(InstanceRecord instance)
    {
        switch (instance.Moves?.Migration)
        {
            case { Stage: MigrationStage.Preparing } migration:
                yield return new PrepareIncoming(Ensure(instance, migration.Target));
                break;
            case { Stage: MigrationStage.Copying } migration:
                // Both are asked: either may be the one whose word is lost, or who is dead by then.
                yield return new MigrateOut(migration.Source.Host, instance.Id, instance.Generation, migration.Target.Host, migration.Options);
                yield return new PrepareIncoming(Ensure(instance, migration.Target));
                break;
            default:
                yield return For(instance);
                break;
        }

        foreach (var leftover in instance.Moves?.Leftovers ?? [])
        {
            if (!leftover.IsSource) yield return new RemoveInstance(leftover.Placement.Host, instance.Id, instance.Generation);
        }
    }

    private static EnsureInstance Ensure(InstanceRecord instance, HostPlacement placement) => new(
        placement.Host, instance.Id, instance.Generation, instance.Desired, instance.Reboots, instance.Kind, instance.Shape, instance.Image, placement)
    { Container = instance.Terms.Container, Workload = instance.Terms.Workload };
}
