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
        if (ask.NamesParts) return Make(choice);
        var key = (choice.NumaNodes, ledger.View(choice.Host).OverheadMib(ask) > 0);
        if (_claims.TryGetValue(key, out var claims)) return claims;
        if (_claims.Count == Most) _claims.Clear();
        return _claims[key] = Make(choice);
    }

    private NumaClaim[] Make(in HostChoice choice) => [.. HostPlacer.On(ledger, ask, choice.Host, choice.NumaNodes).Claims];
}
