using System.Numerics;
using Cloud.Domain.Placement;
using Cloud.Scheduler.Capacity;
using Cloud.Scheduler.Numa;

namespace Cloud.Scheduler.Pipeline;

/// <summary>Names exactly what a guest gets on a host that has been chosen.</summary>
internal static class HostPlacer
{
    /// <summary>The placement on a host that <see cref="NumaFitter.Parts"/> lets the guest on, in so many parts.</summary>
    public static HostPlacement On(CapacityLedger ledger, PlacementAsk ask, int index, int parts, PlacementProfile profile)
    {
        var placement = On(ledger, ask, index, NumaFitter.Choose(ledger.View(index), ask, parts, profile));
        // The pipeline and the ledger answer the same question by different code; a disagreement must never reach the store.
        if (placement.Claims.Count != parts || !ledger.Fits(placement)) throw new InvalidOperationException($"Decided on a placement that does not fit: {placement}.");
        return placement;
    }

    /// <summary>The placement on given NUMA nodes (a bit each) of a host. Whether it fits is for the ledger to say.</summary>
    public static HostPlacement On(CapacityLedger ledger, PlacementAsk ask, int index, ulong nodes)
    {
        var host = ledger.View(index);
        var parts = Math.Max(1, BitOperations.PopCount(nodes));
        var (vcpus, memory) = (ask.Request.Shape.Vcpus / parts, ask.Request.Shape.MemoryMib / parts);
        var overhead = host.OverheadMib(ask);
        var claims = new List<NumaClaim>(parts);
        for (var numa = 0; numa < host.NumaNodes; numa++)
        {
            if ((nodes >> numa & 1) == 0) continue;
            var cores = ask.Dedicated ? ledger.CoresFor(host.NumaStart + numa, vcpus) : [];
            claims.Add(new(numa, vcpus, memory + overhead, cores));
            overhead = 0;
        }

        return new(host.Description.Id, ask.DiskGib, claims.ToArray());
    }
}
