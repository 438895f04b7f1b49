using Cloud.Scheduler.Capacity;
using Cloud.Scheduler.Columns;
using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Advice;

/// <summary>
/// Asks the ledger about changed requests: as things are, or as if every host were empty. It knows nothing of resources, only that a host
/// which takes a request takes a smaller one of the same layout too; so whatever the rules are, its answers are theirs.
/// </summary>
internal sealed class ChangeSearch(CapacityLedger ledger, PlacementProfile profile, bool emptied)
{
    private readonly Rules _rules = new(profile);
    private readonly ColumnFit _fit = new(ledger, profile, emptied);
    private readonly int _hosts = ledger.Inventory.Hosts.Length;

    public bool Emptied => emptied;

    /// <summary>How many hosts take a request.</summary>
    public int Hosts(PlacementRequest request)
    {
        _fit.Ask(PlacementAsk.For(ledger, request));
        return _hosts - _fit.Parts.Count((byte)0);
    }

    /// <summary>
    /// The largest multiple of <paramref name="step"/> up to <paramref name="most"/> for which some host takes the request that
    /// <paramref name="at"/> makes of it; 0 when none. One look at most hosts, a binary search on those that beat the best so far.
    /// </summary>
    public long Largest(long step, long most, Func<long, PlacementRequest> at)
    {
        var asks = new Dictionary<long, PlacementAsk>();
        var (best, limit) = (0L, most / step);
        for (var host = 0; host < _hosts && best < limit; host++)
        {
            if (!Takes(host, Ask(best + 1))) continue;
            var (fits, fails) = (best + 1, limit + 1);
            while (fails - fits > 1)
            {
                var middle = fits + (fails - fits) / 2;
                if (Takes(host, Ask(middle))) fits = middle;
                else fails = middle;
            }

            best = fits;
        }

        return best * step;

        PlacementAsk Ask(long steps)
        {
            if (!asks.TryGetValue(steps, out var ask)) asks.Add(steps, ask = PlacementAsk.For(ledger, at(steps * step)));
            return ask;
        }
    }

    private bool Takes(int host, PlacementAsk ask) => _rules.Parts(emptied ? ledger.ViewEmptied(host) : ledger.View(host), ask) > 0;
}
