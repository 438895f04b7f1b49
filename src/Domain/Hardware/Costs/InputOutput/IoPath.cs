namespace Cloud.Domain.Hardware.Costs.InputOutput;

/// <summary>How a guest reaches a device.</summary>
public enum IoPath
{
    /// <summary>A real device is imitated register by register (e1000, IDE).</summary>
    Emulated,

    /// <summary>virtio with its backend in the VMM's process.</summary>
    Virtio,

    /// <summary>virtio with its backend in the host's kernel.</summary>
    Vhost,

    /// <summary>virtio with its backend in a polling process (DPDK, SPDK).</summary>
    VhostUser,

    /// <summary>The whole device belongs to the guest; its interrupts still exit.</summary>
    Passthrough,

    /// <summary>The same with interrupts posted to the running guest.</summary>
    PassthroughPosted,

    /// <summary>A virtual function of a shared device, interrupts posted.</summary>
    SrIov,

    /// <summary>virtio in hardware, control in software.</summary>
    Vdpa,
}

/// <summary>
/// One row of the table in section 10.1: exits per operation alone and under load, backend cycles per packet and per 4 KiB block request,
/// copies, and what the path does to migration and sharing.
/// </summary>
public sealed record IoPathCost(
    ModelConstant Exits, ModelConstant LoadedExits, ModelConstant PacketCycles, ModelConstant BlockCycles,
    int Copies, bool ExitsToUserSpace, bool PollsCore, bool Migratable, bool SharesDevice);
