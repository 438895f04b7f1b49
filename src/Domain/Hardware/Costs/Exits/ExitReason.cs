namespace Cloud.Domain.Hardware.Costs.Exits;

/// <summary>Why a guest leaves to the hypervisor. The names of the rows of the exit-cost table, section 7.2.</summary>
public enum ExitReason
{
    /// <summary>Hardware exit and entry alone.</summary>
    Null,

    /// <summary>Explicit call of the hypervisor.</summary>
    Hypercall,

    /// <summary>Processor identification.</summary>
    Cpuid,

    /// <summary>Intercepted model-specific register.</summary>
    Msr,

    /// <summary>Control register; CR3 is not intercepted with nested paging.</summary>
    ControlRegister,

    /// <summary>Interrupt of the host while the guest runs.</summary>
    ExternalInterrupt,

    /// <summary>Access to the interrupt controller without hardware help.</summary>
    InterruptController,

    /// <summary>End of interrupt without hardware help.</summary>
    EndOfInterrupt,

    /// <summary>Interrupt from one vCPU to another, send to receive.</summary>
    VirtualIpi,

    /// <summary>The same with posted interrupts or AVIC.</summary>
    VirtualIpiPosted,

    /// <summary>Guest idle; the wait to be scheduled again is extra.</summary>
    Halt,

    /// <summary>Spinning detected; the yield is extra.</summary>
    PauseLoop,

    /// <summary>Nested page fault, the page is present in the host.</summary>
    NestedFaultMap,

    /// <summary>Nested page fault, the host allocates and zeroes 4 KiB.</summary>
    NestedFaultAllocate,

    /// <summary>Nested page fault, the host allocates and zeroes 2 MiB.</summary>
    NestedFaultAllocateLarge,

    /// <summary>Port or memory-mapped I/O handled in the kernel.</summary>
    DeviceInKernel,

    /// <summary>Notification of a virtio device through an ioeventfd.</summary>
    Kick,

    /// <summary>Port or memory-mapped I/O handled by the VMM in user space.</summary>
    DeviceInUserSpace,

    /// <summary>Switch between two vCPUs on one processor.</summary>
    VmSwitch,

    /// <summary>TDX: answered inside the module.</summary>
    TdxModule,

    /// <summary>TDX: #VE and a call of the VMM.</summary>
    TdxVirtualizationException,

    /// <summary>SEV-SNP: #VC, GHCB, VMGEXIT.</summary>
    SnpVmgexit,

    /// <summary>A light exit of a guest inside a guest.</summary>
    NestedLight,

    /// <summary>ISCA 2016 test: I/O latency out, kick to backend.</summary>
    IoOut,

    /// <summary>ISCA 2016 test: I/O latency in, backend to guest.</summary>
    IoIn,
}
