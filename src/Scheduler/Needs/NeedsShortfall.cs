using Cloud.Domain.Placement;
using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Needs;

/// <summary>How far a host is from what a guest needs; used only after a no.</summary>
internal static class NeedsShortfall
{
    /// <summary>The nearest miss over layouts and page sizes: the NUMA nodes that miss by least together, and of them the one that misses by most.</summary>
    public static Shortfall Of(in HostView host, PlacementAsk ask, NeedsChecks checks)
    {
        var plan = ask.Plan!;
        var (nearest, least) = (default(Shortfall), double.PositiveInfinity);
        foreach (var parts in plan.Layouts)
        {
            foreach (var page in plan.Pages)
            {
                var miss = plan.Floats ? Floating(host, ask, parts[0], page, checks) : Of(host, ask, parts, page, checks);
                if (miss.Resource is null || miss.Share >= least) continue;
                (nearest, least) = (miss, miss.Share);
            }
        }

        return nearest;
    }

    /// <summary>Device slots that stay empty, with the best choice of NUMA nodes.</summary>
    public static int MissingDevices(in HostView host, PlacementAsk ask)
    {
        var slots = ask.Plan!.Slots.Length;
        if (slots == 0) return 0;
        if (!ask.Plan.HasAffinity(DeviceAffinity.Required)) return slots - Matched(host, ask, ulong.MaxValue);
        var most = 0;
        foreach (var parts in ask.Plan.Layouts)
        {
            if (parts.Length > host.NumaNodes || host.Features.Devices.Count == 0) continue;
            for (var set = (1UL << parts.Length) - 1; set < 1UL << host.NumaNodes; set = NeedsFitter.NextSet(set)) most = Math.Max(most, Matched(host, ask, set));
        }

        return slots - most;
    }

    /// <summary>What is missing of devices: thousandths for a single fraction, otherwise how many.</summary>
    public static Shortfall Devices(in HostView host, PlacementAsk ask)
    {
        var slots = ask.Plan!.Slots;
        if (slots is [{ Thousandths: > 0 and < HostDevice.Whole } only])
        {
            var most = 0;
            for (var device = 0; device < host.DeviceRoom.Length; device++)
            {
                if ((ask.Plan.Suitable(host, only.Need) >> device & 1) != 0) most = Math.Max(most, host.DeviceRoom[device]);
            }

            return new(Shortfall.GpuThousandths, -1, Math.Max(1, only.Thousandths - most), only.Thousandths);
        }

        var functions = slots.Length > 0 && slots.All(slot => slot.Thousandths == 0);
        return new(functions ? Shortfall.VirtualFunctions : Shortfall.Devices, -1, Math.Max(1, MissingDevices(host, ask)), slots.Length);
    }

    private static int Matched(in HostView host, PlacementAsk ask, ulong numaNodes)
    {
        Span<sbyte> deviceOf = stackalloc sbyte[ask.Plan!.Slots.Length];
        Span<ushort> used = stackalloc ushort[host.Features.Devices.Count];
        return new DeviceMatcher(host, ask, numaNodes, deviceOf, used).Match();
    }

    private static Shortfall Floating(in HostView host, PlacementAsk ask, in GuestPart part, PageSize page, NeedsChecks checks)
    {
        var missing = FloatingFitter.Missing(host, ask, part, page, checks, out var check);
        return check switch
        {
            NeedsChecks.SharedVcpus => new(Shortfall.Vcpus, -1, missing, part.Shared),
            NeedsChecks.Cores => new(Shortfall.Vcpus, -1, missing, part.Dedicated),
            NeedsChecks.SmallMemory => new(Shortfall.MemoryMib, -1, missing, host.OverheadMib(ask) + part.MemoryMib),
            NeedsChecks.HugePages => new(page == PageSize.Huge1G ? Shortfall.Pages1G : Shortfall.Pages2M, -1, missing, Math.Max(missing, part.MemoryMib / page.Mib())),
            _ => default,
        };
    }

    private static Shortfall Of(in HostView host, PlacementAsk ask, GuestPart[] parts, PageSize page, NeedsChecks checks)
    {
        if (parts.Length > host.NumaNodes) return default;
        var nodes = NodeAssignment.Cheapest(host, ask, parts, page, ulong.MaxValue, new MissCost(checks));
        var (worst, overhead) = (default(Shortfall), host.OverheadMib(ask));
        for (var numa = 0; numa < host.NumaNodes; numa++)
        {
            if ((nodes.Nodes >> numa & 1) == 0) continue;
            var part = 0;
            while (nodes.HostNode(part) != numa) part++;
            foreach (var miss in PartMisses.Of(host, ask.Plan!, parts[part], numa, page, overhead, checks))
            {
                if (miss.Resource is not null && (worst.Resource is null || miss.Share > worst.Share)) worst = miss;
            }

            overhead = 0;
        }

        return worst;
    }
}
