using Cloud.ControlPlane.Hosts;
using Cloud.ControlPlane.Iaas.Instances;
using Cloud.Domain.Iaas;

namespace Cloud.ControlPlane.Core;

/// <summary>The one command that makes an instance true on its host. Derived from the record alone, so it can be repeated at any time.</summary>
public static class HostCommands
{
    public static HostCommand For(InstanceRecord instance) => instance.Desired switch
    {
        DesiredPower.Absent => new RemoveInstance(instance.Placement.Host, instance.Id, instance.Generation),
        DesiredPower.Running or DesiredPower.Stopped => new EnsureInstance(
            instance.Placement.Host, instance.Id, instance.Generation, instance.Desired, instance.Reboots,
            instance.Kind, instance.Shape, instance.Image, instance.Placement)
        { Container = instance.Terms.Container, Workload = instance.Terms.Workload },
    };
}
