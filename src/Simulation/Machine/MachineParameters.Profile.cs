using Cloud.Domain.Hardware;
using Cloud.Domain.Hardware.Costs.Exits;
using Cloud.Domain.Hardware.Costs.Memory;
using Cloud.Domain.Hardware.Costs.Servers;

namespace Cloud.Simulation.Machine;

/// <summary>From a hardware profile and the registry of constants to what the event-level machine needs.</summary>
public sealed partial record MachineParameters
{
    /// <summary>Parameters of a profile, so that this model and the closed forms speak of the same host.</summary>
    /// <param name="profile">The host.</param>
    /// <param name="mode">Its NUMA mode; null for the profile's first.</param>
    /// <param name="scheduler">Scheduling class of its kernel.</param>
    /// <param name="stallFraction">Memory-stall fraction of the load, which decides what SMT gives (5.4).</param>
    /// <exception cref="ArgumentException">The complexes of a socket do not divide into its NUMA nodes and cannot be cut.</exception>
    public static MachineParameters Of(
        HardwareProfile profile, NumaMode? mode = null, SchedulerKind scheduler = SchedulerKind.Cfs, double stallFraction = 0.4)
    {
        mode ??= profile.DefaultNumaMode;
        var table = ExitTable.FindTable(profile.ExitTable);
        return new MachineParameters
        {
            Topology = TopologyOf(profile, mode),
            FrequencyGhz = profile.Clock.AllCoreGhz,
            Scheduler = scheduler,
            SmtThroughput = profile.ThreadsPerCore == 1 ? 1 : Parallelism.SmtFactor(stallFraction),
            Kernel = new KernelCosts { LineTransferNs = profile.LineTransfer.ComplexNs },
            Cache = CacheOf(profile, mode),
            Tlb = new TlbCosts
            {
                Entries = profile.Tlb.LastLevel4K, Tagged = profile.Paging.TagsProcesses, Walkers = profile.Tlb.Walkers,
                WalkCycles = PagingConstants.NativeReferences * PagingConstants.TypicalPteCycles,
            },
            Guest = table is null
                ? new GuestCosts { Exits = [.. Enum.GetValues<ExitReason>().Select(_ => GuestCosts.NoSuchExit)], VmSwitch = 0 }
                : new GuestCosts { Exits = GuestCosts.ExitsOf(table), VmSwitch = table.Cycles(ExitReason.VmSwitch) },
        };
    }

    /// <summary>A NUMA mode that is finer than a last-level cache cuts it: the cores of a node then form a complex of their own.</summary>
    private static MachineTopology TopologyOf(HardwareProfile profile, NumaMode mode)
    {
        var complexes = profile.ComplexesPerSocket;
        var nodes = mode.NodesPerSocket;
        if (complexes % nodes == 0)
            return new MachineTopology(profile.Sockets, nodes, complexes / nodes, profile.CoresPerComplex, profile.ThreadsPerCore);
        if (profile.CoresPerSocket % nodes != 0)
            throw new ArgumentException($"{profile.CoresPerSocket} cores of {profile.Name} do not divide into {nodes} NUMA nodes.", nameof(mode));
        return new MachineTopology(profile.Sockets, nodes, 1, profile.CoresPerSocket / nodes, profile.ThreadsPerCore);
    }

    private static CacheCosts CacheOf(HardwareProfile profile, NumaMode mode)
    {
        var l1 = profile.Cache(CacheName.L1D)!;
        var l2 = profile.Cache(CacheName.L2);
        var l3 = profile.Cache(CacheName.L3);
        var memoryNs = mode.LatencyNs.Row(0)[0];
        var l3Ns = l3?.LatencyNs(profile.Clock) ?? memoryNs;
        return new CacheCosts
        {
            L1Bytes = l1.SizeBytes,
            L1Ns = l1.LatencyNs(profile.Clock),
            L2Bytes = l2?.SizeBytes ?? l1.SizeBytes,
            L2Ns = l2?.LatencyNs(profile.Clock) ?? l3Ns,
            L3Bytes = l3?.SizeBytes ?? l1.SizeBytes,
            L3Ns = l3Ns,
            MemoryNs = memoryNs,
        };
    }
}
