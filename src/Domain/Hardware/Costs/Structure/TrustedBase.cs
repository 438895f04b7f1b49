namespace Cloud.Domain.Hardware.Costs.Structure;

/// <summary>Ways to run a tenant's code, as far as trust is concerned.</summary>
public enum IsolationStack
{
    /// <summary>Linux, KVM and QEMU.</summary>
    QemuVm,

    /// <summary>Linux, KVM and Firecracker.</summary>
    FirecrackerVm,

    /// <summary>Linux, KVM and Cloud Hypervisor.</summary>
    CloudHypervisorVm,

    /// <summary>Xen with a Linux service domain and QEMU.</summary>
    XenVm,

    /// <summary>A container on a shared Linux kernel.</summary>
    Container,

    /// <summary>A container on gVisor's kernel in user space.</summary>
    GVisorContainer,

    /// <summary>A pod in a Firecracker microVM.</summary>
    KataFirecracker,

    /// <summary>A confidential VM under SEV-SNP: the host is not trusted.</summary>
    SnpVm,

    /// <summary>A confidential VM under TDX: the host is not trusted.</summary>
    TdxVm,
}

/// <summary>
/// Section 6.3: <c>TCB = Σ LoC</c> of the components whose compromise breaks the isolation of this guest.
/// A confidential guest trusts firmware and itself, and no longer host kernel, VMM and management.
/// </summary>
public static class TrustedBase
{
    /// <summary>The components, largest trust first.</summary>
    public static IReadOnlyList<ModelConstant> Components(IsolationStack stack) => stack switch
    {
        IsolationStack.QemuVm => [TrustConstants.Linux, TrustConstants.Qemu],
        IsolationStack.FirecrackerVm => [TrustConstants.Linux, TrustConstants.Firecracker],
        IsolationStack.CloudHypervisorVm => [TrustConstants.Linux, TrustConstants.CloudHypervisor],
        IsolationStack.XenVm => [TrustConstants.Xen, TrustConstants.Linux, TrustConstants.Qemu, TrustConstants.XenToolstack],
        IsolationStack.Container => [TrustConstants.Linux],
        IsolationStack.GVisorContainer => [TrustConstants.Linux, TrustConstants.GVisor],
        IsolationStack.KataFirecracker => [TrustConstants.Linux, TrustConstants.Firecracker],
        IsolationStack.SnpVm => [TrustConstants.Linux, TrustConstants.Ovmf, TrustConstants.AmdFirmware],
        IsolationStack.TdxVm => [TrustConstants.Linux, TrustConstants.Tdvf, TrustConstants.TdxModule],
    };

    /// <summary>Thousands of lines that have to be right.</summary>
    public static double KLoc(IsolationStack stack) => Components(stack).Sum(c => c.Value);

    /// <summary>Thousands of lines of the provider that have to be right: none of the guest's own kernel and firmware.</summary>
    public static double ProviderKLoc(IsolationStack stack) => stack switch
    {
        IsolationStack.SnpVm => TrustConstants.AmdFirmware,
        IsolationStack.TdxVm => TrustConstants.TdxModule,
        _ => KLoc(stack),
    };
}
