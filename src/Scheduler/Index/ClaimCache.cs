using System.Numerics;
using Cloud.Domain.Placement;
using Cloud.Scheduler.Capacity;
using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Index;

/// <summary>
/// What guests of one class hold on a host, by the NUMA nodes they are on. Guests with shared vCPUs on the same NUMA nodes hold the same, so
/// the claims are made once and shared; dedicated cores are named anew for each guest.
/// </summary>
internal sealed class ClaimCache(CapacityLedger ledger, PlacementAsk ask)
{
    /// <summary>Sets of NUMA nodes remembered.</summary>
    private const int Most = 1024;

    private readonly Dictionary<(ulong NumaNodes, bool Charged), NumaClaim[]> _claims = [];

    public NumaClaim[] Of(in HostChoice choice)
    {
        if (ask.Dedicated) return Make(choice);
        var key = (choice.NumaNodes, ledger.View(choice.Host).OverheadMib(ask) > 0);
        if (_claims.TryGetValue(key, out var claims)) return claims;
        if (_claims.Count == Most) _claims.Clear();
        return _claims[key] = Make(choice);
    }

    private NumaClaim[] Make(in HostChoice choice)
    {
        var host = ledger.View(choice.Host);
        var (vcpus, memory) = (ask.Request.Shape.Vcpus / choice.Parts, ask.Request.Shape.MemoryMib / choice.Parts);
        var overhead = host.OverheadMib(ask);
        var claims = new NumaClaim[BitOperations.PopCount(choice.NumaNodes)];
        var nodes = choice.NumaNodes;
        for (var claim = 0; claim < claims.Length; claim++, nodes &= nodes - 1)
        {
            var numa = BitOperations.TrailingZeroCount(nodes);
            var cores = ask.Dedicated ? ledger.CoresFor(host.NumaStart + numa, vcpus) : [];
            claims[claim] = new(numa, vcpus, memory + overhead, cores);
            overhead = 0;
        }

        return claims;
    }
}
