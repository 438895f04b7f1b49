using System.Globalization;
using Cloud.ControlPlane.Iaas.Instances;
using Cloud.ControlPlane.Problems;
using Cloud.Domain.Iaas;

namespace Cloud.ControlPlane.Iaas.Containers;

/// <summary>What separates a virtual machine from its neighbours, where a container has namespaces.</summary>
/// <param name="Boundary">In words.</param>
/// <param name="Process">The process that the host sees.</param>
/// <param name="Descriptors">Through which file descriptors that process holds the guest.</param>
public sealed record GuestIsolation(string Boundary, string Process, IReadOnlyList<string> Descriptors)
{
    /// <summary>Most vCPUs that are named one by one.</summary>
    private const int VcpusNamed = 4;

    public static Problem NotAContainer(InstanceRecord instance)
    {
        var isolation = Of(instance);
        return new Problem(
            ProblemKind.NotAContainer,
            $"{instance.Name} is a {instance.Kind.Name()}: there are no namespaces or layers to look into. What separates it is {isolation.Boundary}; on {instance.Placement.Host} it is the process {isolation.Process}.")
            .With("isolation", isolation);
    }

    private static GuestIsolation Of(InstanceRecord instance)
    {
        var isMicro = instance.Kind is InstanceKind.MicroVm;
        var encrypted = instance.Placement.Extras is { ConfidentialKey: true } ? ", its memory encrypted against the host" : "";
        return new(
            (isMicro ? "a guest kernel behind KVM and a minimal device model, itself jailed" : "a guest kernel behind KVM and a full device model") + encrypted,
            isMicro ? "firecracker" : "qemu-system-x86_64",
            [
                "/dev/kvm", "anon_inode:kvm-vm",
                .. Enumerable.Range(0, Math.Min(instance.Shape.Vcpus, VcpusNamed)).Select(vcpu => string.Create(CultureInfo.InvariantCulture, $"anon_inode:kvm-vcpu:{vcpu}")),
                .. instance.Shape.Vcpus > VcpusNamed ? [string.Create(CultureInfo.InvariantCulture, $"and {instance.Shape.Vcpus - VcpusNamed} more vCPUs")] : (string[])[],
                "/dev/net/tun", "/dev/vhost-net", "anon_inode:[eventfd] for every queue",
            ]);
    }
}
