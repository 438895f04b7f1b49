using System.Numerics;
using Cloud.Domain.Placement;
using Cloud.Scheduler.Capacity;
using Cloud.Scheduler.Needs;
using Cloud.Scheduler.Numa;

namespace Cloud.Scheduler.Pipeline;

/// <summary>Names exactly what a guest gets on a host that has been chosen.</summary>
internal static class HostPlacer
{
    /// <summary>The placement on a host that <see cref="NumaFitter.Parts"/> lets the guest on, in so many parts.</summary>
    public static HostPlacement On(CapacityLedger ledger, PlacementAsk ask, int index, int parts, PlacementProfile profile)
    {
        var placement = On(ledger, ask, index, NumaFitter.Choose(ledger.View(index), ask, parts, profile), profile);
        // The pipeline and the ledger answer the same question by different code; a disagreement must never reach the store.
        if ((ask.Plan is null && placement.Claims.Count != parts) || !ledger.Fits(placement))
            throw new InvalidOperationException($"Decided on a placement that does not fit: {placement}.");
        return placement;
    }

    /// <summary>
    /// The placement on given NUMA nodes (a bit each) of a host, which for a guest with needs must have been chosen by the fitter. Whether it
    /// fits is for the ledger to say. The profile says which of several devices is better.
    /// </summary>
    public static HostPlacement On(CapacityLedger ledger, PlacementAsk ask, int index, ulong nodes, PlacementProfile? profile = null)
    {
        if (ask.Plan is not null) return NeedsPlacer.On(ledger, ask, index, nodes, profile);
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
