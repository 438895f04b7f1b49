using Cloud.Domain.Hardware;
using Cloud.Domain.Placement;
using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Tests.Needs;

/// <summary>
/// Every way to lay a guest with needs out on a host, tried one by one against what is held there: slow, obvious, and written without the
/// ledger, the fitter and the matcher.
/// </summary>
internal sealed class NeedsOracle(HostDescription host, IReadOnlyList<HostPlacement> held)
{
    private readonly PoolPolicy _pool = World.Pools[host.Pool];
    private readonly List<HostPlacement> _here = [.. held.Where(placement => placement.Host == host.Id)];

    public bool Fits(PlacementRequest request)
    {
        var shape = request.Shape;
        var needs = shape.Needs ?? new();
        var overhead = _pool.ChargeOverhead ? request.OverheadMemoryMib : 0;
        if (shape.DiskGib > host.DiskGib - _here.Sum(placement => placement.DiskGib) || !HasFeatures(needs)) return false;
        PageSize[] pages = needs.Pages == PageSize.Any ? [PageSize.Small, PageSize.Large2M, PageSize.Huge1G] : [needs.Pages];
        if (needs.Layout == NumaLayout.None) return pages.Any(page => Pours(shape, needs, page, overhead)) && Devices(needs, [.. Enumerable.Range(0, host.NumaNodes.Count)]);
        return Layouts(shape, needs).Any(parts => Maps(parts.Count).Any(map =>
            pages.Any(page => Enumerable.Range(0, parts.Count).All(part => Takes(map[part], parts[part], needs, page, map[part] == map.Min() ? overhead : 0)))
            && Devices(needs, map)));
    }

    private static IEnumerable<List<GuestNumaNode>> Layouts(InstanceShape shape, InstanceNeeds needs)
    {
        var dedicated = shape.CpuPolicy switch { CpuPolicy.Shared => 0, CpuPolicy.Dedicated => shape.Vcpus, _ => needs.DedicatedVcpus };
        if (needs.GuestNumaNodes.Count > 0)
            return [[.. needs.GuestNumaNodes.Select(node => shape.CpuPolicy == CpuPolicy.Dedicated ? node with { DedicatedVcpus = node.Vcpus } : node)]];
        int[] layouts = shape.NumaNodes > 0 ? [shape.NumaNodes] : [1, 2, 4, 8];
        return layouts.Where(parts => shape.Vcpus % parts == 0 && shape.MemoryMib % parts == 0 && dedicated % parts == 0)
            .Select(parts => Enumerable.Repeat(new GuestNumaNode(shape.Vcpus / parts, shape.MemoryMib / parts, dedicated / parts), parts).ToList());
    }

    /// <summary>Every way to put so many NUMA nodes of the guest on distinct ones of the host.</summary>
    private IEnumerable<int[]> Maps(int parts)
    {
        IEnumerable<int[]> maps = [[]];
        for (var part = 0; part < parts; part++)
            maps = maps.SelectMany(map => Enumerable.Range(0, host.NumaNodes.Count).Where(numa => !map.Contains(numa)).Select(numa => (int[])[.. map, numa])).ToList();
        return maps;
    }

    private bool Takes(int numa, GuestNumaNode part, InstanceNeeds needs, PageSize page, long overhead)
    {
        var (description, claims) = (host.NumaNodes[numa], Claims(numa));
        if (part.DedicatedVcpus > 0 && needs.Threads == ThreadPolicy.Require && description.ThreadsPerCore == 1) return false;
        var cores = Cores(part.DedicatedVcpus, needs, description);
        return Holds(description, claims, part.Vcpus - part.DedicatedVcpus, cores)
            && Memory(numa, page, page == PageSize.Small ? part.MemoryMib + overhead : overhead, part.MemoryMib);
    }

    private static int Cores(int dedicated, InstanceNeeds needs, NumaNodeDescription description) =>
        needs.Threads == ThreadPolicy.Isolate ? dedicated : (dedicated + description.ThreadsPerCore - 1) / description.ThreadsPerCore;

    /// <summary>The law of the ledger, from the claims alone: sums under the ratio, and no guest larger than the open threads.</summary>
    private bool Holds(NumaNodeDescription description, List<NumaClaim> claims, int shared, int cores)
    {
        var taken = claims.Sum(claim => claim.Cores.Count) + cores;
        if (shared == 0 && cores == 0) return true;
        var open = (description.Cores - taken) * description.ThreadsPerCore;
        var floating = claims.Select(claim => claim.SharedVcpus).Append(shared).ToList();
        return open >= 0 && floating.Max() <= open && floating.Sum() <= (int)Math.Floor(open * _pool.CpuRatio);
    }

    private bool Memory(int numa, PageSize page, long small, long memory)
    {
        var (description, claims) = (host.NumaNodes[numa], Claims(numa));
        if (small > description.MemoryMib) return false;
        if (claims.Sum(claim => claim.SmallMib) + small > (long)Math.Floor(description.MemoryMib * _pool.MemoryRatio)) return false;
        return page == PageSize.Small || (memory % page.Mib() == 0 && memory / page.Mib() <= FreePages(numa, page));
    }

    private long FreePages(int numa, PageSize page) => page switch
    {
        PageSize.Large2M => host.NumaNodes[numa].Pages2M,
        PageSize.Huge1G => host.NumaNodes[numa].Pages1G,
        _ => 0,
    } - Claims(numa).Where(claim => claim.Detail?.PageSize == page).Sum(claim => claim.Detail!.Pages);

    /// <summary>Without NUMA nodes: pours vCPUs, cores and memory one by one wherever one more is allowed.</summary>
    private bool Pours(InstanceShape shape, InstanceNeeds needs, PageSize page, long overhead)
    {
        var (vcpus, small, huge) = (0, 0L, 0L);
        for (var numa = 0; numa < host.NumaNodes.Count; numa++)
        {
            var (description, claims) = (host.NumaNodes[numa], Claims(numa));
            bool More(int count) => shape.CpuPolicy == CpuPolicy.Shared
                ? Holds(description, claims, count, 0)
                : !(needs.Threads == ThreadPolicy.Require && description.ThreadsPerCore == 1) && Holds(description, claims, 0, Cores(count, needs, description));
            var here = 0;
            while (here < shape.Vcpus && More(here + 1)) here++;
            vcpus += here;
            for (var mib = description.MemoryMib; mib > 0; mib--)
            {
                if (!Memory(numa, PageSize.Small, mib, mib)) continue;
                small += mib;
                break;
            }

            huge += FreePages(numa, page);
        }

        return vcpus >= shape.Vcpus && small >= overhead + (page == PageSize.Small ? shape.MemoryMib : 0)
            && (page == PageSize.Small || (shape.MemoryMib % page.Mib() == 0 && huge >= shape.MemoryMib / page.Mib()));
    }

    private bool HasFeatures(InstanceNeeds needs)
    {
        var features = host.Features;
        var (network, keys) = (_here.Sum(placement => placement.Extras?.NetworkMbps ?? 0), _here.Count(placement => placement.Extras?.ConfidentialKey == true));
        return needs.NetworkMbps <= features.NetworkMbps - network
            && (needs.Hypervisor ?? features.Hypervisor) == features.Hypervisor
            && needs.RequiredTraits.All(features.Traits.Contains) && !needs.ForbiddenTraits.Any(features.Traits.Contains)
            && (needs.AnyTraits.Count == 0 || needs.AnyTraits.Any(features.Traits.Contains))
            && (needs.Confidential == ConfidentialNeed.None || (keys < features.ConfidentialGuests && needs.Confidential switch
            {
                ConfidentialNeed.SevSnp => features.Confidential == ConfidentialTechnology.SevSnp,
                ConfidentialNeed.Tdx => features.Confidential == ConfidentialTechnology.Tdx,
                _ => features.Confidential != ConfidentialTechnology.None,
            }));
    }

    /// <summary>Tries every device for every one asked for.</summary>
    private bool Devices(InstanceNeeds needs, int[] numaNodes)
    {
        var free = host.Features.Devices.Select(device => device.Units - _here.SelectMany(placement => placement.Extras?.Devices ?? [])
            .Where(claim => claim.Device == device.Name).Sum(claim => claim.Units)).ToArray();
        var slots = needs.Devices.SelectMany(need => Enumerable.Repeat(need, need.Count)).ToArray();
        return Assign(slots, 0, free, new bool[free.Length], numaNodes);
    }

    private bool Assign(DeviceNeed[] slots, int slot, int[] free, bool[] taken, int[] numaNodes)
    {
        if (slot == slots.Length) return true;
        var need = slots[slot];
        for (var at = 0; at < free.Length; at++)
        {
            var device = host.Features.Devices[at];
            var units = need.Thousandths == 0 ? 1 : need.Thousandths == 1000 ? device.Units : need.Thousandths;
            if (device.Kind != need.Kind || units == 0 || units > free[at] || (need.Thousandths > 0 && taken[at])) continue;
            if (need.Models.Count > 0 && !need.Models.Contains(device.Model)) continue;
            if (need.Affinity == DeviceAffinity.Required && !numaNodes.Contains(device.NumaNode)) continue;
            free[at] -= units;
            taken[at] |= need.Thousandths > 0;
            var fits = Assign(slots, slot + 1, free, taken, numaNodes);
            free[at] += units;
            taken[at] &= need.Thousandths == 0;
            if (fits) return true;
        }

        return false;
    }

    private List<NumaClaim> Claims(int numa) => [.. _here.SelectMany(placement => placement.Claims).Where(claim => claim.NumaNode == numa)];
}
