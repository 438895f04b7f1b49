using Cloud.Domain.Placement;
using Cloud.Scheduler.Capacity;
using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Groups;

/// <summary>
/// Depth-first over the members in a fixed order, taking tentatively from the ledger and the table and giving back. In the exhaustive mode
/// every NUMA node of every host is tried, equal members only in one order, and spread is judged when all are placed, since an order that
/// keeps it all the way is not asked for.
/// </summary>
internal sealed class GroupSearch(CapacityLedger ledger, GroupTable table, GroupRequest request, GroupCandidates candidates)
{
    private readonly List<(int Member, HostPlacement Placement)> _held = [];
    private int[] _order = [];
    private PlacementAsk[] _asks = [];
    private GroupRule[] _spread = [];
    private Func<int, int> _width = _ => 1;
    private long _maxLooks;
    private bool _exhaustive;

    /// <summary>The longest list of members that were placed together.</summary>
    public IReadOnlyList<(int Member, HostPlacement Placement)> Deepest { get; private set; } = [];

    /// <summary>Whether the last search looked at everything it was asked to.</summary>
    public bool Finished { get; private set; }

    /// <summary>Looks at the best hosts only, so many at each depth; returns a placement for each member, or null.</summary>
    public HostPlacement[]? Best(int[] order, PlacementAsk[] asks, Func<int, int> width, long maxLooks)
    {
        (_order, _asks, _width, _maxLooks, _exhaustive, _spread) = (order, asks, width, maxLooks, false, []);
        return Run();
    }

    /// <summary>Looks at everything, with asks that leave spread out.</summary>
    public HostPlacement[]? Exhaustive(int[] order, PlacementAsk[] asks, GroupRule[] spread, long maxLooks)
    {
        (_order, _asks, _spread, _maxLooks, _exhaustive) = (order, asks, spread, maxLooks, true);
        return Run();
    }

    /// <summary>Takes a member's placement, in the ledger and in the table.</summary>
    public void Take(int member, HostPlacement placement)
    {
        ledger.Take(placement);
        table.Add(request.Group.Id, request.Members[member].Partition, ledger.IndexOf(placement.Host));
        _held.Add((member, placement));
    }

    /// <summary>Gives back what was taken last.</summary>
    public void Undo()
    {
        var (member, placement) = _held[^1];
        _held.RemoveAt(_held.Count - 1);
        table.Remove(request.Group.Id, request.Members[member].Partition, ledger.IndexOf(placement.Host));
        ledger.Release(placement);
    }

    private HostPlacement[]? Run()
    {
        Finished = true;
        if (!Place(0)) return null;
        var placements = new HostPlacement[_order.Length];
        while (_held.Count > 0)
        {
            var (member, placement) = _held[^1];
            placements[member] = placement;
            Undo();
        }

        return placements;
    }

    /// <summary>True with all members held; false with everything given back.</summary>
    private bool Place(int depth)
    {
        if (depth == _order.Length) return _spread.All(IsLevel);
        if (candidates.Looks > _maxLooks)
        {
            Finished = false;
            return false;
        }

        var member = _order[depth];
        foreach (var placement in Candidates(depth, member))
        {
            Take(member, placement);
            if (_held.Count > Deepest.Count && _spread.Length == 0) Deepest = [.. _held];
            if (Place(depth + 1)) return true;
            Undo();
            if (!Finished) return false;
        }

        return false;
    }

    private List<HostPlacement> Candidates(int depth, int member)
    {
        if (!_exhaustive) return candidates.Best(_asks[member], _width(depth));
        var before = depth == 0 ? -1 : _order[depth - 1];
        var isEqual = before >= 0 && _asks[before].Request == _asks[member].Request;
        return candidates.All(_asks[member], isEqual ? ledger.IndexOf(_held[^1].Placement.Host) : 0);
    }

    private bool IsLevel(GroupRule rule)
    {
        var counts = table.Members(request.Group.Id).All.At(rule.Level);
        var most = 0;
        foreach (var count in counts.Counts) most = Math.Max(most, count);
        return most - counts.Least(table.Domains.Count(rule.Level)) <= rule.Limit;
    }
}
