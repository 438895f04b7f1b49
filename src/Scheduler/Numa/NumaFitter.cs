using Cloud.Scheduler.Columns;
using Cloud.Scheduler.Needs;
using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Numa;

/// <summary>Answers exactly whether, and on which NUMA nodes, a guest fits on a host.</summary>
public static class NumaFitter
{
    /// <summary>How many NUMA nodes the guest would span here: the fewest that fit, 0 when it does not fit.</summary>
    public static int Parts(in HostView host, PlacementAsk ask)
    {
        if (ask.Plan is not null) return NeedsFitter.Parts(host, ask);
        if (ask.DiskGib > host.DiskRoomGib) return 0;
        var cpu = host.CpuRoom(ask.Dedicated);
        var memory = host.MemoryRoomMib;
        var overhead = host.OverheadMib(ask);
        foreach (ref readonly var option in ask.Options)
        {
            if (Fits(cpu, memory, option.Parts, option.Vcpus, option.MemoryMib, overhead)) return option.Parts;
        }

        return 0;
    }

    /// <summary>
    /// Whether <paramref name="parts"/> distinct NUMA nodes have room for a part each, the lowest one for the overhead as well. Greedy is
    /// exact: the lowest NUMA node that can carry the overhead leaves most NUMA nodes above it.
    /// </summary>
    public static bool Fits(ReadOnlySpan<int> cpu, ReadOnlySpan<long> memory, int parts, int vcpus, long memoryMib, long overheadMib)
    {
        var needed = memoryMib + overheadMib;
        for (var numa = 0; numa < cpu.Length && numa < memory.Length; numa++)
        {
            if (cpu[numa] < vcpus || memory[numa] < needed) continue;
            if (--parts == 0) return true;
            needed = memoryMib;
        }

        return false;
    }

    /// <summary>The NUMA nodes a guest of <paramref name="parts"/> parts gets, as a bit per NUMA node; 0 when it does not fit.</summary>
    public static ulong Choose(in HostView host, PlacementAsk ask, int parts, NumaPreference preference) =>
        ask.Plan is null ? Select(host, ask, parts, preference).Nodes : Nodes(host, ask, parts, new(preference));

    /// <summary>The same as a profile has it: by its NUMA scorer, or by its preference when it has none.</summary>
    public static ulong Choose(in HostView host, PlacementAsk ask, int parts, PlacementProfile profile) => ask.Plan is not null
        ? Nodes(host, ask, parts, ProfileCost.Of(profile))
        : (profile.NumaScorer is { } scorer ? Select(host, ask, parts, scorer) : Select(host, ask, parts, profile.NumaPreference)).Nodes;

    /// <summary>The NUMA nodes that a NUMA scorer likes best together.</summary>
    public static ulong Choose(in HostView host, PlacementAsk ask, int parts, INumaScorer scorer) => Select(host, ask, parts, scorer).Nodes;

    /// <summary>What the tightest NUMA nodes would have left over, in capacities per part (0 to 2).</summary>
    public static double LeftOver(in HostView host, PlacementAsk ask, int parts)
    {
        if (ask.Plan is not null) return LeftOverOf(host, ask, parts);
        var option = Option(ask, parts);
        if (parts > 1) return Select(host, ask, parts, NumaPreference.Tightest).Cost / parts;
        var cpu = host.CpuRoom(ask.Dedicated);
        var memory = host.MemoryRoomMib;
        var needed = option.MemoryMib + host.OverheadMib(ask);
        var least = double.PositiveInfinity;
        for (var numa = 0; numa < cpu.Length && numa < memory.Length; numa++)
        {
            if (cpu[numa] >= option.Vcpus && memory[numa] >= needed)
                least = Math.Min(least, host.ShareLeft(numa, ask.Dedicated, option.Vcpus, needed));
        }

        return least;
    }

    /// <summary>What <paramref name="scorer"/> says of all hosts: −<see cref="LeftOver"/>, without a view of each host where guests have one part.</summary>
    internal static void TightestOfAll(in HostColumns hosts, IHostScorer scorer, PlacementAsk ask, Span<double> scores)
    {
        if (ask.Plan is not null || ask.Dedicated || ask.Options is not [{ Parts: 1 } option])
        {
            hosts.ScoreEach(scorer, ask, scores);
            return;
        }

        var (inventory, rooms) = hosts.NumaColumns;
        for (var host = 0; host < scores.Length; host++)
        {
            if (hosts.Parts[host] == 0) continue;
            var needed = option.MemoryMib + (inventory.ChargesOverhead[host] ? ask.Request.OverheadMemoryMib : 0);
            var least = double.PositiveInfinity;
            for (var numa = inventory.NumaStart[host]; numa < inventory.NumaStart[host + 1]; numa++)
            {
                if (rooms.Shared[numa] < option.Vcpus || rooms.MemoryMib[numa] < needed) continue;
                var left = (rooms.FreeVcpus[numa] - option.Vcpus) * inventory.CpuShare[numa] + (rooms.FreeMemoryMib[numa] - needed) * inventory.MemoryShare[numa];
                if (left < least) least = left;
            }

            scores[host] = -least;
        }
    }

    /// <summary>The largest number of vCPUs that <paramref name="parts"/> parts of the given memory could have each; 0 when none.</summary>
    public static int LargestVcpus(in HostView host, PlacementAsk ask, int parts, long memoryMib)
    {
        var cpu = host.CpuRoom(ask.Dedicated);
        var best = 0;
        foreach (var vcpus in cpu)
        {
            if (vcpus > best && Fits(cpu, host.MemoryRoomMib, parts, vcpus, memoryMib, host.OverheadMib(ask))) best = vcpus;
        }

        return best;
    }

    /// <summary>The most memory that <paramref name="parts"/> parts of the given vCPUs could have each, MiB; 0 when none.</summary>
    public static long LargestMemory(in HostView host, PlacementAsk ask, int parts, int vcpus)
    {
        var cpu = host.CpuRoom(ask.Dedicated);
        var memory = host.MemoryRoomMib;
        var overhead = host.OverheadMib(ask);
        var best = 0L;
        foreach (var room in memory)
        {
            if (room > best && Fits(cpu, memory, parts, vcpus, room, overhead)) best = room;
            if (room - overhead > best && Fits(cpu, memory, parts, vcpus, room - overhead, overhead)) best = room - overhead;
        }

        return best;
    }

    private static ulong Nodes(in HostView host, PlacementAsk ask, int parts, ProfileCost cost) =>
        ask.Plan!.Floats ? ulong.MaxValue >> (64 - host.NumaNodes) : NeedsFitter.Choose(host, ask, parts, cost).Nodes.Nodes;

    /// <summary>Without NUMA nodes of its own, a guest has the host's average.</summary>
    private static double LeftOverOf(in HostView host, PlacementAsk ask, int parts) => ask.Plan!.Floats
        ? host.FreeVcpuShare + host.FreeMemoryShare
        : NeedsFitter.Choose(host, ask, parts, new ProfileCost(NumaPreference.Tightest)).Nodes.Cost / parts;

    private static PartNeed Option(PlacementAsk ask, int parts)
    {
        foreach (var option in ask.Options)
        {
            if (option.Parts == parts) return option;
        }

        throw new ArgumentOutOfRangeException(nameof(parts), parts, "The request does not allow so many parts.");
    }

    private static NumaSelection Select(in HostView host, PlacementAsk ask, int parts, NumaPreference preference)
    {
        var option = Option(ask, parts);
        var cpu = host.CpuRoom(ask.Dedicated);
        var memory = host.MemoryRoomMib;
        var overhead = host.OverheadMib(ask);
        var sign = preference switch { NumaPreference.Tightest => 1, NumaPreference.Freest => -1, NumaPreference.Lowest => 0 };
        Span<double> first = stackalloc double[cpu.Length];
        Span<double> rest = stackalloc double[cpu.Length];
        for (var numa = 0; numa < cpu.Length; numa++)
        {
            var fits = cpu[numa] >= option.Vcpus && memory[numa] >= option.MemoryMib;
            var fitsFirst = fits && memory[numa] >= option.MemoryMib + overhead;
            rest[numa] = fits ? sign * host.ShareLeft(numa, ask.Dedicated, option.Vcpus, option.MemoryMib) : double.PositiveInfinity;
            first[numa] = fitsFirst
                ? sign * host.ShareLeft(numa, ask.Dedicated, option.Vcpus, option.MemoryMib + overhead)
                : double.PositiveInfinity;
        }

        return NumaSelection.Cheapest(first, rest, parts);
    }

    private static NumaSelection Select(in HostView host, PlacementAsk ask, int parts, INumaScorer scorer)
    {
        var option = Option(ask, parts);
        Span<double> first = stackalloc double[host.NumaNodes];
        Span<double> rest = stackalloc double[host.NumaNodes];
        var overhead = host.OverheadMib(ask);
        for (var numa = 0; numa < first.Length; numa++)
        {
            first[numa] = Cost(host, ask, option, numa, overhead, scorer);
            rest[numa] = overhead == 0 ? first[numa] : Cost(host, ask, option, numa, 0, scorer);
        }

        return NumaSelection.Cheapest(first, rest, parts);
    }

    private static double Cost(in HostView host, PlacementAsk ask, in PartNeed option, int numa, long overhead, INumaScorer scorer)
    {
        var memory = option.MemoryMib + overhead;
        if (host.CpuRoom(ask.Dedicated)[numa] < option.Vcpus || host.MemoryRoomMib[numa] < memory) return double.PositiveInfinity;
        var score = scorer.Score(host, ask, numa, option.Vcpus, memory);
        return double.IsFinite(score) ? -score : throw new InvalidOperationException($"NUMA scorer {scorer.Name} gave a score that is not a finite number.");
    }
}
