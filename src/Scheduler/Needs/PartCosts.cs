using Cloud.Domain.Placement;
using Cloud.Scheduler.Numa;
using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Needs;

/// <summary>Every NUMA node with room is as good as another.</summary>
internal readonly struct FitCost(NeedsChecks checks) : IPartCost
{
    public double Of(in HostView host, PlacementAsk ask, in GuestPart part, int numaNode, PageSize page, long overheadMib) =>
        NeedsFitter.FitsPart(host, ask.Plan!, part, numaNode, page, overheadMib, checks) ? 0 : double.PositiveInfinity;
}

/// <summary>What a profile thinks of a NUMA node with room: by its NUMA scorer, or by its preference when it has none.</summary>
internal readonly struct ProfileCost(NumaPreference preference, INumaScorer? scorer = null) : IPartCost
{
    public static ProfileCost Of(PlacementProfile profile) => new(profile.NumaPreference, profile.NumaScorer);

    public double Of(in HostView host, PlacementAsk ask, in GuestPart part, int numaNode, PageSize page, long overheadMib)
    {
        if (!NeedsFitter.FitsPart(host, ask.Plan!, part, numaNode, page, overheadMib, NeedsChecks.All)) return double.PositiveInfinity;
        var small = overheadMib + (page.Mib() == 0 ? part.MemoryMib : 0);
        if (scorer is not null)
        {
            var score = scorer.Score(host, ask, numaNode, part.Vcpus, small);
            return double.IsFinite(score) ? -score : throw new InvalidOperationException($"NUMA scorer {scorer.Name} gave a score that is not a finite number.");
        }

        var left = host.ShareLeft(numaNode, dedicated: part.Shared == 0, part.Vcpus, small);
        return preference switch { NumaPreference.Tightest => left, NumaPreference.Freest => -left, NumaPreference.Lowest => 0 };
    }
}

/// <summary>What a NUMA node is short of for a part, as shares of what is needed: always finite.</summary>
internal readonly struct MissCost(NeedsChecks checks) : IPartCost
{
    public double Of(in HostView host, PlacementAsk ask, in GuestPart part, int numaNode, PageSize page, long overheadMib)
    {
        var sum = 0.0;
        foreach (var miss in PartMisses.Of(host, ask.Plan!, part, numaNode, page, overheadMib, checks)) sum += miss.Resource is null ? 0 : miss.Share;
        return sum;
    }
}

/// <summary>What a NUMA node is short of for a part, resource by resource.</summary>
internal static class PartMisses
{
    public static Shortfall[] Of(in HostView host, NeedsPlan plan, in GuestPart part, int numa, PageSize page, long overheadMib, NeedsChecks checks) =>
    [
        !checks.Has(NeedsChecks.SharedVcpus | NeedsChecks.Cores) ? default : Cpu(host, plan, part, numa, checks),
        !checks.Has(NeedsChecks.SmallMemory) ? default
            : Miss(Shortfall.MemoryMib, numa, overheadMib + (page.Mib() == 0 ? part.MemoryMib : 0), host.MemoryRoomMib[numa]),
        !checks.Has(NeedsChecks.HugePages) || page.Mib() == 0 ? default
            : Miss(page == PageSize.Huge1G ? Shortfall.Pages1G : Shortfall.Pages2M, numa, (part.MemoryMib + page.Mib() - 1) / page.Mib(), host.PageRoom(numa, page)),
    ];

    private static Shortfall Cpu(in HostView host, NeedsPlan plan, in GuestPart part, int numa, NeedsChecks checks)
    {
        var threads = host.ThreadsPerCore(numa);
        var shared = !checks.Has(NeedsChecks.SharedVcpus) ? 0 : part.Shared;
        var cores = !checks.Has(NeedsChecks.Cores) ? 0 : plan.CoresFor(part.Dedicated, threads);
        if (cores < 0) return new(Shortfall.Cores, numa, part.Dedicated, part.Dedicated);
        var free = Math.Max(0, host.CpuRoom(dedicated: true)[numa]) / threads;
        if (cores > free) return new(Shortfall.Cores, numa, cores - free, cores);
        var fits = shared;
        while (fits > 0 && !host.FitsCpu(numa, fits, cores)) fits--;
        return Miss(Shortfall.Vcpus, numa, shared, fits);
    }

    private static Shortfall Miss(string resource, int numa, long needed, long room) =>
        needed <= Math.Max(0, room) ? default : new(resource, numa, needed - Math.Max(0, room), needed);
}
