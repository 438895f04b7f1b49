using Cloud.Domain.Hardware.Costs.Exits;
using Cloud.Domain.Hardware.Costs.Memory;
using Cloud.Domain.Iaas;

namespace Cloud.Simulation.Fluid;

/// <summary>What one guest asks of its host, as the fluid model needs it. Rates are means over a tick.</summary>
public sealed record FluidGuest
{
    /// <summary>Virtual machine, microVM or container.</summary>
    public InstanceKind Kind { get; init; } = InstanceKind.VirtualMachine;

    /// <summary>A container with a virtual machine of its own (Kata).</summary>
    public bool VmIsolated { get; init; }

    /// <summary>Its memory is kept from the host: dearer exits, bounce buffers, nothing reclaimed.</summary>
    public bool Confidential { get; init; }

    /// <summary>vCPUs of a VM, or the most threads of a container that may run at the same time.</summary>
    public int Vcpus { get; init; } = 1;

    /// <summary>Fraction of time that each vCPU would run, 0 to 1, had it a core to itself on bare metal; in between it sleeps.</summary>
    public double Demand { get; init; } = 1;

    /// <summary>Mean length of a CPU burst between two sleeps, in seconds of work; decides what wake-ups cost.</summary>
    public double BurstSeconds { get; init; } = 0.001;

    /// <summary>cpu.weight, above 0; 100 is a nice 0 task.</summary>
    public double Weight { get; init; } = 100;

    /// <summary>cpu.max as processors: quota divided by period; infinite for none.</summary>
    public double QuotaCpus { get; init; } = double.PositiveInfinity;

    /// <summary>Whole cores, with all their threads, that belong to this guest alone; 0 for a guest that shares.</summary>
    public int DedicatedCores { get; init; }

    /// <summary>May use idle threads of other NUMA nodes (no cpuset).</summary>
    public bool Floats { get; init; }

    /// <summary>Share of the vCPUs on each NUMA node; they sum to 1. Empty: spread evenly.</summary>
    public IReadOnlyList<double> CpuShares { get; init; } = [];

    /// <summary>Share of the memory on each NUMA node; they sum to 1. Empty: as the vCPUs.</summary>
    public IReadOnlyList<double> MemoryShares { get; init; } = [];

    /// <summary>Exits per second of guest work of one vCPU, by reason; those of its I/O come on top.</summary>
    public IReadOnlyList<ExitRate> Exits { get; init; } = [];

    /// <summary>Caches, TLB and memory bandwidth.</summary>
    public FluidCacheUse Cache { get; init; } = new();

    /// <summary>Memory.</summary>
    public FluidMemoryUse Memory { get; init; } = new();

    /// <summary>Network.</summary>
    public FluidNetworkUse Network { get; init; } = new();

    /// <summary>Block storage.</summary>
    public FluidDiskUse Disk { get; init; } = new();

    /// <summary>True when there is a hypervisor between it and the hardware.</summary>
    public bool IsVirtualized => Kind is not InstanceKind.Container || VmIsolated;
}

/// <summary>Size of a guest's pages in its own tables and in the host's.</summary>
public readonly record struct PageSizes(PageSize Guest, PageSize Backing)
{
    /// <summary>4 KiB in both.</summary>
    public static PageSizes Small => new(PageSize.Small, PageSize.Small);
}
