using Cloud.Scheduler.Needs;
using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Numa;

/// <summary>How far a host is from fitting, on the NUMA node that matters: the cold half of the fitter, used only after a no.</summary>
internal static class NumaShortfall
{
    /// <summary>
    /// The nearest miss over all layouts: the set of NUMA nodes that misses by least in total, and of it the NUMA node that misses by most.
    /// A host with too few NUMA nodes for every layout misses by NUMA nodes.
    /// </summary>
    public static Shortfall Of(in HostView host, PlacementAsk ask, bool cpu, bool memory)
    {
        if (ask.Plan is not null)
        {
            return NeedsShortfall.Of(host, ask,
                (cpu ? NeedsChecks.SharedVcpus | NeedsChecks.Cores : NeedsChecks.None)
                | (memory ? NeedsChecks.SmallMemory | NeedsChecks.HugePages : NeedsChecks.None));
        }

        var nearest = default(Shortfall);
        var nearestCost = double.PositiveInfinity;
        Span<double> first = stackalloc double[host.NumaNodes];
        Span<double> rest = stackalloc double[host.NumaNodes];
        foreach (ref readonly var option in ask.Options)
        {
            if (option.Parts > host.NumaNodes) continue;
            var overhead = host.OverheadMib(ask);
            for (var numa = 0; numa < host.NumaNodes; numa++)
            {
                rest[numa] = Missing(host, ask, option, numa, 0, cpu, memory);
                first[numa] = overhead == 0 ? rest[numa] : Missing(host, ask, option, numa, overhead, cpu, memory);
            }

            var selection = NumaSelection.Cheapest(first, rest, option.Parts);
            if (selection.Cost >= nearestCost) continue;
            nearestCost = selection.Cost;
            nearest = Worst(host, ask, option, selection.Nodes, cpu, memory);
        }

        return nearest;
    }

    /// <summary>What is missing on one NUMA node, as a share of what is needed.</summary>
    private static double Missing(in HostView host, PlacementAsk ask, in PartNeed option, int numa, long overhead, bool cpu, bool memory)
    {
        var missing = 0.0;
        if (cpu) missing += Math.Max(0, option.Vcpus - host.CpuRoom(ask.Dedicated)[numa]) / (double)option.Vcpus;
        if (memory)
        {
            var needed = option.MemoryMib + overhead;
            missing += Math.Max(0, needed - host.MemoryRoomMib[numa]) / (double)needed;
        }

        return missing;
    }

    private static Shortfall Worst(in HostView host, PlacementAsk ask, in PartNeed option, ulong nodes, bool cpu, bool memory)
    {
        var worst = default(Shortfall);
        var overhead = host.OverheadMib(ask);
        for (var numa = 0; numa < host.NumaNodes; numa++)
        {
            if ((nodes >> numa & 1) == 0) continue;
            if (cpu) worst = Larger(worst, Cpu(host, ask, option, numa));
            var needed = option.MemoryMib + overhead;
            if (memory) worst = Larger(worst, new(Shortfall.MemoryMib, numa, needed - host.MemoryRoomMib[numa], needed));
            overhead = 0;
        }

        return worst;
    }

    private static Shortfall Cpu(in HostView host, PlacementAsk ask, in PartNeed option, int numa)
    {
        var room = host.CpuRoom(ask.Dedicated)[numa];
        if (!ask.Dedicated) return new(Shortfall.Vcpus, numa, option.Vcpus - room, option.Vcpus);
        var needed = NumaRoom.CoresFor(option.Vcpus, host.ThreadsPerCore(numa));
        return new(Shortfall.Cores, numa, needed - room / host.ThreadsPerCore(numa), needed);
    }

    private static Shortfall Larger(Shortfall worst, Shortfall other) =>
        worst.Resource is null || other.Share > worst.Share ? other : worst;
}
