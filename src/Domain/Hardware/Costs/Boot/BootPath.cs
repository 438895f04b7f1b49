namespace Cloud.Domain.Hardware.Costs.Boot;

/// <summary>What is started, and by which VMM or runtime.</summary>
public enum BootPath
{
    /// <summary>QEMU with UEFI firmware and a cloud image with cloud-init.</summary>
    FullVm,

    /// <summary>QEMU with SeaBIOS and a kernel given directly.</summary>
    QemuDirect,

    /// <summary>QEMU with qboot.</summary>
    QemuQboot,

    /// <summary>QEMU's machine type microvm as of 2019.</summary>
    QemuMicrovm,

    /// <summary>Cloud Hypervisor.</summary>
    CloudHypervisor,

    /// <summary>Firecracker from process start to init.</summary>
    Firecracker,

    /// <summary>Firecracker already configured: the clock starts with InstanceStart.</summary>
    FirecrackerPreconfigured,

    /// <summary>A pod in a VM under QEMU.</summary>
    KataQemu,

    /// <summary>A pod in a microVM.</summary>
    KataMicroVm,

    /// <summary>A container by runc.</summary>
    Container,

    /// <summary>A container by gVisor.</summary>
    GVisor,

    /// <summary>A confidential VM: QEMU, OVMF, measurement, attestation.</summary>
    ConfidentialVm,
}

/// <summary>Parts of a start.</summary>
public enum BootPhaseName
{
    /// <summary>VMM or runtime process and its setup.</summary>
    Vmm,

    /// <summary>Configuring it over its API, network, namespaces.</summary>
    Setup,

    /// <summary>Providing memory.</summary>
    Memory,

    /// <summary>Measuring and encrypting the initial image of a confidential guest.</summary>
    Launch,

    /// <summary>Firmware.</summary>
    Firmware,

    /// <summary>Kernel until init.</summary>
    Kernel,

    /// <summary>User space until ready.</summary>
    UserSpace,

    /// <summary>Attestation of a confidential guest.</summary>
    Attestation,
}

/// <summary>
/// One phase of a start: median in ms, spread σ of its logarithm, and whether the host's locks (rather than the guest's processor)
/// are what it waits for when many start at once.
/// </summary>
public readonly record struct BootPhase(BootPhaseName Name, double MedianMs, double Sigma, bool OnHost);
