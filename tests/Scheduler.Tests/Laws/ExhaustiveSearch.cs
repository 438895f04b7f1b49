using Cloud.Domain.Placement;
using Cloud.Scheduler.Capacity;
using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Tests.Laws;

/// <summary>Every placement there is, tried one by one against the ledger: slow, obvious, and written without the fitter.</summary>
internal static class ExhaustiveSearch
{
    public static bool FindsAFit(CapacityLedger ledger, PlacementRequest request) =>
        ledger.Hosts.Any(host => Parts(ledger, host, request).Any());

    /// <summary>The numbers of parts with which the request fits on the host.</summary>
    public static IEnumerable<int> Parts(CapacityLedger ledger, HostDescription host, PlacementRequest request)
    {
        if (request.Zone is { } zone && host.Zone != zone) return [];
        var shape = request.Shape;
        int[] layouts = shape.NumaNodes > 0 ? [shape.NumaNodes] : [1, 2, 4, 8];
        return layouts.Where(parts => shape.Vcpus % parts == 0 && shape.MemoryMib % parts == 0)
            .Where(parts => Sets(host.NumaNodes.Count, parts).Any(set => Placements(host, request, set).Any(ledger.Fits)));
    }

    /// <summary>Every placement on the host with the fewest parts that fit, one for each set of NUMA nodes (dedicated cores are interchangeable).</summary>
    public static List<HostPlacement> Fewest(CapacityLedger ledger, HostDescription host, PlacementRequest request)
    {
        var parts = Parts(ledger, host, request).FirstOrDefault();
        return parts == 0
            ? []
            : [.. Sets(host.NumaNodes.Count, parts).Select(set => Placements(host, request, set).FirstOrDefault(ledger.Fits)).OfType<HostPlacement>()];
    }

    private static IEnumerable<int[]> Sets(int numaNodes, int parts) =>
        Enumerable.Range(0, 1 << numaNodes).Select(bits => Enumerable.Range(0, numaNodes).Where(numa => (bits >> numa & 1) != 0).ToArray())
            .Where(set => set.Length == parts);

    private static IEnumerable<HostPlacement> Placements(HostDescription host, PlacementRequest request, int[] set)
    {
        var shape = request.Shape;
        var overhead = World.Pools[host.Pool].ChargeOverhead ? request.OverheadMemoryMib : 0;
        IEnumerable<NumaClaim[]> all = [[]];
        foreach (var numa in set)
        {
            var memory = shape.MemoryMib / set.Length + (numa == set[0] ? overhead : 0);
            var vcpus = shape.Vcpus / set.Length;
            var description = host.NumaNodes[numa];
            var cores = shape.CpuPolicy == CpuPolicy.Shared
                ? [[]]
                : Sets(description.Cores, (vcpus + description.ThreadsPerCore - 1) / description.ThreadsPerCore).ToList();
            all = all.SelectMany(claims => cores.Select(chosen => (NumaClaim[])[.. claims, new(numa, vcpus, memory, chosen)])).ToList();
        }

        return all.Select(claims => new HostPlacement(host.Id, shape.DiskGib, claims));
    }
}
