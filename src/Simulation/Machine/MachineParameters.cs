using Cloud.Domain.Hardware.Costs.Scheduling;
using Cloud.Simulation.Machine.Scheduling;

namespace Cloud.Simulation.Machine;

/// <summary>Which fair scheduler the modelled kernel has.</summary>
public enum SchedulerKind
{
    /// <summary>The Completely Fair Scheduler, Linux 2.6.23 to 6.5; what the course teaches.</summary>
    Cfs,

    /// <summary>Earliest Eligible Virtual Deadline First, Linux 6.6 and later.</summary>
    Eevdf,
}

/// <summary>
/// Everything that the event-level machine is told about a host and its kernel. Costs are in core cycles unless the name
/// says otherwise; section numbers refer to the hardware model reference.
/// </summary>
public sealed partial record MachineParameters
{
    /// <summary>Sockets, caches, cores and threads.</summary>
    public MachineTopology Topology { get; init; } = MachineTopology.Flat(8);

    /// <summary>Effective core clock in GHz (1): all-core turbo.</summary>
    public double FrequencyGhz { get; init; } = 3.1;

    /// <summary>Scheduling class.</summary>
    public SchedulerKind Scheduler { get; init; }

    /// <summary>Tunables of CFS; null for the kernel's defaults on this topology.</summary>
    public CfsTunables? Cfs { get; init; }

    /// <summary>Tunables of EEVDF; null for the kernel's defaults on this topology.</summary>
    public EevdfTunables? Eevdf { get; init; }

    /// <summary>Clock ticks per second on a busy thread (2.5).</summary>
    public int TickHz { get; init; } = 1000;

    /// <summary>Throughput of an SMT core with both siblings busy, relative to one (5.4).</summary>
    public double SmtThroughput { get; init; } = 1.25;

    /// <summary>Run time handed from a group's pool to one thread at a time (4.3), in ns.</summary>
    public long BandwidthSliceNs { get; init; } = (long)(SchedulerConstants.QuotaSliceMs * 1e6);

    /// <summary>
    /// Mean time between two looks of a busy thread for imbalance, in ns; 0 for never. Source: the kernel multiplies a domain's
    /// interval, 1 ms per thread, by busy_factor 16; this is a domain of four.
    /// </summary>
    public long BalanceIntervalNs { get; init; } = 64_000_000;

    /// <summary>A queued task that ran so recently is cache hot and is not moved between busy threads (4.1), in ns.</summary>
    public long MigrationCostNs { get; init; } = (long)(SchedulerConstants.MigrationCostMs * 1e6);

    /// <summary>Kernel entries, switches and wake-ups.</summary>
    public KernelCosts Kernel { get; init; } = new();

    /// <summary>Caches, as far as switches and migrations feel them.</summary>
    public CacheCosts Cache { get; init; } = new();

    /// <summary>TLB, as far as switches and migrations feel it.</summary>
    public TlbCosts Tlb { get; init; } = new();

    /// <summary>Costs of running guests.</summary>
    public GuestCosts Guest { get; init; } = new();

    /// <summary>A machine whose mechanisms cost nothing: what remains is scheduling itself.</summary>
    public static MachineParameters Ideal(int cores, SchedulerKind scheduler = SchedulerKind.Cfs) => new()
    {
        Topology = MachineTopology.Flat(cores),
        Scheduler = scheduler,
        Kernel = KernelCosts.None,
        Cache = CacheCosts.None,
        Tlb = TlbCosts.None,
        Guest = GuestCosts.None,
    };
}
