using Cloud.Domain.Placement;
using Cloud.Scheduler.Capacity;
using Cloud.Scheduler.Numa;
using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Needs;

/// <summary>Names exactly what a guest with needs gets on a host that has been chosen: NUMA nodes, cores, threads, pages, devices, functions.</summary>
internal static class NeedsPlacer
{
    /// <summary>The placement on NUMA nodes (a bit each) that the fitter chose for the guest. Throws when they do not have room.</summary>
    public static HostPlacement On(CapacityLedger ledger, PlacementAsk ask, int index, ulong nodes, PlacementProfile? profile)
    {
        var host = ledger.View(index);
        var claims = ask.Plan!.Floats ? FloatingClaims.Of(ledger, host, ask) : Claims(ledger, host, ask, nodes, profile);
        return new(host.Description.Id, ask.DiskGib, claims) { Extras = Extras(ledger, host, ask, nodes, profile) };
    }

    private static NumaClaim[] Claims(CapacityLedger ledger, in HostView host, PlacementAsk ask, ulong nodes, PlacementProfile? profile)
    {
        var fit = NeedsFitter.On(host, ask, nodes, profile is null ? new(NumaPreference.Lowest) : ProfileCost.Of(profile));
        if (!fit.Nodes.Found) throw new InvalidOperationException($"Decided on '{host.Description.Id}', which has no room.");
        var layout = ask.Plan!.Layouts[fit.Layout];
        var claims = new NumaClaim[layout.Length];
        var (at, overhead) = (0, host.OverheadMib(ask));
        for (var numa = 0; numa < host.NumaNodes; numa++)
        {
            if ((fit.Nodes.Nodes >> numa & 1) == 0) continue;
            var guest = 0;
            while (fit.Nodes.HostNode(guest) != numa) guest++;
            claims[at++] = Claim(ledger, host, ask.Plan, layout[guest], guest, numa, fit.Page, overhead);
            overhead = 0;
        }

        return claims;
    }

    private static NumaClaim Claim(
        CapacityLedger ledger, in HostView host, NeedsPlan plan, in GuestPart part, int guest, int numa, PageSize page, long overheadMib)
    {
        var threads = host.ThreadsPerCore(numa);
        var cores = ledger.FreeCores(host.NumaStart + numa, plan.CoresFor(part.Dedicated, threads));
        return new(numa, part.Vcpus, part.MemoryMib + overheadMib, cores)
        {
            Detail = new()
            {
                GuestNode = guest,
                SharedVcpus = cores.Length == 0 ? 0 : part.Shared,
                Threads = Pinning.Threads(cores, part.Dedicated, threads, plan.Needs.Threads),
                PageSize = page,
                Pages = page.Mib() == 0 ? 0 : part.MemoryMib / page.Mib(),
            },
        };
    }

    private static PlacementExtras? Extras(CapacityLedger ledger, in HostView host, PlacementAsk ask, ulong nodes, PlacementProfile? profile)
    {
        var (needs, slots) = (ask.Plan!.Needs, ask.Plan.Slots);
        if (slots.Length == 0 && needs.NetworkMbps == 0 && needs.Confidential == ConfidentialNeed.None) return null;
        var devices = host.Features.Devices;
        Span<sbyte> deviceOf = stackalloc sbyte[slots.Length];
        Span<ushort> used = stackalloc ushort[devices.Count];
        if (new DeviceMatcher(host, ask, nodes, deviceOf, used, profile).Match() != slots.Length)
            throw new InvalidOperationException($"Decided on '{host.Description.Id}', which has not the devices.");
        var claims = new List<DeviceClaim>();
        for (var device = 0; device < devices.Count; device++)
        {
            var units = 0;
            for (var slot = 0; slot < slots.Length; slot++)
            {
                if (deviceOf[slot] == device) units += slots[slot].Units(devices[device]);
            }

            if (units == 0) continue;
            claims.Add(new(devices[device].Name, units, devices[device].Kind == DeviceKind.Nic ? ledger.FunctionsFor(host.Index, device, units) : []));
        }

        return new() { Devices = claims, NetworkMbps = needs.NetworkMbps, ConfidentialKey = needs.Confidential != ConfidentialNeed.None };
    }
}

/// <summary>Which hardware threads dedicated vCPUs are pinned to.</summary>
internal static class Pinning
{
    /// <summary>Threads of the cores, ascending: the first of each core when isolated, otherwise core after core until every vCPU has one.</summary>
    public static int[] Threads(int[] cores, int vcpus, int threadsPerCore, ThreadPolicy policy)
    {
        var threads = new int[cores.Length == 0 ? 0 : vcpus];
        var width = policy == ThreadPolicy.Isolate ? 1 : threadsPerCore;
        for (var vcpu = 0; vcpu < threads.Length; vcpu++) threads[vcpu] = cores[vcpu / width] * threadsPerCore + vcpu % width;
        return threads;
    }
}

/// <summary>The pieces of a guest without NUMA nodes: lowest NUMA nodes first, as much as each takes.</summary>
internal static class FloatingClaims
{
    public static NumaClaim[] Of(CapacityLedger ledger, in HostView host, PlacementAsk ask)
    {
        var plan = ask.Plan!;
        var part = plan.Layouts[0][0];
        var page = NeedsFitter.FloatingPage(host, ask);
        var size = page.Mib();
        var (shared, dedicated) = (part.Shared, part.Dedicated);
        var small = host.OverheadMib(ask) + (size == 0 ? part.MemoryMib : 0);
        var huge = size == 0 ? 0 : part.MemoryMib / size;
        var claims = new List<NumaClaim>();
        for (var numa = 0; numa < host.NumaNodes && shared + dedicated + small + huge > 0; numa++)
        {
            var floating = Math.Min(shared, FloatingFitter.SharedOn(host, numa));
            var pinned = Math.Min(dedicated, FloatingFitter.DedicatedOn(host, plan, numa));
            var memory = Math.Min(small, Math.Max(0, host.MemoryRoomMib[numa]));
            var pages = Math.Min(huge, host.PageRoom(numa, page));
            if (floating + pinned + memory + pages == 0) continue;
            (shared, dedicated, small, huge) = (shared - floating, dedicated - pinned, small - memory, huge - pages);
            var threads = host.ThreadsPerCore(numa);
            var cores = ledger.FreeCores(host.NumaStart + numa, plan.CoresFor(pinned, threads));
            claims.Add(new(numa, floating + pinned, memory + pages * size, cores)
            {
                Detail = new() { Threads = Pinning.Threads(cores, pinned, threads, plan.Needs.Threads), PageSize = pages > 0 ? page : PageSize.Small, Pages = pages },
            });
        }

        return [.. claims];
    }
}
