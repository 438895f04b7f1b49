using System.Numerics;
using Cloud.Domain.Placement;
using Cloud.Scheduler.Numa;
using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Needs;

/// <summary>What is looked at when a host is asked whether it has room; rules look at one thing each, the fitter at all.</summary>
[Flags]
internal enum NeedsChecks
{
    None = 0,
    SharedVcpus = 1,
    Cores = 2,
    SmallMemory = 4,
    HugePages = 8,
    Devices = 16,
    All = SharedVcpus | Cores | SmallMemory | HugePages | Devices,
}

internal static class NeedsCheckSets
{
    /// <summary>Whether any of <paramref name="which"/> is looked at.</summary>
    public static bool Has(this NeedsChecks checks, NeedsChecks which) => (checks & which) != NeedsChecks.None;
}

/// <summary>A layout, a page size and NUMA nodes that go together.</summary>
internal readonly record struct NeedsFit(int Layout, PageSize Page, NodeAssignment Nodes);

/// <summary>Answers exactly whether, and on which NUMA nodes, a guest with needs fits on a host: the counterpart of <see cref="NumaFitter"/>.</summary>
internal static class NeedsFitter
{
    /// <summary>How many NUMA nodes the guest would span here: the fewest that fit, 1 when it has none of its own, 0 when it does not fit.</summary>
    public static int Parts(in HostView host, PlacementAsk ask)
    {
        var plan = ask.Plan!;
        if (plan.Refusals(host) != FeatureRefusals.None || ask.DiskGib > host.DiskRoomGib || !FitsHost(host, plan)) return 0;
        for (var layout = 0; layout < plan.Layouts.Length; layout++)
        {
            if (FitsLayout(host, ask, layout, NeedsChecks.All)) return plan.Layouts[layout].Length;
        }

        return 0;
    }

    /// <summary>Whether some layout has room when only some things count.</summary>
    public static bool Fits(in HostView host, PlacementAsk ask, NeedsChecks checks)
    {
        for (var layout = 0; layout < ask.Plan!.Layouts.Length; layout++)
        {
            if (FitsLayout(host, ask, layout, checks)) return true;
        }

        return false;
    }

    /// <summary>The best fit in so many parts: the first page size that has room, and the NUMA nodes as the profile likes them.</summary>
    public static NeedsFit Choose<TCost>(in HostView host, PlacementAsk ask, int parts, TCost cost)
        where TCost : struct, IPartCost
    {
        var plan = ask.Plan!;
        for (var layout = 0; layout < plan.Layouts.Length; layout++)
        {
            if (plan.Layouts[layout].Length != parts) continue;
            foreach (var page in plan.Pages)
            {
                if (Cheapest(host, ask, layout, page, NeedsChecks.All, cost) is { Found: true } nodes) return new(layout, page, nodes);
            }
        }

        return new(0, PageSize.Small, NodeAssignment.None);
    }

    /// <summary>The fit on exactly these NUMA nodes, which have room for the devices.</summary>
    public static NeedsFit On<TCost>(in HostView host, PlacementAsk ask, ulong nodes, TCost cost)
        where TCost : struct, IPartCost
    {
        var plan = ask.Plan!;
        for (var layout = 0; layout < plan.Layouts.Length; layout++)
        {
            if (plan.Layouts[layout].Length != BitOperations.PopCount(nodes)) continue;
            foreach (var page in plan.Pages)
            {
                if (NodeAssignment.Cheapest(host, ask, plan.Layouts[layout], page, nodes, cost) is { Found: true } found) return new(layout, page, found);
            }
        }

        return new(0, PageSize.Small, NodeAssignment.None);
    }

    /// <summary>The page size of a guest without NUMA nodes; <see cref="PageSize.Any"/> when there is no room.</summary>
    public static PageSize FloatingPage(in HostView host, PlacementAsk ask)
    {
        foreach (var page in ask.Plan!.Pages)
        {
            if (FloatingFitter.Fits(host, ask, page, NeedsChecks.All)) return page;
        }

        return PageSize.Any;
    }

    public static bool FitsHost(in HostView host, NeedsPlan plan) =>
        plan.Needs.NetworkMbps <= host.NetworkRoomMbps && (plan.Needs.Confidential == ConfidentialNeed.None || host.ConfidentialRoom > 0);

    /// <summary>Whether a NUMA node has room for a part.</summary>
    public static bool FitsPart(in HostView host, NeedsPlan plan, in GuestPart part, int numa, PageSize page, long overheadMib, NeedsChecks checks)
    {
        var cores = !checks.Has(NeedsChecks.Cores) ? 0 : plan.CoresFor(part.Dedicated, host.ThreadsPerCore(numa));
        if (cores < 0 || !host.FitsCpu(numa, !checks.Has(NeedsChecks.SharedVcpus) ? 0 : part.Shared, cores)) return false;
        var size = page.Mib();
        var small = size == 0 ? part.MemoryMib + overheadMib : overheadMib;
        if (checks.Has(NeedsChecks.SmallMemory) && small > Math.Max(0, host.MemoryRoomMib[numa])) return false;
        return !checks.Has(NeedsChecks.HugePages) || size == 0
            || (part.MemoryMib % size == 0 && part.MemoryMib / size <= host.PageRoom(numa, page));
    }

    private static bool FitsLayout(in HostView host, PlacementAsk ask, int layout, NeedsChecks checks)
    {
        foreach (var page in ask.Plan!.Pages)
        {
            if (ask.Plan.Floats ? FloatingFitter.Fits(host, ask, page, checks) : Cheapest(host, ask, layout, page, checks, new FitCost(checks)).Found) return true;
        }

        return false;
    }

    /// <summary>The cheapest NUMA nodes on which the devices also are as they have to be; first of all, as many as possible where they had better be.</summary>
    private static NodeAssignment Cheapest<TCost>(in HostView host, PlacementAsk ask, int layout, PageSize page, NeedsChecks checks, TCost cost)
        where TCost : struct, IPartCost
    {
        var plan = ask.Plan!;
        ReadOnlySpan<GuestPart> parts = plan.Layouts[layout];
        if (parts.Length > host.NumaNodes) return NodeAssignment.None;
        var devices = checks.Has(NeedsChecks.Devices) && plan.Slots.Length > 0;
        if (!devices) return NodeAssignment.Cheapest(host, ask, parts, page, ulong.MaxValue, cost);
        var required = plan.HasAffinity(DeviceAffinity.Required);
        if (!required && Remote(host, ask, ulong.MaxValue) < 0) return NodeAssignment.None;
        // Where devices are matters only when they must be near, or when a place is chosen rather than asked for.
        if (!required && (typeof(TCost) == typeof(FitCost) || !plan.HasAffinity(DeviceAffinity.Preferred)))
            return NodeAssignment.Cheapest(host, ask, parts, page, ulong.MaxValue, cost);
        return CheapestNear(host, ask, parts, page, cost);
    }

    /// <summary>Tries every set of NUMA nodes; hosts with devices have few.</summary>
    private static NodeAssignment CheapestNear<TCost>(in HostView host, PlacementAsk ask, ReadOnlySpan<GuestPart> parts, PageSize page, TCost cost)
        where TCost : struct, IPartCost
    {
        var (best, fewest) = (NodeAssignment.None, int.MaxValue);
        if (host.Features.Devices.Count == 0) return best;
        for (var set = (1UL << parts.Length) - 1; set < 1UL << host.NumaNodes; set = NextSet(set))
        {
            var remote = Remote(host, ask, set);
            if (remote < 0 || remote > fewest) continue;
            var found = NodeAssignment.Cheapest(host, ask, parts, page, set, cost);
            if (!found.Found || (remote == fewest && found.Cost >= best.Cost)) continue;
            (best, fewest) = (found, remote);
            if (typeof(TCost) == typeof(FitCost)) break;
        }

        return best;
    }

    /// <summary>Devices that would be on other NUMA nodes against their wish, or -1 when the host has not the devices.</summary>
    private static int Remote(in HostView host, PlacementAsk ask, ulong numaNodes)
    {
        Span<sbyte> deviceOf = stackalloc sbyte[ask.Plan!.Slots.Length];
        Span<ushort> used = stackalloc ushort[host.Features.Devices.Count];
        var matcher = new DeviceMatcher(host, ask, numaNodes, deviceOf, used);
        return matcher.Match() == deviceOf.Length ? matcher.Remote() : -1;
    }

    /// <summary>The next larger number with as many bits. Source: Gosper, HAKMEM 175; confidence: C.</summary>
    internal static ulong NextSet(ulong set)
    {
        var lowest = set & (~set + 1);
        var carried = set + lowest;
        return carried | (set ^ carried) / lowest >> 2;
    }
}
