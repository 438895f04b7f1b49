using Cloud.Domain.Hardware.Costs.Switching;
using Cloud.Domain.Hardware.Costs.Threads;

namespace Cloud.Simulation.Machine;

/// <summary>Direct costs of the modelled kernel, in core cycles unless the name says ns (2.2, 2.5). Numbers come from the registry of model
/// constants, which knows their sources; those that it does not have are model defaults, named so.</summary>
public sealed record KernelCosts
{
    /// <summary>No cost at all.</summary>
    public static readonly KernelCosts None = new()
    {
        ModeSwitch = 0, PickNext = 0, Registers = 0, FloatingPoint = 0, AddressSpace = 0, Accounting = 0, BranchBarrier = 0,
        Migration = 0, IdleExit = 0, TickNs = 0, TickFootprintBytes = 0, SyscallNs = 0, MinorFaultNs = 0, UserSwitchNs = 0, LineTransferNs = 0,
    };

    /// <summary>Entry to and exit from the kernel.</summary>
    public double ModeSwitch { get; init; } = SwitchConstants.ModeCycles;

    /// <summary>Picking the next task and keeping the books.</summary>
    public double PickNext { get; init; } = SwitchConstants.SchedulerCycles;

    /// <summary>Saving and restoring general registers ([M] 63 cycles).</summary>
    public double Registers { get; init; } = SwitchConstants.RegisterCycles;

    /// <summary>Saving and restoring vector state (AVX2; 400 with AVX-512).</summary>
    public double FloatingPoint { get; init; } = SwitchConstants.FpuAvx2Cycles;

    /// <summary>Loading CR3 ([C] Documentation/x86/pti.rst: "on the order of a hundred cycles").</summary>
    public double AddressSpace { get; init; } = SwitchConstants.Cr3Cycles;

    /// <summary>Bookkeeping of the address space.</summary>
    public double Accounting { get; init; } = SwitchConstants.MemoryMapCycles;

    /// <summary>Indirect branch predictor barrier between processes; 0 unless they ask for it (4000 then).</summary>
    public double BranchBarrier { get; init; }

    /// <summary>Moving a task between run queues (model default).</summary>
    public double Migration { get; init; } = 1000;

    /// <summary>Interrupt and exit from idle before a woken task runs (model default).</summary>
    public double IdleExit { get; init; } = 3000;

    /// <summary>Clock interrupt handler: 1 µs at 3.1 GHz (2.5).</summary>
    public double TickNs { get; init; } = SwitchConstants.TickDirectUs * 1000;

    /// <summary>Bytes that the handler pushes out of the caches (2.5: 8 to 16 KB).</summary>
    public double TickFootprintBytes { get; init; } = SwitchConstants.TickFootprintBytes;

    /// <summary>Null system call without page-table isolation (2.1: 70 to 100 ns).</summary>
    public double SyscallNs { get; init; } = SwitchConstants.SyscallNs;

    /// <summary>Minor page fault with a zeroed 4 KiB page: 0.5 µs (2.1).</summary>
    public double MinorFaultNs { get; init; } = SwitchConstants.MinorFaultUs * 1000;

    /// <summary>Switch between user-level threads (3: 20 to 25 ns).</summary>
    public double UserSwitchNs { get; init; } = ThreadConstants.UserSwitchNs;

    /// <summary>Moving a contended cache line to another core (1: 23 ns in a Milan complex).</summary>
    public double LineTransferNs { get; init; } = 23;
}
