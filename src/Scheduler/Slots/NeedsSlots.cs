using Cloud.Domain.Placement;
using Cloud.Scheduler.Capacity;
using Cloud.Scheduler.Needs;
using Cloud.Scheduler.Numa;
using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Slots;

/// <summary>How many guests fit on one host.</summary>
/// <param name="Count">Never too many.</param>
/// <param name="IsExact">Whether no arrangement takes more; otherwise it is what placing one after another reaches.</param>
public readonly record struct HostSlots(int Count, bool IsExact);

/// <summary>
/// How many more guests with needs a host would take. Closed forms: guests of one part (shared, dedicated or mixed vCPUs, any page size, devices
/// anywhere or required near), guests of equal parts without overhead and without devices that must be near, and guests without NUMA nodes where no
/// limit is by guest. All others are placed one after another on the ledger and taken back; the answer is exact when it reaches the bound by sums.
/// </summary>
internal static class NeedsSlots
{
    public static HostSlots Of(CapacityLedger ledger, PlacementAsk ask, int index)
    {
        var host = ledger.View(index);
        var plan = ask.Plan!;
        if (host.IsCordoned || plan.Refusals(host) != FeatureRefusals.None) return new(0, IsExact: true);
        var (byDevices, isDeviceExact) = DeviceSlots.OnHost(host, plan);
        var most = Math.Min(Math.Min(ByHost(host, ask), byDevices), BySums(host, ask));
        if (most == 0) return new(0, IsExact: true);
        if (isDeviceExact && Closed(host, ask) is { } closed)
        {
            var count = Math.Min(closed, most);
            if (plan.Layouts.Length == 1 || count == most || host.NumaNodes == 1) return new(count, IsExact: true);
        }

        var placed = Placed(ledger, ask, index, most);
        return new(placed, placed == most || placed == 0);
    }

    /// <summary>What the first layout alone takes; null where there is no closed form.</summary>
    private static int? Closed(in HostView host, PlacementAsk ask)
    {
        var plan = ask.Plan!;
        if (plan.Floats) return NodeSlots.Floating(host, ask);
        ReadOnlySpan<GuestPart> parts = plan.Layouts[0];
        if (parts.Length > host.NumaNodes) return 0;
        if (parts.Length == 1) return Whole(host, ask, parts[0]);
        if (plan.Pages.Length > 1 || host.OverheadMib(ask) > 0 || plan.HasAffinity(DeviceAffinity.Required)) return null;
        foreach (var part in parts)
        {
            if (part != parts[0]) return null;
        }

        Span<int> counts = stackalloc int[host.NumaNodes];
        for (var numa = 0; numa < counts.Length; numa++) counts[numa] = NodeSlots.On(host, ask, parts[0], numa);
        return SlotCount.OfParts(counts, parts.Length);
    }

    private static int? Whole(in HostView host, PlacementAsk ask, in GuestPart part)
    {
        var sum = 0L;
        for (var numa = 0; numa < host.NumaNodes; numa++)
        {
            var count = NodeSlots.On(host, ask, part, numa);
            sum += count == 0 ? 0 : Math.Min(count, DeviceSlots.RequiredOn(host, ask.Plan!, numa));
        }

        return (int)Math.Min(sum, int.MaxValue);
    }

    private static int ByHost(in HostView host, PlacementAsk ask)
    {
        var needs = ask.Plan!.Needs;
        var most = int.MaxValue;
        if (ask.DiskGib > 0) most = Math.Min(most, Math.Max(0, host.DiskRoomGib) / ask.DiskGib);
        if (needs.NetworkMbps > 0) most = Math.Min(most, host.NetworkRoomMbps / needs.NetworkMbps);
        return needs.Confidential == ConfidentialNeed.None ? most : Math.Min(most, host.ConfidentialRoom);
    }

    /// <summary>A bound for every layout: what all NUMA nodes have together.</summary>
    private static int BySums(in HostView host, PlacementAsk ask)
    {
        var (vcpus, cores, small, pages2M, pages1G, threads) = (0L, 0L, 0L, 0L, 0L, 1);
        for (var numa = 0; numa < host.NumaNodes; numa++)
        {
            vcpus += Math.Max(0, host.FreeVcpus[numa]);
            cores += Math.Max(0, host.CpuRoom(dedicated: true)[numa]) / host.ThreadsPerCore(numa);
            small += Math.Max(0, host.FreeMemoryMib[numa]);
            pages2M += host.PageRoom(numa, PageSize.Large2M);
            pages1G += host.PageRoom(numa, PageSize.Huge1G);
            threads = Math.Max(threads, host.ThreadsPerCore(numa));
        }

        var plan = ask.Plan!;
        var (shared, dedicated, memory) = plan.Layouts[0].Aggregate((Shared: 0L, Dedicated: 0, Memory: 0L), (sum, part) => (sum.Shared + part.Shared, sum.Dedicated + part.Dedicated, sum.Memory + part.MemoryMib));
        var overhead = host.OverheadMib(ask);
        var most = (long)int.MaxValue;
        if (shared > 0) most = Math.Min(most, vcpus / shared);
        if (dedicated > 0) most = Math.Min(most, plan.CoresFor(dedicated, threads) is > 0 and var needed ? cores / needed : 0);
        if (overhead > 0) most = Math.Min(most, small / overhead);
        most = Math.Min(most, plan.Needs.Pages switch
        {
            PageSize.Small => small / (memory + overhead),
            PageSize.Large2M => pages2M * 2 / memory,
            PageSize.Huge1G => pages1G * 1024 / memory,
            PageSize.Any => (small + pages2M * 2 + pages1G * 1024) / memory,
        });
        return (int)most;
    }

    /// <summary>Places and takes until nothing more fits, then gives everything back: the ledger is as it was to the last bit.</summary>
    private static int Placed(CapacityLedger ledger, PlacementAsk ask, int index, int most)
    {
        var taken = new List<HostPlacement>();
        while (taken.Count < most && NumaFitter.Parts(ledger.View(index), ask) is > 0 and var parts)
        {
            var placement = HostPlacer.On(ledger, ask, index, parts, PlacementProfiles.Spread);
            ledger.Take(placement);
            taken.Add(placement);
        }

        for (var at = taken.Count - 1; at >= 0; at--) ledger.Release(taken[at]);
        return taken.Count;
    }
}
